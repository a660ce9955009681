"""No rule without documentation and without cases of both kinds; none that the rule book does not know."""

import re

import pytest

from tests.rules.case import FOLDER, cases
from workers.validate import RULES
from workers.validate.rule import Rule

RULE_BOOK = {
    *(f"A{n:02}" for n in range(1, 6)),
    *(f"R{n:02}" for n in range(1, 5)),
    *("D01", "D02", "D03", "D04", "D11", "D12", "D13", "D14"),
    *(f"G{n:02}" for n in range(1, 16)),
    *(f"C{n:02}" for n in range(1, 8)),
    *(f"X{n:02}" for n in range(1, 10)),
    *(f"N{n:02}" for n in range(1, 18)),
    *(f"Q{n:02}" for n in range(1, 5)),
    *(f"S{n:02}" for n in range(1, 20)),
    *(f"T{n:02}" for n in range(1, 7)),
    *(f"P{n:02}" for n in range(1, 5)),
}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_no_two_rules_share_an_id_or_a_name() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_is_in_the_rule_book() -> None:
    assert {rule.id for rule in RULES} <= RULE_BOOK


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {rule.id for rule in RULES}


@each_rule
def test_a_rule_has_passing_and_failing_cases(rule: Rule) -> None:
    assert {"pass", "fail"} <= {verdict for verdict, _ in cases(rule.id)}


@each_rule
def test_a_rule_is_documented_under_every_heading_in_both_languages(rule: Rule) -> None:
    documentation = rule.documentation
    assert re.fullmatch(r"[A-Z].+\.", documentation.en)
    assert re.fullmatch(r"[^A-Za-z]*[\u4e00-\u9fff].+。", documentation.zh)
    assert all((documentation.basis, documentation.passes, documentation.fails))


@each_rule
def test_a_rule_name_is_words_joined_by_hyphens(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
