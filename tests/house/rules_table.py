"""Writes the table of rules into README: `make readme`. A test holds the two against each other."""

from pathlib import Path

from workers.validate import RULES

README = Path(__file__).parents[2] / "README.md"
_BEGIN = "<!-- rules: this table equals `nianbao rules`, by test -->\n"
_END = "<!-- end of rules -->\n"


def table() -> str:
    """Return the registry as a Markdown table."""
    rows = [f"| {rule.id} | {rule.severity} | {rule.documentation.en} |\n" for rule in RULES]
    return "\n| id | severity | what must hold |\n|---|---|---|\n" + "".join(rows) + "\n"


def printed(readme: str) -> str:
    """Return the table that README prints."""
    return readme.split(_BEGIN)[1].split(_END, maxsplit=1)[0]


if __name__ == "__main__":
    text = README.read_text("utf-8")
    README.write_text(text.replace(_BEGIN + printed(text) + _END, _BEGIN + table() + _END), "utf-8")
