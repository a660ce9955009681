"""One mistake breaks several rules: what it explains is told together."""

from msgspec.structs import replace

from shared.errors import Message
from shared.finding import Finding, Severity, Waiver, by_cause

SUM = Finding(
    rule="A01",
    name="applications-balance",
    severity=Severity.ERROR,
    cells=("new", "carried_over", "total", "carried_forward"),
    suspects=("new",),
    message=Message("", ""),
)
ROW = replace(SUM, rule="A03", cells=("new", "person"))
PROSE = replace(SUM, rule="N05", cells=("new", "carried_over"), suspects=(), quote="收到12件。")
OTHER = replace(SUM, rule="A02", cells=("granted", "denied"), suspects=("granted",))


def rules(*findings: Finding) -> list[str]:
    return ["+".join(each.rule for each in group) for group in by_cause(findings)]


def test_sums_that_suspect_the_same_cell_and_a_sentence_about_it_are_one_mistake() -> None:
    assert rules(SUM, OTHER, ROW, PROSE) == ["A01+A03+N05", "A02"]


def test_findings_about_the_same_sentence_or_the_same_cells_are_one_mistake() -> None:
    share = replace(PROSE, rule="Q01", cells=("x",))
    blank = replace(OTHER, rule="S15", suspects=())
    assert rules(PROSE, share) == ["N05+Q01"]
    assert rules(replace(OTHER, suspects=()), blank) == ["A02+S15"]


def test_where_several_cells_are_suspected_none_of_them_draws_a_sentence_in() -> None:
    assert rules(replace(SUM, suspects=("new", "total")), PROSE) == ["A01", "N05"]


def test_what_has_been_let_pass_stands_alone() -> None:
    word = Waiver(author="甲", reason="x", since="2026-01-01")
    assert rules(SUM, replace(ROW, waived=word)) == ["A01", "A03"]


def test_findings_about_nothing_are_not_one_mistake() -> None:
    bare = replace(SUM, cells=(), suspects=())
    assert rules(bare, bare) == ["A01", "A01"]


def test_two_sentences_about_one_cell_are_two_mistakes() -> None:
    assert rules(PROSE, replace(PROSE, rule="N06", cells=("new",), quote="受理11件。")) == ["N05", "N06"]


def test_thousands_of_findings_are_grouped_without_comparing_each_with_each() -> None:
    many = [replace(SUM, cells=(f"{n}",), suspects=(f"{n}",)) for n in range(5_000)]
    assert len(by_cause([*many, *many])) == 5_000
