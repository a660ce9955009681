"""Headings that a text may have lost on its way."""

import msgspec

from tests.rules.case import report
from workers.validate.context import Context
from workers.validate.lost_headings import lost_headings


def lost(*dropped: str, in_text: bool = True) -> set[str]:
    case = {"drop": list(dropped), "in_text": in_text, "sections": {"overview": "主要问题是公开不够及时。"}}
    return set(lost_headings(Context(report(case), {})))


def test_a_table_without_its_heading_is_there_in_a_text_alone() -> None:
    assert lost("applications") == {"applications"}
    assert lost("applications", in_text=False) == set()


def test_a_section_without_a_table_is_there_by_its_words_where_a_tables_heading_is_lost_too() -> None:
    assert lost("problems") == set()
    assert lost("applications", "problems") == {"applications", "problems"}
    assert lost("applications", "other_matters") == {"applications"}


def test_a_table_that_was_not_read_has_lost_no_heading() -> None:
    case = report({"drop": ["proactive"], "in_text": True})
    kept = {key: cell for key, cell in case.cells.items() if not key.startswith("proactive.")}
    assert lost_headings(Context(msgspec.structs.replace(case, cells=kept), {})) == frozenset()
