"""The command line as a shell sees it, in a folder of its own, with reports at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from deploy.cli import main
from shared.settings import Settings
from shared.store import Store
from tasks import notify, stage
from tasks.app import STAGES
from tasks.context import Context
from tests.corpus.generate import make
from tests.corpus.render import render
from workers.validate import default_policy


class Ended(msgspec.Struct, frozen=True):
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of our own, in English, on a wide screen, with no Redis server named."""
    monkeypatch.chdir(tmp_path)
    for variable in ("NIANBAO_REDIS_URL", "NIANBAO_DATABASE_URL", "NIANBAO_BLOBS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("NIANBAO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NIANBAO_ALLOWED_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line."""

    def command(*arguments: object) -> Ended:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Ended(status, told.out, told.err)

    return command


def write(path: Path, fault: str | None = None, style: str = "html-clean", seed: str = "cli") -> Path:
    """Write a report in this style, clean or with one fault."""
    _, data = render(make(seed, form="gov_2021", fault=fault), style)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def clean(home: Path) -> Path:
    return write(home / "reports" / "clean.html")


@pytest.fixture
def faulty(home: Path) -> Path:
    """A report with one N01: parts that do not add up to their total."""
    return write(home / "reports" / "faulty.html", "N01")


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """Open the store that the commands use."""
    with Store.open(Settings(home=str(home / "home"))) as opened:
        yield opened


@pytest.fixture
def work(store: Store) -> Callable[[], None]:
    """Do all that the line would do, in this process."""
    told = Settings()
    context = Context(store, told.limits, default_policy(), told.lease_seconds)

    def drain() -> None:
        while queues := store.documents.waiting():
            for queue in queues:
                for sent in store.documents.take(queue, 100):
                    stage.work(context, STAGES, sent.stage, queue, [sent.id])
        store.batches.close(notify.of_batch(store))

    return drain
