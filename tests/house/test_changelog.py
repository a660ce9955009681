from collections import Counter
from pathlib import Path

CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8").splitlines()
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
_MOST = 120  # lines of what is not released: more is read by nobody, so say it with what is there


def unreleased() -> list[str]:
    """Return the lines below `## [Unreleased]`."""
    begin = CHANGELOG.index("## [Unreleased]") + 1
    end = next((n for n in range(begin, len(CHANGELOG)) if CHANGELOG[n].startswith("## ")), len(CHANGELOG))
    return CHANGELOG[begin:end]


def test_changes_stand_under_the_kinds_of_keep_a_changelog_each_once() -> None:
    found = [line.removeprefix("### ") for line in unreleased() if line.startswith("### ")]
    assert set(found) <= set(KINDS)
    assert len(set(found)) == len(found)


def test_no_change_is_told_twice_and_all_of_them_can_be_read() -> None:
    told = Counter(line for line in unreleased() if line.startswith("- "))
    assert [line for line, times in told.items() if times > 1] == []
    assert len(unreleased()) <= _MOST, "shorten it: a reader wants what changed for them"
