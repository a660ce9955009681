"""Whatever has arrived, and in whatever order, gives the same records."""

from itertools import permutations
from typing import Any

import pytest

from shared.job import Hints
from shared.record import File, Outcome, Record
from tests.rules.case import report
from workers import pipeline
from workers.validate import CROWD, Page, Policy, default_policy, judge, reconcile, whose
from workers.validate.neighbours import File as NeighbourFile
from workers.validate.neighbours import Neighbours

POLICY = default_policy()


def page(number: int, policy: Policy = POLICY, supersedes: int | None = None, **case: object) -> Page:
    file = File(name=f"{number}.txt", sha256=f"{number:064x}", size=1, format="text")
    record = pipeline.validate(file, report(case), policy)
    return Page(record, None if supersedes is None else f"{supersedes:064x}")


def all_of(*pages: Page, policy: Policy = POLICY) -> dict[str, Record]:
    """Judge all beside all."""
    records = {each.id: each.record for each in pages}
    return records | {each.document.sha256: each for each in reconcile(pages, records, policy)}


def rules(record: Record) -> list[str]:
    return sorted({each.rule for each in record.findings})


def carried(year: int, over: int, forward: int, **more: object) -> dict[str, Any]:
    total = [over, 0, 0, 0, 0, 0, over]
    rows = {
        "applications.new": [forward, 0, 0, 0, 0, 0, forward],
        "applications.carried_over": total,
        "applications.results.granted": total,
        "applications.results.total": total,
        "applications.carried_forward": [forward, 0, 0, 0, 0, 0, forward],
    }
    return {"year": year, "rows": rows, **more}


def test_alone_a_report_is_what_the_pipeline_makes_of_it() -> None:
    alone = page(1)
    assert reconcile([alone], [alone.id], POLICY) == []


def test_namesakes_that_nothing_tells_apart_are_not_accused() -> None:
    before = page(1, publisher="城关镇", **carried(2022, 0, 3))
    after = page(2, publisher="城关镇人民政府", **carried(2023, 2, 1))
    other = page(3, publisher="城关镇", **carried(2023, 2, 7))
    found = all_of(before, after, other)
    assert rules(found[after.id]) == rules(found[other.id]) == []
    assert (found[after.id].checks["X01"].fail, found[after.id].checks["X01"].uncertain) == (0, 2)


def test_a_disagreement_of_two_years_is_told_with_the_later_one() -> None:
    before, after = page(1, **carried(2022, 0, 3)), page(2, **carried(2023, 2, 1))
    found = all_of(before, after)
    assert found[before.id] == before.record
    assert rules(found[after.id]) == ["X01"]
    assert found[after.id].outcome is Outcome.FAILED
    assert found[after.id].checks["X01"].fail == 2


def test_arriving_in_any_order_comes_to_the_same() -> None:
    """One after the other, each time judging those beside the one that came, as the line does."""
    pages = [
        page(1, **carried(2021, 0, 3)),
        page(2, **carried(2022, 2, 1)),
        page(3, **carried(2023, 3, 0)),
        page(4, **carried(2022, 2, 1, cells={"proactive.penalties.decisions": 8})),
        page(5, supersedes=1, **carried(2021, 0, 2)),
    ]
    wanted = all_of(*pages)
    assert {rule for record in wanted.values() for rule in rules(record)} == {"C06", "T06", "X01"}
    for order in permutations(pages):
        held: dict[str, Page] = {}
        for each in order:
            held[each.id] = each
            for record in reconcile(list(held.values()), held, POLICY):
                id_ = record.document.sha256
                held[id_] = Page(record, held[id_].supersedes)
        assert {id_: each.record for id_, each in held.items()} == wanted


def test_judging_beside_neighbours_twice_changes_nothing() -> None:
    pages = [page(1, **carried(2022, 0, 3)), page(2, **carried(2023, 2, 1))]
    once = [Page(record) for record in all_of(*pages).values()]
    assert reconcile(once, [each.id for each in once], POLICY) == []


def test_what_a_later_version_supersedes_is_nobodys_neighbour() -> None:
    old, new = page(1, **carried(2022, 0, 3)), page(2, supersedes=1, **carried(2022, 0, 2))
    found = all_of(old, new, page(3, **carried(2023, 2, 1)))
    assert rules(found[f"{3:064x}"]) == []
    assert rules(found[new.id]) == ["T06"]
    assert found[old.id] == old.record


def test_a_later_version_that_is_no_report_supersedes_nothing() -> None:
    old, after = page(1, **carried(2022, 0, 3)), page(3, **carried(2023, 2, 1))
    refused = pipeline.check(b"", "x", Hints(), pipeline.Limits(), POLICY)
    found = all_of(old, Page(refused, old.id), after)
    assert rules(found[after.id]) == ["X01"]


def test_another_body_is_no_neighbour() -> None:
    found = all_of(page(1, **carried(2022, 0, 3)), page(2, **carried(2023, 2, 1, publisher="乙县清溪镇")))
    assert [rules(each) for each in found.values()] == [[], []]


def test_an_alias_makes_two_names_one_body() -> None:
    policy = Policy.load('[[bodies]]\nnames = ["某县清溪镇", "某县溪口镇"]')
    pages = (
        page(1, policy, **carried(2022, 0, 3, publisher="某县溪口镇")),
        page(2, policy, **carried(2023, 2, 1)),
    )
    assert rules(all_of(*pages, policy=policy)[pages[1].id]) == ["X01"]


def test_across_a_reorganization_years_are_not_compared() -> None:
    policy = Policy.load('[[bodies]]\nnames = ["某县清溪镇"]\nreorganized = 2023')
    pages = (
        page(1, policy, **carried(2022, 0, 3)),
        page(2, policy, **carried(2023, 2, 1)),
        page(3, policy, **carried(2024, 5, 1)),
    )
    found = all_of(*pages, policy=policy)
    assert rules(found[pages[1].id]) == ["X09"]
    assert rules(found[pages[2].id]) == ["X01"]


def test_of_a_name_that_too_many_share_nothing_is_compared() -> None:
    pages = [page(0, **carried(2022, 0, 3)), *(page(number, **carried(2023, 2, 1)) for number in range(1, CROWD + 2))]
    found = all_of(*pages)
    assert {*found[pages[1].id].checks} == {*pages[1].record.checks}
    assert found[pages[1].id].checks["C06"].pass_ == 0


def test_files_of_one_report_are_named_alike_from_both_sides() -> None:
    pages = [page(1, cells={"proactive.penalties.decisions": 7}), page(2, cells={"proactive.penalties.decisions": 8})]
    found = all_of(*pages)
    told = [next(each for each in found[one.id].findings if each.rule == "C06") for one in pages]
    assert [(each.expected, each.actual) for each in told] == [(8, 7), (7, 8)]


@pytest.mark.parametrize("case", [{"publisher": ""}, {"year": None}])
def test_a_report_without_a_body_or_a_year_has_no_place_in_the_ledger(case: dict[str, Any]) -> None:
    assert whose(page(1, **case).record, POLICY) is None


def test_what_is_judged_again_is_what_is_judged_at_once() -> None:
    own, before = report(carried(2023, 2, 1)), report(carried(2022, 0, 3))
    beside = Neighbours(previous=(NeighbourFile("0" * 64, "pdf", before),))
    assert judge(own, POLICY, beside, known=judge(own, POLICY)) == judge(own, POLICY, beside)
    assert judge(own, POLICY, known=judge(own, POLICY, beside)) == judge(own, POLICY)


def test_what_its_submitter_said_is_held_against_a_report_whatever_stands_beside_it() -> None:
    hints = Hints(year=1999)
    told = page(1, **carried(2022, 0, 3))
    assert told.record.report is not None
    record = pipeline.validate(told.record.document, told.record.report, POLICY, hints=hints)
    found = all_of(Page(record), page(2, **carried(2023, 2, 1)))[record.document.sha256]
    assert found.checks["C07"].fail == 1
    assert "C07" in rules(found)
