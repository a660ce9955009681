"""What a child may do is enough for every format, whatever the process that it comes from has loaded before."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import encode
from tasks import child, confinement
from tasks.reader import Reader
from tests.corpus.generate import make
from tests.corpus.render import STYLES, render
from workers import pipeline

pytestmark = pytest.mark.line

LIMITS = Limits()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.stop()


@pytest.mark.parametrize("style", STYLES)
def test_a_child_of_the_line_reads_what_is_read_here(reader: Reader, style: str) -> None:
    name, data = render(make("apart", form="gov_2021"), style)
    file = pipeline.intake(data, pipeline.describe(data, name, Hints()), LIMITS)
    here = pipeline.extract(data, file, LIMITS)
    apart = reader.run(pipeline.extract, data, file, LIMITS, limits=LIMITS)
    assert apart.stop is None
    assert encode(apart.value) == encode(here)


def known() -> bool:
    """Look into the system's files of media types, as libraries do when they are loaded."""
    mimetypes.init()
    return True


def test_the_files_of_media_types_may_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every machine has them: here is one."""
    types = tmp_path / "mime.types"
    types.write_text("application/x-nianbao nianbao\n")
    monkeypatch.setattr(mimetypes, "knownfiles", [str(types)])
    for made in (confinement._code, confinement._rules):  # noqa: SLF001 - made once a process
        made.cache_clear()
    try:
        assert child.run(known, limits=LIMITS).result()
    finally:
        for made in (confinement._code, confinement._rules):  # noqa: SLF001 - as they were
            made.cache_clear()
