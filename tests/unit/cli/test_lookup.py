import json

import pytest

from shared.form import forms
from shared.record import encode, schema
from tests.unit.cli.conftest import Run
from workers.notify import EventType, event_schema
from workers.validate import RULES


def test_every_rule_is_listed_with_its_severity_and_what_it_says(run: Run) -> None:
    lines = run("rules").out.splitlines()
    listed = {line.split()[0]: line for line in lines[1:]}
    assert list(listed) == [rule.id for rule in RULES]
    for rule in RULES:
        assert rule.documentation.en.split(maxsplit=1)[0] in listed[rule.id]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_explained_with_its_basis_and_examples(run: Run, rule: object) -> None:
    ended = run("rules", rule.id.lower())
    told = rule.documentation
    assert ended.status == 0
    unbroken = "".join(ended.out.split())
    for part in (rule.name, told.en, told.zh, told.basis, told.passes, told.fails):
        assert "".join(part.split()) in unbroken


def test_rules_as_json_are_the_documentation_itself(run: Run) -> None:
    told = json.loads(run("rules", "--json").out)
    assert [each["id"] for each in told] == [rule.id for rule in RULES]
    assert {"zh", "en", "basis", "passes", "fails", "severity", "name", "forms"} <= set(told[0])
    assert json.loads(run("rules", "A01", "--json").out) == told[0]


def test_an_unknown_rule_and_an_unknown_form_are_named(run: Run) -> None:
    assert run("rules", "Z1").status == run("forms", "Z1").status == 2
    assert "no such rule: Z1" in run("rules", "Z1").err
    assert "no such form: Z1 (there are gov_2021 gov_2019 stat_2014)" in run("forms", "Z1").err


def test_every_form_is_listed(run: Run) -> None:
    out = run("forms").out
    for form in forms().values():
        [line] = [line for line in out.splitlines() if line.startswith(form.key)]
        assert form.instrument in line
        assert line.split()[-2:] == [str(len(form.cells)), str(len(form.identities))]


@pytest.mark.parametrize("key", list(forms()))
def test_a_form_is_shown_with_the_label_and_key_of_every_row_and_column(run: Run, key: str) -> None:
    form = forms()[key]
    unbroken = "".join(run("forms", key).out.split())
    for table in form.tables:
        for row in table.rows:
            assert "".join((*row.labels[-1:], row.key.removeprefix(f"{table.key}."))).replace(" ", "") in unbroken
            for cell in row.cells:
                assert all("".join(label.split()) in unbroken for label in cell.labels)
    assert {identity.rule for identity in form.identities} <= set(run("forms", key).out.split())


def test_a_form_as_json_has_every_cell(run: Run) -> None:
    told = json.loads(run("forms", "gov_2021", "--json").out)
    keys = [cell["key"] for table in told["tables"] for row in table["rows"] for cell in row["cells"]]
    assert keys == [cell.key for cell in forms()["gov_2021"].cells]


def test_the_schema_is_that_of_the_record(run: Run) -> None:
    assert json.loads(run("schema").out) == json.loads(encode(schema()))


@pytest.mark.parametrize("event", EventType)
def test_the_bodies_of_every_event_have_a_schema(run: Run, event: EventType) -> None:
    assert json.loads(run("schema", "--event", event).out) == json.loads(encode(event_schema(event)))
