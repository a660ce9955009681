"""What kind of body publishes a report, told from its name alone.

Deadlines (art. 49), the power to make 规章 (立法法 art. 91, 93) and the scope of the figures depend on it.
"""

import re
import unicodedata
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What the body is."""

    GOVERNMENT = "government"  # of a county or above: its report covers departments and lower governments too
    TOWNSHIP = "township"  # 乡, 镇, 街道: not named in art. 49
    DEPARTMENT = "department"  # 局, 委, 厅, …
    OFFICE = "office"  # 人民政府办公室: a department, though some publish the government's own report under its name
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Of which division the body is a part."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"  # with districts, autonomous prefecture
    PREFECTURE = "prefecture"  # 地区, 盟: run for the province, without a people's congress
    COUNTY = "county"  # county, district, banner, or a city without districts
    TOWNSHIP = "township"
    UNKNOWN = "unknown"  # 市 may be a city with districts or one without


class Publisher(msgspec.Struct, frozen=True):
    """A body's kind and level."""

    kind: Kind
    level: Level

    @property
    def may_make_regulations(self) -> bool | None:
        """Whether the body may make 规章; None where the name does not tell.

        Since 2015 every city with districts may, whatever its size; a department of a government may not, nor may a
        district, a county, a township, or a prefecture that is run for its province.
        """
        if self.kind is Kind.GOVERNMENT:
            return None if self.level is Level.UNKNOWN else self.level in {Level.CENTRAL, Level.PROVINCE, Level.CITY}
        if self.kind is Kind.OFFICE and self.level not in {Level.COUNTY, Level.TOWNSHIP, Level.PREFECTURE}:
            return None  # some publish their government's report under their own name
        if self.kind in {Kind.DEPARTMENT, Kind.OFFICE}:
            return self.level is Level.CENTRAL
        return None if self.kind is Kind.UNKNOWN else False


_SPACE = re.compile(r"\s+")
_OFFICE = re.compile(r"(?:人民)?政府(?:办公室|办公厅|办|厅)$")
_BELOW = re.compile(r"人民政府.+(?:局|委|委员会|办公室|处|中心)$")
_SUBDISTRICT = re.compile(r"街道(?:办事处|办|党工委.*)?$")
_TOWNSHIP = re.compile(r"(?:[乡镇]|苏木|民族乡)(?:人民)?(?:政府)?$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_REGION = re.compile(
    r".+?(?:自治区|自治州|自治县|自治旗|地区|省|州(?![市区县])|(?<!联)盟|(?<!城)市(?![场政容民])|县|旗|林区|特区|(?<![社园景辖小校灾片发新])区)"
)
_ZONE = re.compile(r"(?:开发区|新区|高新区|经开区|工业园区|园区|示范区|度假区|保税区|风景名胜区|管理区|实验区|合作区)$")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# fmt: off
_PROVINCES = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾",
)
# fmt: on
_REGIONS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")
_CENTRAL = re.compile(
    r"^(?:国务院.*|中国人民银行|中国(?:证监会|气象局|地震局|民用航空局|银保监会)|中华人民共和国.+[部署委]|审计署|海关总署"
    r"|国家[^省市县区旗州]+(?:局|委|委员会|总局|署|中心)"
    r"|(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境"
    r"|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部)$"
)
_DEPARTMENT = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|处|所|队|支队|大队|站|院|部|署|中心|行|社|会|公司|集团|医院|学校|大学|学院|中学|小学|馆|台|厂|法庭|分局|管委会|总队)$"
)


def classify(name: str | None) -> Publisher:
    """Return what kind of body the name denotes; UNKNOWN rather than a guess."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", name or ""))
    body = _BELOW.sub("", _OFFICE.sub("", plain))  # the government whose office or department it is
    if _CENTRAL.search(plain):
        return Publisher(Kind.DEPARTMENT, Level.CENTRAL)
    if any(_SUBDISTRICT.search(each) or _TOWNSHIP.search(each) for each in (plain, body)):
        return Publisher(Kind.TOWNSHIP, Level.TOWNSHIP)
    if body != plain:
        return Publisher(Kind.OFFICE if _OFFICE.search(plain) else Kind.DEPARTMENT, _level(body))
    return _government(plain) or (
        Publisher(Kind.DEPARTMENT, _level(plain))
        if _DEPARTMENT.search(plain)
        else Publisher(Kind.UNKNOWN, Level.UNKNOWN)
    )


def _government(name: str) -> Publisher | None:
    bare = _GOVERNMENT.sub("", name)
    if _ZONE.search(bare):
        return Publisher(Kind.UNKNOWN, Level.UNKNOWN)
    if bare and ("".join(divisions(bare)) == bare or bare in (*_PROVINCES, *_REGIONS)):
        return Publisher(Kind.GOVERNMENT, _level(bare))
    return Publisher(Kind.GOVERNMENT, Level.UNKNOWN) if bare != name else None


def divisions(name: str) -> list[str]:
    """Return the divisions that a name begins with: 江西省, 贵溪市."""
    found = []
    while match := _REGION.match(name):
        found.append(match[0])
        name = name[match.end() :]
    return found


def _level(name: str) -> Level:
    """Return the lowest division that the name begins with."""
    regions = divisions(name)
    if not regions:
        if name.startswith(("县", "区", "旗")):
            return Level.COUNTY
        return Level.PROVINCE if name.startswith((*_PROVINCES, *_REGIONS, "省")) else Level.UNKNOWN
    last, above = regions[-1], regions[:-1]
    if last.endswith(("省", "自治区")) or (last in _MUNICIPALITIES and not above):
        return Level.PROVINCE
    if last.endswith(("自治州", "州", "地区", "盟")):
        return Level.CITY if last.endswith("州") else Level.PREFECTURE
    if last.endswith(
        "市"
    ):  # below another city it is one without districts; below a province or alone it may be either
        return Level.COUNTY if any(region.endswith(("市", "州", "地区", "盟")) for region in above) else Level.UNKNOWN
    return Level.COUNTY
