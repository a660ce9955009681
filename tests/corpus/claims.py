# ruff: noqa: E501 - a sentence a line, with what is wrong with it, reads best as a table
"""Sentences of the prose that the numbers confirm or refute. One bank for both: told truly, or with one figure wrong.

Slots are figures of the report: see `figures`. `{all}` names what the tables count: 全县 for a government, 我镇, 我局.
"""

import random
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from shared.number import Number

Figures = Mapping[str, Number]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence and where it stands: a topic of section 一, or a section.

    `breaks` names the rule that finds a slot filled wrongly. `holds` says whether the sentence is true of the figures
    as it stands; where it is not, `rule` finds it. `told` says when anybody would write it.
    """

    place: str
    text: str
    breaks: dict[str, str] = {}
    by: int = 1  # a wrong figure is larger, or smaller
    holds: Callable[[Figures], bool] | None = None
    rule: str = ""
    told: Callable[[Figures], bool] = lambda _: True

    def is_true(self, figures: Figures) -> bool:
        """Whether it holds, told with the true figures."""
        return self.holds is None or self.holds(figures)

    def fits(self, figures: Figures) -> bool:
        """Whether the report has all these figures and they make the sentence likely."""
        try:
            self.text.format(**{**figures, "year": 0, "all": ""})
            self.is_true(figures)
            return self.told(figures)
        except KeyError:
            return False


class Told(msgspec.Struct, frozen=True):
    """A claim as one report tells it; `filled` are slots that are not filled from its own figures."""

    claim: Claim
    filled: dict[str, Number] = {}


_RESULTS = {
    "granted": "results.granted",
    "partial": "results.partially_granted",
    "denied": "results.denied.",
    "unable": "results.unable.",
    "not_processed": "results.not_processed.",
    "other": "results.other.",
}


_CELLS = (
    ("new", "applications.new.total"),
    ("natural", "applications.new.natural_person"),
    ("over", "applications.carried_over.total"),
    ("closed", "applications.results.total.total"),
    ("forward", "applications.carried_forward.total"),
    ("overdue", "applications.results.other.overdue_fee.total"),
    ("review", "review_litigation.review.total"),
    ("review_upheld", "review_litigation.review.upheld"),
    ("direct", "review_litigation.litigation_direct.total"),
    ("after", "review_litigation.litigation_after_review.total"),
    ("issued", "proactive.normative_documents.issued"),
    ("issued", "proactive.normative_documents.created"),
    ("repealed", "proactive.normative_documents.repealed"),
    ("in_force", "proactive.normative_documents.in_force"),
    ("meetings", "stat.training.meetings"),
    ("courses", "stat.training.courses"),
    ("trainees", "stat.training.trainees"),
)


def figures(cells: Mapping[str, Number], items: int, hotline: int) -> dict[str, Number]:
    """Return every slot that the cells fill. Shares are in per cent with two decimals, rounded."""

    def total(prefix: str) -> Number:
        return sum(n for key, n in cells.items() if key.startswith(f"applications.{prefix}") and key.endswith(".total"))

    late = max(1, hotline // 40)
    found: dict[str, Number] = {"items": items, "hot": hotline, "late": late, "done": hotline - late}
    found["done_share"], found["late_share"] = _share(hotline - late, hotline), _share(late, hotline)
    found |= {slot: cells[key] for slot, key in _CELLS if key in cells}
    if "new" in found:
        found |= {name: total(prefix) for name, prefix in _RESULTS.items()}
        found |= {"legal": found["new"] - found["natural"], "both": found["new"] + found["over"]}
        found["granted_partial"] = found["granted"] + found["partial"]
        found |= {f"{name}_share": _share(found[name], found["closed"]) for name in ("granted", "unable")}
        found["natural_share"] = _share(found["natural"], found["new"])
        found["review_open"] = found["review"] - found["review_upheld"]
        found["litigation"] = found["direct"] + found["after"]
    return found


def _share(part: Number, whole: Number) -> Number:
    exact = Decimal(100) * part / whole if whole else Decimal(0)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def true_ones(found: Figures) -> list[Claim]:
    """Return the sentences that are true of the figures."""
    return [each for each in CLAIMS if each.fits(found) and each.is_true(found)]


def false_one(rule: str, found: Figures, rng: random.Random) -> Told:
    """Return a sentence with something wrong that a rule finds, and no other."""
    wrong = [Told(each) for each in CLAIMS if each.rule == rule and each.fits(found) and not each.is_true(found)]
    for each in CLAIMS:
        if each.fits(found) and each.is_true(found):
            wrong += [
                Told(each, {slot: _off(found, slot, each.by)}) for slot in each.breaks if each.breaks[slot] == rule
            ]
    if not wrong:
        raise LookupError(f"no sentence breaks {rule} with these figures")
    return rng.choice(wrong)


def _off(found: Figures, slot: str, by: int) -> Number:
    """Return a figure that none of those it could be mistaken for has."""
    if slot.endswith("_share"):
        return found[slot] + (Decimal("-1.5") if found[slot] > 50 else Decimal("1.5"))
    if slot in {"new", "both"}:
        return found["both"] + 3
    if slot in {"natural", "legal"}:  # of the new ones, of these and those carried over, or of those closed
        return found[slot] + by * (found["both"] + found["closed"] + 3)
    if slot in {"direct", "after"}:
        return found["litigation"] + 3
    return max(found[slot] + 3 * by, 0)


def _some(*names: str) -> Callable[[Figures], bool]:
    return lambda found: all(found[name] > 0 for name in names)


def _none(*names: str) -> Callable[[Figures], bool]:
    return lambda found: not any(found[name] for name in names)


def _part(part: str, whole: str) -> Callable[[Figures], bool]:
    """Return whether there is something of it, but not all."""
    return lambda found: 0 < found[part] < found[whole]


def _received(text: str, place: str = "on_request", **breaks: str) -> Claim:
    return Claim(place=place, text=text, breaks={"new": "N05", **breaks}, told=_some("new"))


def _of(
    rule: str, slots: str, text: str, place: str = "on_request", told: Callable[[Figures], bool] | None = None
) -> Claim:
    return Claim(place=place, text=text, breaks=dict.fromkeys(slots.split(), rule), told=told or _some("new"))


CLAIMS: tuple[Claim, ...] = (
    _received("{year}年，{all}共收到政府信息公开申请{new}件。"),
    _received("{all}全年新收政府信息公开申请{new}件，申请量与往年大体相当。"),
    _received("{year}年度{all}接到公民、法人和其他组织提出的政府信息公开申请{new}件，逐件登记编号。"),
    _received("{all}{year}年收到{new}件政府信息公开申请，文书样式统一，送达留有凭证。"),
    _received("{year}年{all}收到依申请公开申请共计{new}件，没有因答复引发的信访。"),
    _received("本年度{all}新收到政府信息公开申请总数为{new}件，登记、分办、答复、归档环环相扣。"),
    _received("{all}{year}年收到的政府信息公开申请数量为{new}件，各类申请人的情况见下表。", "applications"),
    _received("{year}年{all}收到政府信息公开申请{new}件，上年结转{over}件。", over="N07"),
    _received("{all}本年新收政府信息公开申请{new}件，上年度结转{over}件，结转下年度继续办理{forward}件。", over="N07", forward="N07"),
    _of("N05", "both", "{year}年，连同上年结转的在内，{all}共收到政府信息公开申请{both}件。"),
    _of("N06", "new", "{year}年，{all}受理政府信息公开申请{new}件。"),
    _of("N06", "new", "{all}全年受理公民、法人或其他组织政府信息公开申请共{new}件，受理情况每月通报一次。"),
    _of("N06", "both", "{year}年{all}累计受理政府信息公开申请{both}件（含上年结转）。"),
    _of("N07", "closed", "{year}年{all}办结政府信息公开申请{closed}件，答复书均经法制审核。"),
    _of("N07", "closed", "{all}全年依法答复政府信息公开申请{closed}件。"),
    _of("N07", "closed forward", "政府信息公开申请方面，{all}{year}年已办结{closed}件，结转下年度继续办理{forward}件。"),
    _of("N07", "over closed", "{all}上年结转政府信息公开申请{over}件，连同本年新收的，全年共办结{closed}件。"),
    _of("N07", "forward", "{all}尚在期限之内、转入下一年度继续办理的政府信息公开申请{forward}件。", told=_some("forward")),
    _of("N09", "granted denied unable", "{all}办理的政府信息公开申请中，予以公开{granted}件，不予公开{denied}件，无法提供{unable}件。"),
    _of("N09", "granted partial denied unable not_processed other", "{all}政府信息公开申请办理结果：予以公开{granted}件，部分公开{partial}件，不予公开{denied}件，无法提供{unable}件，不予处理{not_processed}件，其他处理{other}件。"),
    _of("N09", "granted_partial", "{all}对政府信息公开申请予以公开及部分公开{granted_partial}件，其余的均说明了理由。"),
    _of("N09", "not_processed", "{all}收到的政府信息公开申请里，不予处理{not_processed}件，都已书面告知申请人。"),
    _of("N10", "natural legal", "{all}收到的政府信息公开申请中，自然人提出{natural}件，法人或其他组织提出{legal}件。"),
    _of("N10", "natural", "按申请人分，{all}政府信息公开申请自然人申请{natural}件，其余为各类组织。"),
    _of("N11", "review", "{year}年{all}因政府信息公开引起的行政复议{review}件。", "review_litigation"),
    _of("N11", "review litigation", "{all}政府信息公开行政复议案件{review}件，行政诉讼案件{litigation}件，具体结果见下表。", "review_litigation"),
    _of("N11", "direct", "{all}未经复议直接起诉的政府信息公开行政诉讼{direct}件。", "review_litigation"),
    _of("N11", "after", "{all}经复议后起诉的政府信息公开行政诉讼{after}件。", "review_litigation"),
    Claim(place="on_request", text="{all}{year}年没有收到政府信息公开申请。", holds=_none("new"), rule="N04", told=_none("over")),
    Claim(place="on_request", text="{year}年，{all}未收到任何形式的政府信息公开申请。", holds=_none("new"), rule="N04"),
    Claim(place="on_request", text="本年度{all}无政府信息公开申请。", holds=_none("new"), rule="N04", told=_none("over")),
    Claim(place="on_request", text="{all}{year}年未收到公民、法人和其他组织要求提供政府信息的申请。", holds=_none("new"), rule="N04"),
    Claim(place="on_request", text="{all}{year}年收到的政府信息公开申请均已办结。", holds=_none("forward"), rule="N08", told=_some("new")),
    Claim(place="on_request", text="{all}政府信息公开申请全部按期办结，办结率100%。", holds=_none("forward"), rule="N08", told=_some("new")),
    Claim(place="on_request", text="{year}年{all}的政府信息公开申请都已依法办理完毕。", holds=_none("forward"), rule="N08", told=_some("new")),
    Claim(place="review_litigation", text="{year}年{all}未发生因政府信息公开引起的行政复议和行政诉讼。", holds=_none("review", "litigation"), rule="N12"),
    Claim(place="review_litigation", text="{all}全年没有因政府信息公开工作被申请行政复议。", holds=_none("review"), rule="N12"),
    Claim(place="review_litigation", text="{year}年，{all}无政府信息公开行政诉讼案件。", holds=_none("litigation"), rule="N12"),
    Claim(place="review_litigation", text="{all}因政府信息公开被申请的行政复议，结果均获维持。", holds=_none("review_open"), rule="N12", told=_some("review")),
    _of("N13", "issued", "{year}年，{all}制发行政规范性文件{issued}件，解读材料同步上网。", "proactive", _some("issued")),
    _of("N13", "issued", "{all}全年制定规范性文件{issued}件，均按规定备案。", "proactive", _some("issued")),
    _of("N13", "repealed", "{year}年{all}废止规范性文件{repealed}件，清理结果已在网站公布。", "proactive", _some("repealed")),
    _of("N13", "in_force", "截至年底，{all}现行有效行政规范性文件{in_force}件，全部在文件库中可查。", "proactive", _some("in_force")),
    _of("N03", "items", "{year}年公开政府信息{items}条。", "overview", lambda _: True),
    _of("N03", "items", "全年主动公开政府信息共{items}条。", "overview", lambda _: True),
    _of("Q01", "granted_share", "{all}办结政府信息公开申请{closed}件，其中予以公开{granted}件，占{granted_share}%。", told=_part("granted", "closed")),
    _of("Q01", "unable_share", "{all}答复政府信息公开申请{closed}件，其中无法提供{unable}件（占{unable_share}%）。", told=_part("unable", "closed")),
    _of("Q01", "natural_share", "{all}新收政府信息公开申请{new}件，其中自然人{natural}件，占比{natural_share}%。", told=_part("natural", "new")),
    _of("Q01", "late_share", "12345热线转办诉求{hot}件，超期办结{late}件，逾期率{late_share}%。", "platform", _some("hot", "done")),
    _of("Q01", "done_share", "全年受理群众热线诉求{hot}件，办结{done}件，办结率{done_share}%。", "platform", _some("hot", "done")),
    Claim(place="platform", text="全年受理网民留言{hot}件，办结{done}件，办结率100%。", holds=_none("late"), rule="Q03", told=_some("hot", "done")),
    Claim(place="platform", text="民生热线转来事项{hot}件，其中办结{done}件，办结率达100%。", holds=_none("late"), rule="Q03", told=_some("hot", "done")),
    _of("N16", "meetings", "全年召开政务公开工作会议{meetings}次，研究解决具体问题。", "supervision", lambda _: True),
    _of("N16", "courses", "举办政府信息公开业务培训班{courses}期，由业务骨干授课。", "supervision", _some("courses")),
    _of("N16", "trainees", "政务公开业务学习抓在经常，培训人员{trainees}人次。", "supervision", _some("trainees")),
)  # fmt: skip
