"""Files that are checked together are judged as the line judges them, in the order in which they were given."""

from itertools import permutations

import msgspec
import pytest

from deploy.cli.beside import beside_each_other
from shared.errors import Refused
from shared.record import Record
from tests.unit.validate.test_ledger import carried, page, rules
from workers import pipeline
from workers.validate import CROWD, default_policy

POLICY = default_policy()


def at(url: str, record: Record) -> Record:
    return msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, source_url=url))


RECORDS = (
    page(1, **carried(2022, 0, 3)).record,
    page(2, **carried(2023, 2, 1)).record,
    page(3, **carried(2023, 2, 1, cells={"proactive.penalties.decisions": 8})).record,
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_each_is_judged_beside_the_others_in_its_place(order: tuple[int, ...]) -> None:
    given = [RECORDS[number] for number in order]
    found = list(beside_each_other(given, POLICY))
    assert [each.document for each in found] == [each.document for each in given]
    assert {each.document.name: rules(each) for each in found} == {
        "1.txt": [],
        "2.txt": ["C06", "X01"],
        "3.txt": ["C06", "X01"],
    }


def test_one_alone_is_as_it_was() -> None:
    assert list(beside_each_other(RECORDS[:1], POLICY)) == list(RECORDS[:1])


def test_the_same_bytes_under_two_names_are_one_document() -> None:
    twin = msgspec.structs.replace(RECORDS[1], document=msgspec.structs.replace(RECORDS[1].document, name="b.txt"))
    found = list(beside_each_other([RECORDS[1], twin], POLICY))
    assert [each.document.name for each in found] == ["2.txt", "b.txt"]
    assert [rules(each) for each in found] == [[], []]


def test_an_address_that_comes_again_holds_another_version() -> None:
    old, new = at("https://a.test/1", RECORDS[1]), at("https://a.test/1", RECORDS[2])
    found = list(beside_each_other([RECORDS[0], old, new], POLICY))
    assert [rules(each) for each in found] == [[], [], ["T06", "X01"]]


def test_what_is_no_report_passes_through() -> None:
    refused = pipeline.stopped(RECORDS[0].document, Refused("empty"))
    assert list(beside_each_other([refused, RECORDS[1]], POLICY)) == [refused, RECORDS[1]]


def test_a_crowd_is_nobody() -> None:
    crowd = [page(number, **carried(2023, 2, number)).record for number in range(10, 11 + CROWD)]
    found = list(beside_each_other([RECORDS[0], *crowd], POLICY))
    assert {rule for each in found for rule in rules(each)} == set()
