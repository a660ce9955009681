"""Several files of one body: its reports over the years, its report in two formats, its page fetched twice.

A series is consistent, or has one fault that shows only beside another file, X01-X09, C06, T06, or what was said of it,
C07.
"""

import copy
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from shared.job import Hints
from shared.number import Number
from tests.corpus import draft as drafts
from tests.corpus import layout
from tests.corpus.bodies import Body, Kind, invent
from tests.corpus.case import Case
from tests.corpus.claims import Claim, Told
from tests.corpus.draft import Draft, Profile
from tests.corpus.generate import CLEAN, expectation, write
from tests.corpus.numbers import BLOCKS, COLUMNS, OUTCOMES, Size, plain
from tests.corpus.truth import Truth, number

Change = Callable[[Draft, Draft], None]


class Filed(msgspec.Struct, kw_only=True):
    """One file of a series. A later file from the same `url` takes the earlier one's place.

    `told` is what whoever submits it says of it.
    """

    case: Case
    url: str
    told: Hints


class Series(msgspec.Struct, kw_only=True):
    """Files of one body in the order in which they were published; `policy`, in TOML, where the fault needs one."""

    files: list[Filed]
    policy: str = ""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One recipe: what is done to the last year (and the one before it), and what the last files must then show.

    `numbers` changes the drafts of this year and the last, `story` what is told in each year, `truth` the last report.
    `again` changes the copy of the last report that is filed beside it, or from the same address (`replaces`).
    `told` changes what is said of the last file.
    """

    finds: tuple[str, ...]
    numbers: Change | None = None
    story: Callable[[Draft, Draft | None], None] | None = None
    truth: Callable[[Truth, Truth], None] | None = None
    again: Callable[[Truth], None] | None = None
    replaces: bool = False
    told: Callable[[Hints], Hints] | None = None
    spans: tuple[tuple[int, int], ...] = ((2019, 2020), (2020, 2021), (2021, 2023), (2022, 2025))
    policy: str = ""


def make(seed: int | str, fault: str | None = None) -> Series:
    """Return a series of two to four years, consistent or with one fault. Same seed, same series."""
    rng = random.Random(f"{seed}/series")
    recipe = FAULTS[fault] if fault else rng.choice(_CLEAN)
    first, last = rng.choice(recipe.spans)
    body = invent(rng.choice((Kind.TOWNSHIP, Kind.BUREAU, Kind.CITY)), rng)
    told: list[tuple[Draft, Truth]] = []
    for year in range(first, last + 1):
        draft = _drafted(body, year, told[-1][0] if told else None, rng)
        if recipe.numbers and year == last:
            recipe.numbers(draft, told[-1][0])
            if told[-1][0].form == draft.form:  # the year before may have been changed as well
                told[-1] = (told[-1][0], _written(told[-1][0], None, recipe, f"{seed}/{year - 1}/again", None))
        told.append((draft, _written(draft, told[-1][0] if told else None, recipe, f"{seed}/{year}", told)))
    if recipe.truth:
        recipe.truth(told[-1][1], told[-2][1])
    files = [_filed(truth, f"{seed}/{truth.year}", f"{truth.year}.html") for _, truth in told]
    if recipe.again:
        truth = copy.deepcopy(told[-1][1])
        recipe.again(truth)
        files.append(_filed(truth, f"{seed}/again", f"{last}.html" if recipe.replaces else f"{last}.docx"))
    if recipe.told:
        files[-1].told = recipe.told(files[-1].told)
    for filed, finds in zip(reversed(files), reversed(recipe.finds), strict=False):
        filed.case.expected = expectation(finds)
    return Series(files=files, policy=recipe.policy.format(name=body.name, year=last))


def _drafted(body: Body, year: int, before: Draft | None, rng: random.Random) -> Draft:
    """Return numbers of a year that follow from those of the year before."""
    form = "gov_2021" if year > 2020 else "gov_2019"
    size = Size.BUSY if body.kind is Kind.CITY else Size.FEW
    draft = drafts.draft(Profile(body=body, year=year, form=form, size=size), rng)
    cells = draft.cells
    if before:
        for key in cells.keys() & before.cells.keys():
            cells[key] = _varied(before.cells[key], rng) if "items" not in key else before.cells[key]
    for column in COLUMNS:
        over = before.cells[_a("carried_forward", column)] if before else cells[_a("carried_forward", column)]
        cells[_a("carried_over", column)] = over
    balance(cells)
    for block in BLOCKS:
        outcomes = [f"review_litigation.{block}.{outcome}" for outcome in OUTCOMES]
        if before:
            cells |= {key: before.cells[key] for key in outcomes}
        cells[f"review_litigation.{block}.total"] = sum(cells[key] for key in outcomes)
    _stock(cells, before.cells if before else {})
    return draft


def _a(row: str, column: str) -> str:
    return f"applications.{row}.{column}"


def balance(cells: dict[str, Number]) -> None:
    """Make table 三 add up again, by what is granted and what is new; a fault may have moved the rest."""
    rows = {key.removeprefix("applications.").rpartition(".")[0] for key in cells if key.startswith("applications.")}
    results = sorted(row for row in rows if row.startswith("results.") and row != "results.total")
    for column in COLUMNS:
        answered = sum(cells[_a(row, column)] for row in results)
        lacking = max(0, cells[_a("carried_over", column)] - answered - cells[_a("carried_forward", column)])
        cells[_a("results.granted", column)] += lacking
        cells[_a("results.total", column)] = answered + lacking
        known = cells[_a("carried_forward", column)] - cells[_a("carried_over", column)]
        cells[_a("new", column)] = answered + lacking + known
    for row in rows:
        cells[_a(row, "total")] = sum(cells[_a(row, column)] for column in COLUMNS)


def _varied(value: Number, rng: random.Random) -> Number:
    """Return a number not far from last year's."""
    changed = Decimal(value) * Decimal(rng.randint(85, 118)) / 100
    unit = Decimal(1) if isinstance(value, int) else Decimal("0.01")
    return plain(changed.quantize(unit, ROUND_HALF_UP))


def _stock(cells: dict[str, Number], before: dict[str, Number]) -> None:
    """Let what is in force, or disclosed in all, follow from the year before; and what was there before it."""
    for row in ("regulations", "normative_documents"):
        key = f"proactive.{row}."
        if key + "in_force" in before and key + "in_force" in cells:
            had = before[key + "in_force"] + cells[key + "issued"]
            cells[key + "repealed"] = min(cells[key + "repealed"], had)
            cells[key + "in_force"] = had - cells[key + "repealed"]
        if key + "disclosed_total" in before and key + "disclosed_total" in cells:
            cells[key + "disclosed"] = max(cells[key + "disclosed"], cells[key + "created"])
            cells[key + "disclosed_total"] = before[key + "disclosed_total"] + cells[key + "disclosed"]
    for key in [key for key in cells if key.endswith(".items_prior_year")]:
        change = key.replace("items_prior_year", "items_change")
        if key in before:
            cells[key] = before[key] + before[change]
        cells[change] = max(-cells[key], min(cells[change], cells[key]))


def _written(
    draft: Draft, before: Draft | None, recipe: Fault, seed: str, told: list[tuple[Draft, Truth]] | None
) -> Truth:
    """Write a report whose section 五 is not that of the year before."""

    def story(each: Draft) -> None:
        _compare(each, before)
        if recipe.story:
            recipe.story(each, before)

    last = told[-1][1].sections["problems"].paragraphs if told else None
    for attempt in range(50):
        rng = random.Random(f"{seed}/{attempt}")
        truth = write(draft, msgspec.structs.replace(CLEAN, story=story), rng)
        if last is None or _differs(truth.sections["problems"].paragraphs, last):
            return truth
    raise LookupError("no other section 五 was found")


def _differs(text: list[str], other: list[str]) -> bool:
    """Whether a good part of the sentences are others."""
    sentences, others = ({part[2:] for each in every for part in each.split("；")} for every in (text, other))
    return len(sentences & others) <= len(sentences) // 2


_GREW = Claim(place="proactive", text="{year}年主动公开政府信息{items}条，较上年增长{change}%。")
_FELL = Claim(place="proactive", text="{year}年主动公开政府信息{items}条，比上年减少{change}%。")


def _compare(draft: Draft, before: Draft | None, off: Decimal = Decimal(0)) -> None:
    """Tell by how much the items published have changed."""
    if before is None or not before.story:
        return
    change = (Decimal(draft.told.items) / before.told.items - 1) * 100
    shown = abs(change).quantize(Decimal("0.1"), ROUND_HALF_UP) + off
    draft.told.claims.append(Told(_GREW if change >= 0 else _FELL, {"change": shown}))


def _filed(truth: Truth, seed: str, path: str) -> Filed:
    sheet = layout.lay_out(truth, random.Random(f"{seed}/layout"))
    case = Case(name=f"{truth.body.short}{truth.year}", seed=seed, truth=truth, sheet=sheet, expected=expectation(""))
    url = f"https://www.example.org/xxgknb/{path}"
    return Filed(case=case, url=url, told=Hints(source_url=url, publisher=truth.body.name, year=truth.year))


def _x01(draft: Draft, _: Draft) -> None:
    draft.cells[_a("carried_over", COLUMNS[0])] += 2
    balance(draft.cells)


def _x01_column(draft: Draft, before: Draft) -> None:
    """Carry one application over from another kind of applicant."""
    first, second = (_a("carried_over", column) for column in COLUMNS[:2])
    before.cells[_a("carried_forward", COLUMNS[0])] += 1
    balance(before.cells)
    draft.cells[first], draft.cells[second] = draft.cells[first], draft.cells[second] + 1
    balance(draft.cells)


def _x02(draft: Draft, _: Draft) -> None:
    draft.cells["proactive.normative_documents.in_force"] += 3


def _x03(draft: Draft, _: Draft) -> None:
    draft.cells["proactive.licensing.items_prior_year"] += 4


def _x04(draft: Draft, _: Draft) -> None:
    draft.cells["proactive.normative_documents.disclosed_total"] += 4


def _x05(draft: Draft, before: Draft) -> None:
    for outcome in OUTCOMES:
        draft.cells[f"review_litigation.review.{outcome}"] = 0
        before.cells[f"review_litigation.review.{outcome}"] = 2 * (outcome == "pending")
    draft.cells["review_litigation.review.total"], before.cells["review_litigation.review.total"] = 0, 2


def _x06(draft: Draft, before: Draft) -> None:
    draft.cells["proactive.penalties.decisions"] = before.cells["proactive.penalties.decisions"] * 6 + 40


def _x07(draft: Draft, before: Draft | None) -> None:
    draft.told.parts, draft.told.nested, draft.told.asides, draft.told.claims = [], [], [], []
    _compare(draft, before, Decimal("12.5") if draft.year == 2023 else Decimal(0))


def _x08(truth: Truth, before: Truth) -> None:
    truth.sections["problems"].paragraphs = [
        text.replace(f"{truth.year}年", f"{truth.year + 1}年") for text in before.sections["problems"].paragraphs
    ]


def _same(_: Truth) -> None:
    """File the same report again."""


def _another_cell(truth: Truth) -> None:
    key = "proactive.penalties.decisions"
    truth.cells[key] = number((truth.cells[key].value or 0) + 7)


def _another_sentence(truth: Truth) -> None:
    truth.sections["problems"].paragraphs.append("针对评议中提出的意见，增开周六服务窗口。")


def _of_the_year_before(told: Hints) -> Hints:
    return msgspec.structs.replace(told, year=(told.year or 0) - 1)


_IN_2021 = ((2021, 2022), (2022, 2023))
_IN_2019 = ((2019, 2020),)
FAULTS: dict[str, Fault] = {
    "X01": Fault(finds=("X01 error x1, X01 warning x1",), numbers=_x01),
    "X01-column": Fault(finds=("X01 warning x2",), numbers=_x01_column, spans=_IN_2021),
    "X02": Fault(finds=("X02 warning x1",), numbers=_x02, spans=_IN_2021),
    "X03": Fault(finds=("X03 warning x1",), numbers=_x03, spans=_IN_2019),
    "X04": Fault(finds=("X04 warning x1",), numbers=_x04, spans=_IN_2019),
    "X05": Fault(finds=("X05 info x1",), numbers=_x05, spans=_IN_2021),
    "X06": Fault(finds=("X06 info x1",), numbers=_x06),
    "X07": Fault(finds=("X07 warning x1",), story=_x07, spans=((2022, 2023),)),
    "X08": Fault(finds=("X08 warning x1",), truth=_x08),
    "X09": Fault(finds=("X09 info x1",), numbers=_x01, policy='[[bodies]]\nnames = ["{name}"]\nreorganized = {year}\n'),
    "C06": Fault(finds=("C06 error x1", "C06 error x1"), again=_another_cell),
    "C07": Fault(finds=("C07 warning x1",), told=_of_the_year_before),
    "T06": Fault(finds=("T06 info x1",), again=_another_sentence, replaces=True),
}
_CLEAN = (
    Fault(finds=()),
    Fault(finds=()),
    Fault(finds=(), again=_same),
    Fault(finds=(), again=_same, replaces=True),
)
