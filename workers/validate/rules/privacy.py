"""P: personal data that a published report must not show."""

from collections.abc import Iterator

from shared.errors import Message
from shared.finding import Severity
from workers.validate.context import Context
from workers.validate.rule import PASS, Check, Rule, fail, rule

_NAMES = {
    "resident_id": Message("身份证号", "resident ID number"),
    "mobile": Message("手机号码", "mobile number"),
    "personal_mail": Message("个人邮箱", "personal mailbox"),
    "bank_card": Message("银行卡号", "bank card number"),
    "home_address": Message("家庭住址", "home address"),
}


def _shown(context: Context, *kinds: str) -> Iterator[Check]:
    found = [personal for personal in context.report.personal_data if personal.kind in kinds]
    if not found:
        yield PASS
    for personal in found:
        name = _NAMES[personal.kind]
        yield fail(
            f"报告公开了{name.zh} {personal.masked}，应删除或遮盖",
            f"the report shows a {name.en}, {personal.masked}: remove or mask it",
            actual=personal.masked,
            quote=personal.quote,
            where=(personal.where,),
        )


@rule("P01", "resident-id", Severity.ERROR)
def resident_id(context: Context) -> Iterator[Check]:
    """No resident ID number is shown.

    不得公开身份证号。

    依据: 《个人信息保护法》；《条例》第十五条：涉及个人隐私的信息不得公开。
    通过: 35*************123。
    不通过: 18 位号码，出生日期和校验码均有效。
    """
    return _shown(context, "resident_id")


@rule("P02", "mobile-number", Severity.ERROR)
def mobile_number(context: Context) -> Iterator[Check]:
    """No mobile number is shown; an office's landline is expected.

    不得公开个人手机号码；办公固定电话可以公开。

    依据: 《个人信息保护法》；多地通报把公开手机号码列为个人隐私信息泄露。
    通过: 电话：0398-1234567；138****1234。
    不通过: 填报人联系电话为 11 位手机号码。
    """
    return _shown(context, "mobile")


@rule("P03", "personal-mailbox", Severity.WARNING)
def personal_mailbox(context: Context) -> Iterator[Check]:
    """No person's mailbox is shown; an office's is expected.

    不宜公开个人邮箱（QQ 号码、手机号码或姓名邮箱）；单位邮箱可以公开。

    依据: 《个人信息保护法》。
    通过: 电子邮箱：qxzbgs@163.com。
    不通过: QQ 号码作为联系邮箱。
    """
    return _shown(context, "personal_mail")


@rule("P04", "bank-card-or-home-address", Severity.ERROR)
def bank_card_or_home_address(context: Context) -> Iterator[Check]:
    """No bank card number and no home address below the township is shown.

    不得公开银行卡号，不得公开到村组、门牌的家庭住址；办公地址可以公开。

    依据: 《个人信息保护法》；《条例》第十五条：涉及个人隐私的信息不得公开。
    通过: 地址：某县清溪镇人民政府。
    不通过: 家住某县清溪镇柳村 3 组 12 号。
    """
    return _shown(context, "bank_card", "home_address")


RULES: tuple[Rule, ...] = (resident_id, mobile_number, personal_mailbox, bank_card_or_home_address)
