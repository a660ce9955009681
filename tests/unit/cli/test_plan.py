import json

import pytest

from tests.unit.cli.conftest import Run


def test_the_command_prints_a_plan(run: Run) -> None:
    ended = run("plan", "--documents", "1000", "--days", "1", "--mix", "pdf=1,text=1", "--json")
    assert ended.status == 0
    assert {each["queue"]: each["documents"] for each in json.loads(ended.out)["queues"]}["extract.pdf"] == 500
    ended = run("plan")
    assert ended.status == 0
    assert "150,000" in ended.out


@pytest.mark.parametrize("mix", ["pdf", "pdf=x", "fax=1", "pdf=0"])
def test_a_mix_that_cannot_be_meant_is_a_usage_error(run: Run, mix: str) -> None:
    ended = run("plan", "--mix", mix)
    assert ended.status == 2
    assert mix in ended.err
