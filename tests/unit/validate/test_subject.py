import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.subject import on_applications, turns_to_another_matter


def told(text: str, section: str = "overview") -> list[bool]:
    return list(on_applications(list(sentences(section, Section("", text)))))


def test_a_heading_gives_its_paragraph_the_subject_until_another_begins() -> None:
    assert told("（二）依申请公开\n共收到18件，均已办结。逾期为零。\n召开会议3次。") == [True, True, True, False]


def test_another_matter_that_is_counted_takes_the_subject_away() -> None:
    assert told("收到信息公开申请3件。受理行政许可申请200件。办结190件。") == [True, False, False]


def test_section_three_is_about_applications() -> None:
    assert told("共18件。", "applications") == [True]


@pytest.mark.parametrize(
    ("before", "turns"),
    [("受理行政许可申请2300件,办结", True), ("收到投诉3件,信息公开申请", False), ("收到", False)],
)
def test_what_was_named_last_counts(before: str, turns: bool) -> None:  # noqa: FBT001 - a column of the table
    assert turns_to_another_matter(before) is turns
