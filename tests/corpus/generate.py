"""Makes reports with known truth: `make` one, `bulk` many in mixed formats. Same seed, same bytes."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from shared.number import Number
from tests.corpus import draft as drafts
from tests.corpus import hazards as hazard_list
from tests.corpus import layout, numbers, prose
from tests.corpus.bodies import Body, Kind, invent
from tests.corpus.case import Case
from tests.corpus.draft import Draft, Profile
from tests.corpus.fault import Fault
from tests.corpus.faults import FAULTS
from tests.corpus.hazard import Hazard
from tests.corpus.render import STYLES, certain, render
from tests.corpus.truth import Expected, TrueCell, TrueTable, Truth, number

YEARS = {"gov_2021": (2021, 2025), "gov_2019": (2019, 2020), "stat_2014": (2014, 2018)}
CLEAN = Fault(name="", finds="", forms=tuple(YEARS))


class Rendered(msgspec.Struct):
    """One file of a bulk: its name and bytes, and the case it prints."""

    name: str
    data: bytes
    case: Case
    style: str

    @property
    def certain(self) -> bool:
        """Whether a careful reader can tell every printed number."""
        return certain(self.case, self.style)


def make(
    seed: int | str,
    *,
    form: str | None = None,
    kind: Kind | None = None,
    fault: str | None = None,
    hazards: Sequence[str] = (),
) -> Case:
    """Return a report. What is not asked for is drawn by the seed; a fault or hazard narrows the choice."""
    rng = random.Random(f"{seed}/profile")
    recipe = FAULTS[fault] if fault else CLEAN
    risks = [hazard_list.HAZARDS[name] for name in hazards]
    profile = _profile(recipe, risks, form, kind, rng)
    rng = random.Random(f"{seed}/report")
    truth = write(drafts.draft(profile, rng), recipe, rng)
    expected = expectation(recipe.finds)
    if truth.form != "stat_2014" and (truth.attachments or truth.copies):
        expected.add({"S19 info": 1})
    for risk in risks:
        if risk.truth:
            risk.truth(truth, random.Random(f"{seed}/{risk.name}"))
        more = expectation(risk.finds)
        expected.add(more.findings, tuple(more.any_number))
    sheet = layout.lay_out(truth, random.Random(f"{seed}/layout"))
    for risk in risks:
        if risk.sheet:
            sheet = risk.sheet(sheet, random.Random(f"{seed}/{risk.name}/sheet"))
    return Case(
        name=f"{profile.body.short}{profile.year}",
        seed=str(seed),
        truth=truth,
        sheet=sheet,
        expected=expected,
        hazards=tuple(hazards),
        fault=fault,
        certain=all(risk.certain for risk in risks),
    )


def bulk(count: int, seed: int | str = 0, styles: Sequence[str] | None = None) -> Iterator[Rendered]:
    """Yield files in mixed formats: about half of them clean, the others with one fault; most with some hazard."""
    styles = styles or sorted(STYLES)
    for index in range(count):
        rng = random.Random(f"{seed}/{index}/bulk")
        style = styles[index % len(styles)]
        fault = rng.choice(sorted(FAULTS)) if rng.random() < 0.5 else None
        hazards = hazard_list.choose(style, FAULTS[fault] if fault else None, rng)
        case = make(f"{seed}/{index}", fault=fault, hazards=hazards)
        name, data = render(case, style)
        yield Rendered(f"{index:04d}-{name}", data, case, style)


def _profile(
    recipe: Fault, risks: Sequence[Hazard], form: str | None, kind: Kind | None, rng: random.Random
) -> Profile:
    """Choose a body, a year and a form that recipe and hazards are made for."""
    allowed = [each for each in recipe.forms if all(each in risk.forms for risk in risks)]
    if form is None:
        weights = [{"gov_2021": 6, "gov_2019": 3, "stat_2014": 1}[each] for each in allowed]
        form = rng.choices(allowed, weights)[0]
    if form not in allowed:
        raise ValueError(f"{recipe.name} {[risk.name for risk in risks]} is not for {form}, but for {allowed}")
    kinds = [each for each in recipe.kinds if kind in (None, each)]
    weights = [{Kind.TOWNSHIP: 5, Kind.BUREAU: 3, Kind.COUNTY: 2, Kind.CITY: 1}[each] for each in kinds]
    body = invent(rng.choices(kinds, weights)[0], rng)
    busy = max((risk.size for risk in risks), default=numbers.Size.NONE)
    size = recipe.size or max(busy, numbers.usual_size(body.kind, rng))
    attached = recipe.attached or (form == "gov_2019" and not recipe.name and rng.random() < 0.2)
    copied = recipe.copied or (form == "gov_2019" and not recipe.name and rng.random() < 0.1)
    year = recipe.year or rng.randint(*YEARS[form])
    return Profile(body=body, year=year, form=form, size=size, attached=attached, copied=copied)


def write(draft: Draft, recipe: Fault, rng: random.Random) -> Truth:
    """Break the numbers where the recipe says so, and write the report around them."""
    if recipe.numbers:
        recipe.numbers(draft)
    drafts.plan(draft, rng)
    if recipe.numbers and not recipe.story and draft.told.claims:
        draft.told.claims = []  # a table that contradicts itself is not told twice
    if recipe.story:
        recipe.story(draft)
    body, year, story = draft.body, draft.year, draft.told
    written = prose.write(body, story, draft.cells, rng)
    published = _published(body, year, rng) if rng.random() < 0.7 else None
    truth = Truth(
        body=body,
        title=prose.title(body, year, rng),
        publisher=body.name,
        year=year,
        form=draft.form,
        published=published.isoformat() if published else None,
        period=(f"{story.period[0]}-01-01", f"{story.period[1]}-12-31") if story.period else None,
        preamble=written.preamble,
        sections=written.sections,
        cells=_printed(draft.cells),
        headings={} if draft.attached else _heading_values(draft),
        attachments=_attachments(draft),
        copies=[TrueTable(draft.form, _printed(draft.copy), table="proactive")] if draft.copy else [],
        closing=[body.name, f"{published.year}年{published.month}月{published.day}日"] if published else [],
    )
    if recipe.truth:
        recipe.truth(truth)
    return truth


def _attachments(draft: Draft) -> list[TrueTable]:
    if draft.attached is None:
        return []
    return [TrueTable("stat_2014", _printed(draft.attached), _heading_values(draft))]


def _heading_values(draft: Draft) -> dict[str, str]:
    return {key: str(value) for key, value in draft.headings.items()}


def _printed(cells: dict[str, Number]) -> dict[str, TrueCell]:
    return {key: number(value) for key, value in cells.items()}


def _published(body: Body, year: int, rng: random.Random) -> date:
    """Return a day within the deadline: 31 March for governments at county level and above, else 31 January."""
    government = body.kind in (Kind.CITY, Kind.COUNTY) and not body.name.endswith("办公室")
    days = 85 if government else 28
    return date(year + 1, 1, 3) + timedelta(rng.randint(0, days - 1))


def expectation(finds: str) -> Expected:
    """Read "A01 error x2, S15 warning x*"."""
    expected = Expected()
    for entry in filter(None, finds.split(", ")):
        finding, _, times = entry.rpartition(" x")
        expected.add({} if times == "*" else {finding: int(times)}, (finding,) if times == "*" else ())
    return expected
