"""Invented public bodies: provinces, cities, counties, departments, townships that do not exist."""

import random
from enum import StrEnum

import msgspec

_FIRST = "砚霁翊槲蓼榧菘荇葭筇楮皋泠菀鹭岚漪苜蘅"
_SECOND = "川浦陌洲塬泽渡屏坪垭"
_DEPARTMENTS = (
    "财政局",
    "教育体育局",
    "自然资源和规划局",
    "卫生健康委员会",
    "人力资源和社会保障局",
    "市场监督管理局",
    "交通运输局",
    "农业农村局",
    "民政局",
    "水务局",
    "审计局",
    "住房和城乡建设局",
)


class Kind(StrEnum):
    """What sort of body publishes: deadlines, powers and sizes differ."""

    CITY = "city"
    COUNTY = "county"
    BUREAU = "bureau"
    TOWNSHIP = "township"


class Body(msgspec.Struct, frozen=True):
    """A publisher as it names itself in a title, in a sentence, and the area it belongs to."""

    kind: Kind
    name: str  # in the title and in the signature: 荇坪镇人民政府
    short: str  # in sentences: 荇坪镇
    we: str  # 我镇
    host: str  # the government above: 蓼浦县
    phone: str  # an office landline, legal and expected
    postcode: str

    @property
    def is_government(self) -> bool:
        """Whether article 50(4) asks it for results of assessment, review and accountability."""
        return self.kind is not Kind.BUREAU


def invent(kind: Kind, rng: random.Random) -> Body:
    """Return a new body of this kind."""
    place, region = rng.sample([a + b for a in _FIRST for b in _SECOND], 2)
    phone = f"0{rng.randint(310, 999)}-{rng.randint(2, 8)}{rng.randint(0, 999999):06d}"
    postcode = f"{rng.randint(100000, 859999)}"
    name, short, we, host = _NAMES[kind](place, region, rng)
    return Body(kind, name, short, we, host, phone, postcode)


def _city(place: str, region: str, _: random.Random) -> tuple[str, str, str, str]:
    return f"{place}市人民政府", f"{place}市", "我市", f"{region}省"


def _county(place: str, region: str, rng: random.Random) -> tuple[str, str, str, str]:
    level = rng.choice("县区")
    tail = rng.choice(("人民政府", "人民政府", "人民政府办公室"))
    return f"{place}{level}{tail}", f"{place}{level}", f"我{level}", f"{region}市"


def _bureau(place: str, _: str, rng: random.Random) -> tuple[str, str, str, str]:
    host, department = place + rng.choice("市县区"), rng.choice(_DEPARTMENTS)
    return host + department, host + department, "我委" if department.endswith("委员会") else "我局", host


def _township(place: str, region: str, rng: random.Random) -> tuple[str, str, str, str]:
    level, tails = rng.choice(
        (("镇", ("人民政府", "")), ("乡", ("人民政府", "")), ("街道", ("办事处", "办事处"))),
    )
    host = region + rng.choice("县区")
    prefix = rng.choice(("", host))
    return prefix + place + level + rng.choice(tails), place + level, f"我{level}", host


_NAMES = {Kind.CITY: _city, Kind.COUNTY: _county, Kind.BUREAU: _bureau, Kind.TOWNSHIP: _township}
