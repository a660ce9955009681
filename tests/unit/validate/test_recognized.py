"""What a picture shows accuses nobody alone; what is text beside it does."""

import pytest

from shared.document import Where
from shared.report import Coverage, Pictured, Report, Section, State, Value
from workers.validate.recognized import Recognized
from workers.validate.rule import PASS, Check, fail

TEXT, SHOWN = Where(paragraph=3), Where(picture=1, bbox=(0, 0, 9, 9))


def report(
    *, where: Where = TEXT, unread: str | None = None, pages: tuple[int, ...] = (), pictures: bool = True
) -> Report:
    return Report(
        title=None,
        publisher=None,
        year=2023,
        form="gov_2021",
        sections={"overview": Section("一、总体情况", "正文", where)},
        cells={"told": Value(1, State.NUMBER, "1", TEXT), "shown": Value(1, State.NUMBER, "1", SHOWN)},
        coverage=Coverage(2, 2, 0),
        pictures=(Pictured(Where(picture=1), unread),) if pictures else (),
        recognized=pages,
    )


def failed(*cells: str, quote: str | None = None, where: tuple[Where, ...] = ()) -> Check:
    return fail("不符", "differs", cells=cells, quote=quote, where=where)


@pytest.mark.parametrize(
    ("check", "certain"),
    [
        (PASS, True),
        (failed("told"), True),
        (failed("shown"), False),
        (failed("told", "shown"), False),
        (failed("told", quote="句", where=(TEXT,)), True),
        (failed("shown", quote="句", where=(TEXT,)), False),
        (failed(quote="句", where=(TEXT,)), True),
        (failed(), True),
    ],
)
def test_cells_of_pictures_accuse_where_they_are_confirmed(check: Check, certain: bool) -> None:  # noqa: FBT001 - a case of the table
    recognized = Recognized.of(report())
    assert recognized
    assert recognized.is_certain("N01", check, ()) is certain
    assert recognized.is_certain("N01", check, {"shown"})
    assert recognized.is_certain("S14", check, ())


def test_what_is_printed_beside_the_numbers_of_pictures_accuses_nobody() -> None:
    recognized = Recognized.of(report())
    assert recognized
    assert not recognized.is_certain("S07", failed(), ())


@pytest.mark.parametrize("found", [report(where=SHOWN), report(pages=(2,), pictures=False)])
def test_prose_of_pictures_accuses_nobody(found: Report) -> None:
    recognized = Recognized.of(found)
    assert recognized
    assert not recognized.is_certain("S02", failed(), ())
    assert not recognized.is_certain("N01", failed(quote="句", where=(SHOWN,)), ())
    assert not recognized.is_certain("N01", failed(quote="句", where=(Where(page=2),)), ()) or not found.recognized
    assert recognized.is_certain("N01", failed(quote="句", where=(TEXT,)), ())
    assert recognized.is_certain("A01", failed("told"), ())


@pytest.mark.parametrize("found", [report(pictures=False), report(unread="elsewhere")])
def test_a_report_of_text_has_nothing_to_confirm(found: Report) -> None:
    assert Recognized.of(found) is None
