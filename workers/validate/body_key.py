"""Which body a report is of, whatever it calls itself: the key by which its years and its files find each other.

Regions in front and 人民政府 or 办事处 behind make no difference; 办公室 does: it is another body. Two bodies may share
a name (城关镇): the division above is part of the key where the name gives it, the site that publishes where not.
Where neither tells, reports are compared, but nobody is accused. Renamings are not guessed: an alias table says them.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from shared.report import Report
from workers.validate.bodies import Likeness, compare
from workers.validate.prose import plain
from workers.validate.publisher import divisions

_GOVERNMENT = re.compile(r"(?:人民政府|(?<!人民)政府)$")
_SUBDISTRICT = re.compile(r"街道(?:办事处|办)$")
_NAMES = ("发文机关", "发布机构", "公开主体", "制作单位", "信息来源", "来源")
_SHORTEST, _LONGEST = 2, 200


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that one body has had. From report year `reorganized` on it is not the same body any more."""

    names: tuple[str, ...]
    reorganized: int | None = None


class Body(msgspec.Struct, frozen=True):
    """A body: `key` is what its reports share; `above` the divisions over it, as far as it names them.

    `site` publishes a body of a district, whose name other cities have too, where it names no city. `unsure`: neither a
    division nor a site tells it from others of its name, such as every 城关镇.
    """

    key: str
    above: tuple[str, ...] = ()
    reorganized: int | None = None
    site: str = ""
    unsure: bool = False

    def may_be(self, other: "Body") -> bool:
        """Whether nothing speaks against one body: 甲市城关区 and 乙市城关区 are two."""
        if self.above and other.above:
            return self.key == other.key and bool({*self.above} & {*other.above})
        return self.key == other.key and (not self.site or not other.site or self.site == other.site)


def identify(report: Report, source_url: str | None, aliases: Sequence[Alias]) -> Body | None:
    """Return whose report it is; None where it names no body."""
    name = _canonical(report.publisher or "")
    if len(name) < _SHORTEST:
        return None
    for alias in aliases:
        if any(_is(name, _canonical(each)) for each in alias.names):
            first = _canonical(alias.names[0])
            regions = divisions(first)
            return Body(_key(first, regions), tuple(regions[:-1]), alias.reorganized)
    name = _fullest(name, report.metadata)
    regions = divisions(name)
    host = (urlsplit(source_url).hostname or "") if source_url else ""
    if not regions:
        return Body(f"{host}/{name}"[:_LONGEST] if host else _key(name, regions), unsure=not host)
    is_common = len(regions) == 1 and regions[0].endswith("区") and not regions[0].endswith("自治区")
    return Body(_key(name, regions), tuple(regions[:-1]), site=host.removeprefix("www.") if is_common else "")


def _canonical(name: str) -> str:
    name = plain(name)
    return _GOVERNMENT.sub("", _SUBDISTRICT.sub("街道", name)) or name


def _is(name: str, alias: str) -> bool:
    """Whether an alias is meant: with its regions as far as both name them."""
    mine, its = divisions(name), divisions(alias)
    if _key(name, mine) == _key(alias, its):
        return True
    own, other = name.removeprefix("".join(mine)), alias.removeprefix("".join(its))
    return bool(own) and own == other and not (mine and its)


def _key(name: str, regions: list[str]) -> str:
    """The lowest division and what is below it: 贵溪市耳口乡."""
    return name.removeprefix("".join(regions[:-1]))[:_LONGEST]


def _fullest(name: str, metadata: dict[str, str]) -> str:
    """Return the name with its regions, where the site names the same body with them."""
    if divisions(name):
        return name
    for found in _told(metadata):
        if divisions(found) and found.endswith(name) and compare(found, name) is Likeness.SAME:
            return found
    return name


def _told(metadata: dict[str, str]) -> Iterable[str]:
    return (_canonical(metadata[label]) for label in _NAMES if label in metadata)
