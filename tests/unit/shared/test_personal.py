import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.personal import find, find_across, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("填报人 韩某 13912345678", "填报人 韩某 139****5678"),
        ("手机：１３９１２３４５６７８", "手机：１３９****５６７８"),
        ("电话 139-1234-5678，传真另告", "电话 139-****-5678，传真另告"),
        ("电话 139 1234 5678", "电话 139 **** 5678"),
        ("电话：0398-7133149/13912345678", "电话：0398-7133149/139****5678"),
        ("拨打+8613912345678", "拨打+86139****5678"),
        ("13912345678,13987654321", "139****5678,139****4321"),
        ("身份证号11010519491231002X。", "身份证号11*************02X。"),
        ("邮箱 1620630001@qq.com", "邮箱 16******01@qq.com"),
        ("邮箱 10001@QQ.com", "邮箱 1***1@QQ.com"),
        ("13912345678@163.com", "13*******78@163.com"),
        ("联系人：李某，邮箱 lixiaoming@163.com", "联系人：李某，邮箱 li******ng@163.com"),
        ("开户银行某行，卡号6222021234567890128", "开户银行某行，卡号6222***********0128"),
        ("家住某县清溪镇柳村3组12号的", "家住某县**********的"),
        ("张某，男，住某县清溪镇柳村三组12号", "张某，男，住某县**********"),
        ("身份证号110105 19491231 002X。", "身份证号11**** ******** *02X。"),
        ("身份证号110105194 91231002X。", "身份证号11******* ******02X。"),
        ("电话：1391234 5678，", "电话：139**** 5678，"),
        ("+8613812345678", "+86138****5678"),
        ("李科长138.1234.5678", "李科长138.****.5678"),
        ("电话：013812345678", "电话：0138****5678"),
        ("身份证号码：1101 0519 4912 3100 2X", "身份证号码：11** **** **** ***0 2X"),
        ("银行卡号：62220212345 67890128", "银行卡号：6222******* ****0128"),
        ("邮箱 1620630001 @qq.com", "邮箱 16******01 @qq.com"),
    ],
)
def test_personal_data_is_found_and_masked_as_the_notices_ask(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "索引号 G01009/2024-00080",
        "索引号 GZ000139/13912345678",
        "电话：010-12345678，传真：01012345678",
        "版本138.1234.5678.9",
        "编号013812345678",
        "证件办理1101 0519 4912 3100 21件",
        "开户银行公示62220212345 67890127",
        "阅读量13912345678次，预算13800000000元",
        "依据标准GB/T 13912345678-2020建设栏目",
        "电话：0398-7133149；邮编：472212；电子邮箱：lsxdgz@163.com",
        "邮箱 xxgk2023@126.com，联系人：办公室 qingxizhen@163.com",
        "（某政办发〔2023〕39号）",
        "http://www.example.gov.cn/art/13912345678.html?id=13912345678",
        "一、本年新收政府信息公开申请数量15130000154",
        "15130000154",  # 151 + 3 + 0 + 0 + 0 + 0 = 154
        "二、上年结转政府信息公开申请数量13912345678",
        "统一社会信用代码11330402MB1234567X",
        "110105194912310021",  # wrong check digit
        "110105194913310022",  # month 13
        "6222021234567890128",  # nothing says it is an account
        "卡号6222021234567890127",  # fails the Luhn check
        "12345热线、2023年12月31日、100.13912345678",
        "138****1234",
        "地址：某县清溪镇人民政府大院",
        "核实申请人住址等信息",
        "现住址登记12栋楼宇，居住地址信息采集3000号",
        "备案号：某ICP备13912345678号",
        "电话：17712345678转8001",
        "2023 110105 1949 1231 002 4",
    ],
)
def test_what_only_looks_like_personal_data_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_a_number_that_the_end_of_a_line_cuts_is_found_in_both_lines() -> None:
    (hit,) = find_across("申请人张某（身份证号1101051949", "1231002X）提出申请")
    assert (hit.kind, hit.masked) == ("resident_id", "11******** *****02X")
    (hit,) = find_across("联系电话：1391234", "5678")
    assert (hit.kind, hit.masked) == ("mobile", "139**** 5678")
    (hit,) = find_across("开户银行卡号6222021234", "567890128。")
    assert (hit.kind, hit.masked) == ("bank_card", "6222****** *****0128")
    assert find_across("联系电话：13912345678", "2023年") == []
    assert find_across("公开信息139", "12345678条") == []


def _resident_id(digits: str) -> str:
    weights = [2**place % 11 for place in range(17, 0, -1)]
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
birthdays = st.dates().filter(lambda day: 1900 <= day.year <= 2099).map(lambda day: day.strftime("%Y%m%d"))
resident_ids = st.builds(
    lambda region, birthday, order: _resident_id(f"{region}{birthday}{order:03}"),
    st.integers(110000, 659999),
    birthdays,
    st.integers(0, 999),
)
qq_mails = st.from_regex(r"[1-9][0-9]{4,10}", fullmatch=True).map(lambda number: number + "@qq.com")
prose = st.text(alphabet="本机关公开信息，。：；“”（）、年月日条件 \n\u3000abc012*-/.@", max_size=40)


@given(prose, st.one_of(mobiles, resident_ids, qq_mails), prose)
def test_a_masked_text_no_longer_holds_the_number(before: str, secret: str, after: str) -> None:
    """Behind a word that announces it, the number is gone from the text whatever stands around it."""
    text = f"{before}联系电话：{secret}，{after}"
    assert secret not in mask(text)


@given(prose, st.one_of(mobiles, resident_ids, qq_mails), prose)
def test_masking_changes_nothing_but_what_was_found(before: str, secret: str, after: str) -> None:
    text = before + secret + after
    masked = mask(text)
    kept = [True] * len(text)
    for hit in find(text):
        assert hit.masked == masked[hit.start : hit.end]
        kept[hit.start : hit.end] = [False] * (hit.end - hit.start)
    assert len(masked) == len(text)
    assert all(old == new for old, new, keep in zip(text, masked, kept, strict=True) if keep)


@given(prose, st.one_of(mobiles, resident_ids, qq_mails), prose)
def test_a_masked_text_is_masked_once_and_for_all(before: str, secret: str, after: str) -> None:
    masked = mask(f"{before}手机 {secret}；{after}")
    assert mask(masked) == masked


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert len(mask(text)) == len(text)
