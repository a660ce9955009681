import re
from pathlib import Path

import deploy

ROOT = Path(deploy.__file__).parent.parent
FOLDERS = ("shared", "workers", "tasks", "deploy", "tests")
SILENCED = re.compile(r"#\s*noqa\b(?!: [A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)* - \w)", re.IGNORECASE)


def test_no_rule_of_the_linter_is_silenced_without_a_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if SILENCED.search(line)
    ]
    assert bare == []


def test_what_is_no_reason_is_found() -> None:
    mark = "# no" + "qa"
    for line in ("", ": SLF001", ": SLF001, ARG001", ": SLF001 -", " - so"):
        assert SILENCED.search(mark + line)
    assert not SILENCED.search(f"{mark}: SLF001, ARG001 - a reason")
