"""Faults in what is written around the numbers: headings, basis, years, names, dates, contents, lists, fees."""

from collections.abc import Callable
from datetime import date

from shared.report import State
from tests.corpus import phrases
from tests.corpus.bodies import Kind
from tests.corpus.draft import Draft
from tests.corpus.fault import Fault
from tests.corpus.faults_tables import add
from tests.corpus.numbers import COLUMNS, Size
from tests.corpus.truth import TrueCell, Truth

_NEW, _OLD, _STAT = ("gov_2021",), ("gov_2019",), ("stat_2014",)
_GOVERNMENTS = (Kind.TOWNSHIP, Kind.CITY)  # a county's office publishes too


def _writes(section: str, sentence: str) -> Callable[[Truth], None]:
    """Return a recipe that adds a paragraph to a section, or to the preamble."""

    def recipe(truth: Truth) -> None:
        filled = sentence.format(name=truth.body.name, we=truth.body.we, year=truth.year, last=truth.year - 1)
        (truth.preamble if section == "preamble" else truth.sections[section].paragraphs).append(filled)

    return recipe


def _tells(items: int, parts: list[int], *, exhaustive: bool) -> Callable[[Draft], None]:
    """Return a recipe that tells published items and their parts."""

    def story(draft: Draft) -> None:
        draft.told.items, draft.told.parts = items, parts
        draft.told.exhaustive, draft.told.nested, draft.told.claims = exhaustive, [], []

    return story


def _s04(truth: Truth) -> None:
    truth.sections["problems"].heading = "五、政府信息公开工作存在的主要问题及改进举措"


def _without(*banks: tuple[str, ...]) -> Callable[[Truth], None]:
    """Return a recipe that leaves out what sentences of some banks say, wherever they stand in section 一."""

    def recipe(truth: Truth) -> None:
        for bank in banks:
            for sentence in bank:
                said = sentence.format(year=truth.year, we=truth.body.we, host=truth.body.host)
                overview = truth.sections["overview"]
                overview.paragraphs = [text.replace(said, "") for text in overview.paragraphs]

    return recipe


def _s05(truth: Truth) -> None:
    """Say nothing of supervision at all."""
    truth.preamble.append(_period(truth))
    truth.sections["overview"].paragraphs = [
        "（一）主动公开。公开了财政和民生方面的信息。（二）依申请公开。完善了申请的登记和答复。",
        "（三）政府信息管理。发布前逐条审核。（四）平台建设。维护网站专栏。",
    ]


def _s08(truth: Truth) -> None:
    wrong = "gov_2019" if truth.form == "gov_2021" else "gov_2021"
    truth.preamble[0] = f"本报告依据{phrases.BASIS[wrong]}编写，由{truth.body.name}负责解释。" + _period(truth)


def _s08_office(truth: Truth) -> None:
    truth.preamble[0] = f"根据国务院办公厅政府信息公开与政务公开办公室的格式（{_number(truth)}）编写本报告。" + _period(
        truth
    )


def _period(truth: Truth) -> str:
    return f"数据统计期限为{truth.year}年1月1日至12月31日。"


def _number(truth: Truth) -> str:
    return "国办公开办函〔2021〕30号" if truth.form == "gov_2021" else "国办公开办函〔2019〕60号"


def _s09_majority(truth: Truth) -> None:
    last = truth.year - 1
    truth.sections["overview"].paragraphs = [
        f"{last}年，工作有序推进。{last}年召开专题会议两次。（一）主动公开。{last}年新增栏目三个。（二）依申请公开。完善登记。",
        f"（三）政府信息管理。{last}年落实审核制度。（四）平台建设。维护网站专栏。",
        "（五）监督保障。公开工作纳入年度考核，结果良好；开展社会评议，群众表示满意；未发生责任追究。",
    ]
    truth.preamble[0] = f"依据{phrases.BASIS[truth.form]}编写。" + _period(truth)


def _s14(truth: Truth) -> None:
    """Leave table 四 out, as where it is a picture."""
    pictured = [key for key in truth.cells if key.startswith("review_litigation.")]
    truth.cells |= dict.fromkeys(pictured, TrueCell(None, State.MISSING, ""))


def _s13(text: str) -> Callable[[Truth], None]:
    def recipe(truth: Truth) -> None:
        truth.sections["problems"].paragraphs = [text]

    return recipe


def _s16(truth: Truth) -> None:
    truth.sections["overview"].paragraphs += [
        sentence.format(host=truth.body.host) for sentence in phrases.PROACTIVE
    ] * 8


def _published(month: int, day: int, years: int = 1) -> Callable[[Truth], None]:
    """Return a recipe that dates the report."""

    def recipe(truth: Truth) -> None:
        at = date(truth.year + years, month, day)
        truth.published = at.isoformat()
        truth.closing = [truth.body.name, f"{at.year}年{at.month}月{at.day}日"]

    return recipe


def _unpaid(draft: Draft) -> None:
    """Let three applications have been closed because a fee was not paid."""
    for row in ("new", "results.other.overdue_fee", "results.total"):
        add(draft.cells, row, COLUMNS[0], 3)


def _n14(truth: Truth) -> None:
    truth.sections["other_matters"].paragraphs = [f"{truth.year}年发出收费通知1件，未收取信息处理费。"]


def _n14_denied(truth: Truth) -> None:
    truth.sections["other_matters"].paragraphs = [
        f"{truth.year}年未收取信息处理费。",
        "办理一件复制量较大的申请时，收取信息处理费120元。",
    ]


def _money(draft: Draft) -> None:
    draft.cells["proactive.fees.amount_wan_yuan"] = 5


def _n17(draft: Draft) -> None:
    """Count nothing on new media."""
    stat = draft.stat
    channels = [f"stat.proactive.by_channel.{name}" for name in ("gazette", "website", "new_media", "other")]
    stat[channels[2]] = 0
    stat[channels[1]] += 1
    stat["stat.proactive.items_distinct"] = max(stat[channel] for channel in channels)
    stat["stat.proactive.normative_documents_disclosed"] = 0


def _old_text(sentence: str) -> Callable[[Truth], None]:
    def recipe(truth: Truth) -> None:
        truth.sections["old_2"].paragraphs.append(sentence)

    return recipe


FAULTS = (
    Fault(name="S04", finds="S04 info x1", truth=_s04),
    Fault(name="S05", finds="S05 warning x1", truth=_s05, forms=_NEW, kinds=(Kind.BUREAU,)),
    Fault(name="S05-before-2021", finds="S05 info x1", truth=_s05, forms=_OLD, kinds=(Kind.BUREAU,)),
    Fault(name="S08", finds="S08 warning x1", truth=_s08),
    Fault(name="S08-office", finds="S08 warning x1", truth=_s08_office),
    Fault(
        name="S09",
        finds="S09 warning x1",
        truth=_writes("preamble", "现公布{name}{last}年政府信息公开工作年度报告。"),
    ),
    Fault(name="S09-majority", finds="S09 warning x1", truth=_s09_majority, kinds=(Kind.TOWNSHIP, Kind.BUREAU)),
    Fault(
        name="S10",
        finds="S10 error x1",
        truth=_writes("preamble", "现公布槐屏县退役军人事务局{year}年政府信息公开工作年度报告。"),
    ),
    Fault(name="S11-appraisal", finds="S11 warning x1", truth=_without(phrases.REVIEWED), kinds=_GOVERNMENTS),
    Fault(name="S11-accountability", finds="S11 warning x1", truth=_without(phrases.ACCOUNTABLE), kinds=_GOVERNMENTS),
    Fault(name="S13", finds="S13 warning x1", truth=_s13("无。")),
    Fault(
        name="S13-no-measure",
        finds="S13 warning x1",
        truth=_s13("存在的主要问题：公开内容还不够丰富，解读形式单一，业务人员更换频繁。"),
    ),
    Fault(name="S14", finds="S14 warning x1", truth=_s14),
    Fault(name="S16", finds="S16 info x1", truth=_s16),
    Fault(
        name="S17",
        finds="S17 warning x1",
        truth=_writes("problems", "将组织学习《中华人民共和国政府信息管理条例》，提高业务水平。"),
    ),
    Fault(
        name="S17-fees",
        finds="S17 warning x1",
        truth=_writes("other_matters", "收费依照《政府信息公开处理费收取办法》执行。"),
    ),
    Fault(name="S18", finds="S18 info x1", truth=_writes("problems", "个别镇镇网站栏目需要整合，下一步逐项推进。")),
    Fault(name="S19", finds="", forms=_OLD, attached=True),
    Fault(name="T01", finds="T01 error x1", truth=_published(2, 14), kinds=(Kind.BUREAU,)),
    Fault(name="T02", finds="T02 error x1", truth=_published(4, 9), kinds=(Kind.CITY,)),
    Fault(name="T03", finds="T03 warning x1", truth=_published(2, 3), kinds=(Kind.TOWNSHIP,)),
    Fault(name="T04", finds="T04 warning x1", truth=_published(12, 22, 0)),
    Fault(name="T05", finds="T05 error x1", truth=_published(4, 11), forms=_STAT),
    Fault(name="N02", finds="N02 error x1", story=_tells(60, [44, 31, 9], exhaustive=False)),
    Fault(
        name="N02-channels",
        finds="N02 warning x1",
        truth=_writes("overview", "村务信息发布80条，其中公开栏62条、微信群公众号31条。"),
    ),
    Fault(
        name="N14",
        finds="N14 warning x1",
        numbers=_unpaid,
        truth=_n14,
        forms=_NEW,
        size=Size.FEW,
    ),
    Fault(name="N14-denied", finds="N14 warning x1", numbers=_money, truth=_n14_denied, forms=_NEW),
    Fault(
        name="N15",
        finds="N15 warning x1",
        truth=_writes("preamble", "本报告由总体情况、主动公开、依申请公开和问题与改进等四个部分组成。"),
    ),
    Fault(
        name="N17",
        finds="N17 info x1",
        numbers=_n17,
        truth=_old_text("日常信息主要通过微信公众号发布，群众反映较好。"),
        forms=_STAT,
    ),
    Fault(
        name="Q02",
        finds="Q01 error x1, Q02 warning x1",
        truth=_writes(
            "overview", "从内容看，专题信息200条，其中农业类120条，占60%；民生类60条，占20%；其他20条，占10%。"
        ),
    ),
    Fault(name="Q04", finds="Q04 warning x1", truth=_writes("overview", "网站信息更新率为112%，高于考核要求。")),
    Fault(
        name="P04",
        finds="P04 error x1",
        truth=_writes("problems", "联系人王某，家庭住址：柳桥镇杏林村3组12号，将逐步改进联系方式。"),
    ),
    Fault(
        name="P04-card",
        finds="P04 error x1",
        truth=_writes("problems", "缴费请汇至银行账号6299990000001234560，并将逐步开通网上支付。"),
    ),
)
