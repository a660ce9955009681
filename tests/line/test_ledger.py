"""Reports over the years through real workers: whatever ended first, each is judged beside the others."""

import re
from pathlib import Path

import pytest

from shared.encoding import decode
from shared.job import Hints
from shared.limits import Limits
from shared.record import encode
from shared.store import Item
from tests.corpus.bodies import Kind
from tests.corpus.generate import make
from tests.corpus.render import render
from tests.line.harness import run_line
from workers import pipeline
from workers.validate import Page, default_policy, reconcile

pytestmark = pytest.mark.line

BODIES, YEARS = 6, (-1, 0, 1)
POLICY = default_policy()


def shifted(text: str, by: int) -> bytes:
    """Return a report as that of another year; its figures stay."""
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) + by), text).encode()


def items() -> list[Item]:
    found = []
    for number in range(BODIES):
        case = make(f"ledger/{number}", form="gov_2021", kind=Kind.CITY)
        text = decode(render(case, "text-tsv")[1], None, Limits())[0]
        found += [Item(f"{number}{by:+}.txt", shifted(text, by)) for by in YEARS]
    return found


def test_the_line_judges_years_beside_each_other_as_if_all_had_come_at_once(tmp_path: Path) -> None:
    given = items()
    alone = [pipeline.check(item.data, item.name, Hints(), Limits(), POLICY) for item in given]  # type: ignore[arg-type]
    wanted = {record.document.sha256: record for record in alone}
    changed = reconcile([Page(record) for record in alone], wanted, POLICY)
    assert len(changed) >= BODIES
    wanted |= {record.document.sha256: record for record in changed}
    assert any(finding.rule == "X01" for record in changed for finding in record.findings)
    with run_line(tmp_path) as line:
        batch = line.submit(given)
        line.finish(batch)
        found = {record.document.sha256: encode(record) for record in line.store.records.of_batch(batch)}
        line.sound(batch)
    assert found == {id_: encode(record) for id_, record in wanted.items()}
