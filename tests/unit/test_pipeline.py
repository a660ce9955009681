"""The whole pipeline on a report of one table: is a sum that fails the publisher's mistake, or the reader's."""

from collections.abc import Callable

import msgspec
import pytest

from shared.document import Document
from shared.job import Hints
from shared.limits import Limits
from shared.record import File, Outcome, Record, decode, encode
from shared.report import Difference, SecondReading
from tests.corpus.generate import make
from tests.corpus.render import render
from tests.unit.extract.drawn import Paper, pdf
from workers import pipeline
from workers.pipeline import check
from workers.validate import default_policy

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
TOTAL = "review_litigation.review.total"
WIDTH = 34.0


def record(numbers: list[str], add: Callable[[Paper], None] = lambda _: None) -> Record:
    """Check a report with these numbers in table 四; `add` prints at 40–550 by 180–200 into it."""

    def page(paper: Paper) -> None:
        paper.text(90, 60, "南浦镇2023年政府信息公开工作年度报告", 18)
        paper.text(72, 100, "四、政府信息公开行政复议、行政诉讼情况")
        ys = [120.0, 140.0, 160.0, 180.0, 200.0]
        xs = [40 + WIDTH * column for column in range(16)]
        for y in ys:
            paper.rule(xs[0], y, xs[-1], y)
        for x, top in ((x, ys[0] if i % 5 == 0 else ys[2]) for i, x in enumerate(xs)):
            paper.rule(x, top, x, ys[-1])
        for block, title in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
            paper.text(xs[5 * block] + 2, 134, title, 8)
        for column in range(15):
            paper.text(xs[column] + 1, 174, OUTCOMES[column % 5], 8)
            paper.text(xs[column] + 4, 194, numbers[column], 8)
        add(paper)

    return check(pdf(page), "a.pdf", Hints(), Limits(), default_policy())


SOUND = ["1", "0", "0", "0", "1", *["0"] * 10]
WRONG = ["1", "0", "0", "0", "3", *["0"] * 10]


def test_sums_that_hold_are_not_read_again() -> None:
    found = record(SOUND)
    assert found.report
    assert found.report.cells[TOTAL].value == 1
    assert found.report.second_reading is None
    assert found.checks["R01"].pass_ == 1


def test_a_publishers_mistake_is_a_confirmed_error() -> None:
    found = record(WRONG)
    assert found.outcome is Outcome.FAILED
    (finding,) = (each for each in found.findings if each.rule == "R01")
    assert finding.confirmed
    assert found.checks["R01"].fail == 1


def test_a_digit_that_nobody_sees_is_none() -> None:
    def add(paper: Paper) -> None:
        paper.canvas.setFillColorRGB(1, 1, 1)
        paper.text(40 + 4 * WIDTH + 8, 194, "2", 8)

    found = record(SOUND, add)
    assert (found.checks["R01"].pass_, found.checks["R01"].fail, found.checks["R01"].uncertain) == (1, 0, 0)
    assert found.report
    assert found.report.second_reading is None


@pytest.mark.parametrize(("second", "left"), [("8", None), (None, 3)], ids=["another digit", "nothing at all"])
def test_a_digit_that_two_recognitions_tell_apart_is_none(
    monkeypatch: pytest.MonkeyPatch, second: str | None, left: int | None
) -> None:
    report = record(WRONG).report
    assert report
    recognized = msgspec.structs.replace(report, recognized=(1,), second_reading=None)
    again = SecondReading((), {TOTAL: Difference("3", second, "reads-differently")})
    monkeypatch.setattr(pipeline, "read", lambda *_: Document(()))
    monkeypatch.setattr(pipeline, "normalize", lambda _: recognized)
    monkeypatch.setattr(pipeline, "recognize_again", lambda *_: again)
    _, found = pipeline.extract(b"", File(name="a.png", sha256="", size=0, format="scan"), Limits())
    assert (found.cells[TOTAL].value, found.cells[TOTAL].raw) == (left, "3")
    assert found.second_reading == again


def test_a_second_reading_survives_storing() -> None:
    found = record(WRONG)
    assert decode(encode(found)) == found


def test_what_arrives_is_read_where_its_format_is_asked_for() -> None:
    case = make("arrives", form="gov_2021")
    name, data = render(case, "html-clean")
    file = pipeline.describe(data, name, Hints())
    assert pipeline.arrive(data, file, Limits(), ("pdf",)) == (pipeline.intake(data, file, Limits()), None)
    found = pipeline.intake(data, file, Limits())
    assert pipeline.arrive(data, file, Limits(), ("html",)) == pipeline.extract(data, found, Limits())


def test_the_empty_forms_can_be_read() -> None:
    """Otherwise nothing would be warm."""
    pipeline.warm()


def test_what_was_said_with_a_document_is_held_against_it_and_overwrites_nothing() -> None:
    _, data = render(make("told", form="gov_2021"), "html-clean")
    plain, told = (
        check(data, "a.html", Hints(source_url="https://example.test/a", **more), Limits(), default_policy())
        for more in ({}, {"year": 1999, "publisher": "甲县乙镇"})
    )
    assert told.report == plain.report
    assert told.document.told == Hints(year=1999, publisher="甲县乙镇")
    assert {each.rule for each in told.findings} - {each.rule for each in plain.findings} == {"C07"}
    assert b'"told"' not in encode(plain)
    assert decode(encode(told)) == told
