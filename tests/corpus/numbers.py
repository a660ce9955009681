"""Consistent numbers for every form: what a body without mistakes would file."""

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum

from shared.form import forms
from shared.number import Number
from tests.corpus.bodies import Kind

COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_organization",
    "other_organization",
)
_COLUMN_WEIGHTS = (80, 12, 1, 2, 3, 2)
_RESULT_WEIGHTS = {
    "results.granted": 34,
    "results.partially_granted": 8,
    "results.denied": 2,
    "results.unable": 7,
    "results.not_processed": 2,
    "results.other": 2,
}
BLOCKS = ("review", "litigation_direct", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")


class Size(IntEnum):
    """About how many applications a body answers in a year."""

    NONE = 0
    FEW = 12
    BUSY = 300
    HUGE = 4000


def usual_size(kind: Kind, rng: random.Random) -> Size:
    """Return a size that is common for this kind: most townships get no application at all."""
    weights = {
        Kind.TOWNSHIP: (70, 30, 0, 0),
        Kind.BUREAU: (20, 60, 20, 0),
        Kind.COUNTY: (5, 25, 65, 5),
        Kind.CITY: (0, 5, 65, 30),
    }
    return rng.choices(tuple(Size), weights[kind])[0]


def applications(form: str, size: Size, rng: random.Random) -> dict[str, Number]:
    """Return table 三: 25 (23) rows by seven columns that balance."""
    table = forms()[form].table("applications")
    rows = [row.key.removeprefix("applications.") for row in table.rows]
    results = [row for row in rows if row.startswith("results.") and row != "results.total"]
    weights = [next(w for group, w in _RESULT_WEIGHTS.items() if row.startswith(group)) for row in results]
    answered = rng.randint(max(1, size * 2 // 3), size * 3 // 2) if size else 0
    cases = Counter(
        zip(rng.choices(COLUMNS, _COLUMN_WEIGHTS, k=answered), rng.choices(results, weights, k=answered), strict=True)
    )
    found: dict[tuple[str, str], Number] = {(row, column): 0 for row in rows for column in COLUMNS}
    for column in COLUMNS:
        for row in results:
            found[row, column] = cases[column, row]
        total = sum(found[row, column] for row in results)
        forward = rng.randint(0, int(total) // 8)
        over = rng.randint(0, int(total) // 8)
        found["results.total", column] = total
        found["carried_forward", column] = forward
        found["carried_over", column] = over
        found["new", column] = total + forward - over
    cells: dict[str, Number] = {}
    for row in rows:
        for column in COLUMNS:
            cells[f"applications.{row}.{column}"] = found[row, column]
        cells[f"applications.{row}.total"] = sum(found[row, column] for column in COLUMNS)
    return cells


def review_litigation(size: Size, rng: random.Random, *, pending: bool) -> dict[str, Number]:
    """Return table 四: three blocks of four outcomes and their total, with or without undecided cases."""
    cells: dict[str, Number] = {}
    for block in BLOCKS:
        cases = Counter(rng.choices(OUTCOMES, (60, 10, 20, 10 * pending), k=rng.randint(0, size // 15)))
        for outcome in OUTCOMES:
            cells[f"review_litigation.{block}.{outcome}"] = cases[outcome]
        cells[f"review_litigation.{block}.total"] = cases.total()
    return cells


def proactive_2021(kind: Kind, size: Size, rng: random.Random) -> dict[str, Number]:
    """Return table 二 of the 2021 form."""
    busy = kind is not Kind.TOWNSHIP or (size is not Size.NONE and rng.random() < 0.6)
    issued = rng.randint(0, 20) if busy else 0
    repealed = rng.randint(0, 6) if busy else 0
    rules = rng.choice((0, 1, 2)) if kind is Kind.CITY else 0
    decisions = [rng.choice((0, rng.randint(1, 60), rng.randint(100, 9000))) if busy else 0 for _ in range(3)]
    money = {Kind.TOWNSHIP: 0, Kind.BUREAU: 900, Kind.COUNTY: 9000, Kind.CITY: 90_000}[kind]
    fees = Decimal(rng.randint(0, money * 10**4)) / 10 ** rng.choice((2, 4)) / 100 if money else Decimal(0)
    return {
        "proactive.regulations.issued": rules,
        "proactive.regulations.repealed": 0,
        "proactive.regulations.in_force": rules + rng.randint(0, 9) if rules else 0,
        "proactive.normative_documents.issued": issued,
        "proactive.normative_documents.repealed": repealed,
        "proactive.normative_documents.in_force": issued + rng.randint(0, 80) if busy else 0,
        "proactive.licensing.decisions": decisions[0],
        "proactive.penalties.decisions": decisions[1],
        "proactive.coercive_measures.decisions": decisions[2] // 10,
        "proactive.fees.amount_wan_yuan": plain(fees),
    }


def proactive_2019(kind: Kind, size: Size, rng: random.Random) -> dict[str, Number]:
    """Return table 二 of the 2019 form."""
    busy = kind is not Kind.TOWNSHIP or (size is not Size.NONE and rng.random() < 0.6)
    created = rng.randint(0, 20) if busy else 0
    disclosed = created + rng.randint(0, 3) if busy else 0
    cells: dict[str, Number] = {
        "proactive.regulations.created": 0,
        "proactive.regulations.disclosed": 0,
        "proactive.regulations.disclosed_total": 0,
        "proactive.normative_documents.created": created,
        "proactive.normative_documents.disclosed": disclosed,
        "proactive.normative_documents.disclosed_total": disclosed + (rng.randint(0, 90) if busy else 0),
    }
    for row in ("licensing", "other_services", "penalties", "coercive_measures", "fees"):
        prior = rng.choice((0, rng.randint(5, 300))) if busy else 0
        change = rng.randint(-prior // 2, 40) if busy else 0
        cells[f"proactive.{row}.items_prior_year"] = prior
        cells[f"proactive.{row}.items_change"] = change
        if row != "fees":
            cells[f"proactive.{row}.decisions"] = rng.randint(0, 900) if prior + change else 0
    projects = rng.randint(0, 12) if busy else 0
    cells["proactive.procurement.projects"] = projects
    cells["proactive.procurement.amount"] = projects * rng.randint(3000, 90_000)
    return cells


def stat_2014(size: Size, rng: random.Random, main: dict[str, Number] | None = None) -> dict[str, Number]:
    """Return the 统计表. With `main`, the cells of the 2019 form that it is filed together with, both agree."""
    cells: dict[str, Number] = {cell.key: 0 for cell in forms()["stat_2014"].cells}

    def put(name: str, value: Number) -> None:
        cells[f"stat.{name}"] = value

    def split(name: str, total: int) -> None:
        """Write a total and its direct parts."""
        put(name, total)
        prefix = f"stat.{name}."
        parts = [key for key in cells if key.startswith(prefix) and "." not in key.removeprefix(prefix)]
        cells.update(Counter(rng.choices(parts, k=total)))

    issued = int(main["proactive.normative_documents.created"]) if main else rng.randint(0, 9)
    _published(put, size, issued, rng)
    received = int(main["applications.new.total"]) if main else rng.randint(0, size)
    closed = int(main["applications.results.total.total"]) if main else rng.randint(0, received)
    split("applications.received", received)
    split("applications.closed", closed)
    split("applications.replied", closed)
    split("applications.replied.denied", int(cells["stat.applications.replied.denied"]))
    review = int(main["review_litigation.review.total"]) if main else rng.randint(0, size // 15)
    litigation = sum(int(main[f"review_litigation.{block}.total"]) for block in BLOCKS[1:]) if main else review // 2
    split("review", review)
    split("litigation", litigation)
    split("capacity.staff", rng.randint(1, 9))
    put("complaints", rng.randint(0, size // 30))
    put("capacity.dedicated_units", rng.randint(0, 2))
    put("capacity.reading_points", rng.randint(0, 9))
    put("capacity.funds_wan_yuan", plain(Decimal(rng.randint(0, 300)) / 10))
    courses = rng.randint(0, 4)
    put("training.meetings", rng.randint(0, 6))
    put("training.courses", courses)
    put("training.trainees", courses * rng.randint(8, 60))
    return cells


def _published(put: Callable[[str, Number], None], size: Size, issued: int, rng: random.Random) -> None:
    """Write what was published on which channel, and what was answered to the public."""
    channels = {name: rng.randint(0, size * 3 + 20) for name in ("gazette", "website", "new_media", "other")}
    distinct = rng.randint(max(channels.values()), sum(channels.values()))
    put("proactive.normative_documents_issued", issued)
    put("proactive.normative_documents_disclosed", min(issued, distinct))
    put("proactive.items_distinct", distinct)
    for name, items in channels.items():
        put(f"proactive.by_channel.{name}", items)
    answers = {
        name: rng.randint(0, 5 if size else 1)
        for name in ("press_conferences", "online_interviews", "policy_explanations", "new_media", "other")
    }
    for name, times in answers.items():
        put(f"response.by_channel.{name}", times)
    for name in ("press_conferences", "online_interviews"):
        put(f"response.by_channel.{name}_by_head", rng.randint(0, answers[name]))
    put("response.hot_topics_distinct", rng.randint(1, sum(answers.values())) if any(answers.values()) else 0)


def plain(value: Decimal) -> Number:
    """Return a sum of money as it is usually printed: no trailing zeros, no exponent."""
    return int(value) if value == value.to_integral() else Decimal(format(value.normalize(), "f"))
