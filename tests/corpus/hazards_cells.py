"""Hazards inside number cells: how zeros, digits, units and remarks are printed."""

import random
from collections.abc import Callable

from shared.number import Number
from shared.report import State
from tests.corpus.hazard import GOV, Hazard
from tests.corpus.numbers import Size
from tests.corpus.truth import TrueCell, Truth

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_GRID = (
    "docx",
    "html",
    "pdf",
    "text-tsv",
    "text-pipe",
    "text-bars",
    "text-line",
    "text-cells",
)  # empty cells leave a trace
_BIG = 1000
_PLAIN = {State.NUMBER, State.ZERO}


def _tables(truth: Truth) -> list[dict[str, TrueCell]]:
    return [truth.cells, *(table.cells for table in truth.attachments)]


def _instead_of_zero(marks: tuple[str, ...], state: State) -> Callable[[Truth, random.Random], None]:
    """Return a recipe that prints something else for zeros of some rows of table 三 and one block of table 四."""

    def recipe(truth: Truth, rng: random.Random) -> None:
        mark = rng.choice(marks)
        rows = sorted({key.rpartition(".")[0] for key in truth.cells if key.startswith("applications.")})
        chosen = rng.sample(rows, rng.choice((2, 6, len(rows))))
        chosen += rng.sample(["review_litigation.review", "review_litigation.litigation_direct"], 1)
        always = next(key for key in truth.cells if key.endswith((".repealed", ".created")))  # of 规章: nearly always 0
        for key, cell in truth.cells.items():
            if (key == always or key.rpartition(".")[0] in chosen) and cell.state is State.ZERO:
                truth.cells[key] = TrueCell(None, state, mark)

    return recipe


def _reprint(write: Callable[[Number, random.Random], str | None]) -> Callable[[Truth, random.Random], None]:
    """Return a recipe that writes plain numbers differently; their value stays."""

    def recipe(truth: Truth, rng: random.Random) -> None:
        for cells in _tables(truth):
            for cell in cells.values():
                if cell.state in _PLAIN and cell.value is not None and (raw := write(cell.value, rng)):
                    cell.raw = raw

    return recipe


def _padded(value: Number, rng: random.Random) -> str:
    return rng.choice(("\u00a0{}", "{}\u00a0", "\u3000{}", " {} ", "\u3000\u3000{}")).format(value)


def _full_width(value: Number, rng: random.Random) -> str | None:
    return str(value).translate(_FULL_WIDTH) if rng.random() < 0.5 else None


def _thousands(value: Number, rng: random.Random) -> str | None:
    return f"{value:,}".replace(",", rng.choice((",", "，"))) if value >= _BIG else None


def _spaced(value: Number, rng: random.Random) -> str | None:
    return f"{value:,}".replace(",", rng.choice("\u00a0\u2009\u202f")) if value >= _BIG else None


def _words(key: str, pattern: str) -> Callable[[Truth, random.Random], None]:
    """Return a recipe that puts one number between words."""

    def recipe(truth: Truth, _: random.Random) -> None:
        cells = next(cells for cells in _tables(truth) if key in cells)
        value = cells[key].value
        cells[key] = TrueCell(value, State.TEXT_NUMBER, pattern.format(value))

    return recipe


def _remark(truth: Truth, rng: random.Random) -> None:
    column = "issued" if truth.form == "gov_2021" else "disclosed"
    cell = truth.cells[f"proactive.normative_documents.{column}"]
    remark = rng.choice((f"（其中修订{rng.randint(1, 30)}件）", "（含自然失效2件）", "(联合发文1件)"))
    cell.raw, cell.state = f"{cell.value}{remark}", State.TEXT_NUMBER


def _units(truth: Truth, _: random.Random) -> None:
    for key in ("applications.new.natural_person", "applications.new.total"):
        cell = truth.cells[key]
        cell.raw, cell.state = f"{cell.value}件", State.TEXT_NUMBER


def _marks(truth: Truth, rng: random.Random) -> None:
    """Put the mark of a note behind some figures of table 三."""
    mark = rng.choice("*※△")
    for key in ("applications.new.total", "applications.results.granted.natural_person"):
        cell = truth.cells[key]
        if cell.state in _PLAIN:
            cell.raw += mark


def _signs(truth: Truth, rng: random.Random) -> None:
    for key, cell in truth.cells.items():
        if key.endswith(".items_change") and cell.value:
            words = ("+{}", "增{}", "增加{}") if cell.value > 0 else ("-{}", "减{}", "减少{}", "－{}")
            cell.raw = rng.choice(words).format(abs(cell.value))


def _fuzzy(truth: Truth, _: random.Random) -> None:
    truth.cells["stat.complaints"] = TrueCell(None, State.FUZZY, "20余")


_OLD = ("gov_2019",)

HAZARDS = (
    Hazard(
        name="zeros-blank",
        truth=_instead_of_zero(("", "\u00a0", "\u3000"), State.BLANK),
        finds="S15 warning x*, A05 warning x*",
        forms=GOV,
        styles=_GRID,
    ),
    Hazard(
        name="zeros-dashed",
        truth=_instead_of_zero(("/", "-", "—", "／"), State.NOT_APPLICABLE),
        finds="S15 warning x*",
        forms=GOV,
    ),
    Hazard(name="padded", truth=_reprint(_padded)),
    Hazard(name="full-width", truth=_reprint(_full_width)),
    Hazard(name="thousands", truth=_reprint(_thousands), size=Size.HUGE),
    Hazard(name="thousands-spaced", truth=_reprint(_spaced), size=Size.HUGE, styles=("docx", "html-clean")),
    Hazard(name="note-marks", truth=_marks, forms=GOV, styles=_GRID),
    Hazard(name="remark", truth=_remark, finds="S15 warning x*", forms=GOV),
    Hazard(name="units", truth=_units, finds="S15 warning x*", forms=GOV),
    Hazard(name="fuzzy", truth=_fuzzy, finds="G14 warning x1", forms=("stat_2014",)),
    Hazard(name="signs", truth=_signs, forms=_OLD, size=Size.FEW),
    Hazard(name="yuan", truth=_words("proactive.procurement.amount", "{}元"), forms=_OLD),
)
