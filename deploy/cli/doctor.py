"""`nianbao doctor`: looks at everything that the product stands on and says what to mend."""

import ctypes
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import typer
from msgspec.structs import replace
from rich.table import Table
from rich.text import Text
from sqlalchemy.engine import make_url

from deploy import embedded, isolation
from deploy.cli import queues
from deploy.cli.environment import settings
from deploy.cli.failures import sentence
from deploy.cli.screen import Prose, moment, out
from deploy.cli.words import say
from shared.engine import engine
from shared.errors import TryLater
from shared.limits import Limits
from shared.settings import Settings
from shared.store import Store
from tasks import child, landlock
from tasks.app import build
from tasks.line import NOTIFY
from workers.extract import office, recognizes
from workers.gateway.picture import draws_chinese
from workers.validate import RULES

_LEAST_ROOM = 2**30  # bytes
_MOST_APART = 5.0  # seconds between two clocks
_OLDEST_REDIS = (6, 2)  # that Celery 5.7 speaks to
_UNSYNCHRONIZED = 5  # what adjtimex(2) answers
_PACKAGES = ("celery", "kombu", "redis", "sqlalchemy", "pdfplumber", "pypdfium2", "python-docx", "lxml")


class Mend(Exception):  # noqa: N818 - an instruction
    """Something must be mended; the sentence says what and how."""


class Note(Exception):  # noqa: N818 - an advice
    """Nothing is broken, but a person should know."""


def doctor() -> None:
    """Look at everything; exit 1 where something needs mending."""
    told = settings()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    broken = 0
    for name, look in _CHECKS.items():
        mark, found = _look(look, told)
        broken += mark is _BROKEN
        grid.add_row(mark, say(f"doctor.{name}"), Prose(found))
    out().print(grid)
    out().print()
    out().print(say("doctor.mend", count=broken) if broken else say("doctor.well"))
    raise typer.Exit(int(broken > 0))


_WELL, _ADVICE, _BROKEN = Text("✓", "green"), Text("!", "yellow"), Text("✗", "red")


def _look(look: Callable[[Settings], str], told: Settings) -> tuple[Text, str]:
    try:
        return _WELL, look(told)
    except Note as note:
        return _ADVICE, str(note)
    except Mend as mend:
        return _BROKEN, str(mend)
    except Exception as error:  # noqa: BLE001 - what fails here is what was looked for
        return _BROKEN, sentence(error) or f"{type(error).__name__}: {error}"


def _versions(_: Settings) -> str:
    packages = "  ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"nianbao {engine().version} ({engine().rules})  Python {platform.python_version()}  {packages}"


def _rules(_: Settings) -> str:
    return say("doctor.rules.found", count=len([rule.documentation for rule in RULES]))


def _redis(told: Settings) -> str:
    """Start or reach the server, as a line would."""
    with embedded.redis_url(told) as url, build(replace(told, redis_url=url), "doctor").connection() as connection:
        if connection.transport.driver_type == "amqp":
            return say("doctor.redis.named", version=f"RabbitMQ {connection.connection.server_properties['version']}")
        client = connection.channel().client
        info = client.info()
        behind = abs(client.time()[0] - time.time())
    found = str(info["redis_version"])
    if tuple(map(int, found.split(".")[:2])) < _OLDEST_REDIS:
        raise Mend(say("doctor.redis.old", version=found))
    if behind > _MOST_APART:
        raise Mend(say("doctor.clock.apart", seconds=f"{behind:.0f}"))
    if told.redis_url is None:
        return say("doctor.redis.own", program=Path(embedded.find()).name, version=info.get("valkey_version", found))
    if info.get("maxmemory_policy", "noeviction") != "noeviction":
        raise Mend(say("doctor.redis.eviction", policy=info["maxmemory_policy"]))
    return say("doctor.redis.named", version=info.get("valkey_version", found))


def _database(told: Settings) -> str:
    """Open the database where there is one; where it would be made, see whether that is possible."""
    url = make_url(told.database)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        _writable(Path(url.database).parent)
        return say("doctor.database.new", path=url.database)
    with Store.open(told) as store:
        batches = store.batches.newest(1)
    shown = url.render_as_string(hide_password=True)
    newest = say("doctor.database.newest", at=moment(batches[0].created_at)) if batches else ""
    return f"{shown}  {newest}".strip()


def _line(told: Settings) -> str:
    """See whether documents that are on the line come on."""
    url = make_url(told.database)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return say("doctor.line.none")
    try:
        with Store.open(told) as store:
            found = queues.standing(store)
    except TryLater:
        raise Note(say("doctor.secrets.unknown")) from None
    if wrong := queues.broken(found):
        raise Mend("\n".join(wrong))
    if doubts := queues.doubtful(found):
        raise Note("\n".join(doubts))
    open_ = {each.queue: each.waiting + each.sent + each.running for each in found.queues}
    notices = open_.pop(NOTIFY, 0)
    return say("doctor.line.open", documents=sum(open_.values()), notices=notices)


def _storage(told: Settings) -> str:
    if "://" in told.blob_store:
        with Store.open(told) as store:
            store.blobs.size("0" * 64)  # not there, but answered
        return told.blob_store
    folder = _writable(Path(told.blob_store))
    free = shutil.disk_usage(folder).free
    if free < _LEAST_ROOM:
        raise Mend(say("doctor.storage.full", folder=told.blob_store, free=f"{free / 2**30:.1f}"))
    return say("doctor.storage.free", folder=told.blob_store, free=f"{free / 2**30:.0f}")


def _secrets(told: Settings) -> str:
    """See whether a stolen database would be enough to sign in our name."""
    keys = told.secret_keys
    url = make_url(told.database)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return say("doctor.secrets.none")
    try:
        with Store.open(told) as store:
            plain = store.endpoints.plain()
    except TryLater:
        raise Note(say("doctor.secrets.unknown")) from None
    if plain:
        raise Note(say("doctor.secrets.unsealed" if keys else "doctor.secrets.plain", count=plain))
    return say("doctor.secrets.sealed" if keys else "doctor.secrets.none")


def _reach(told: Settings) -> str:
    """Say where notices may go beyond the public."""
    if not (told.networks or told.allow_http or told.ports):
        return say("doctor.reach.public")
    allowed = [*map(str, told.networks), *(f":{port}" for port in sorted(told.ports)), *["http://"] * told.allow_http]
    return say("doctor.reach.more", allowed=" ".join(allowed))


def _children(_: Settings) -> str:
    """See whether the limits hold that hostile documents are read within."""
    limits = Limits(memory_mb=256, seconds=1)
    for work, reason in ((_eat, "memory-limit"), (_spin, "time-limit")):
        stop = child.run(work, limits=limits).stop
        if stop is None or stop.reason.code != reason:
            raise Mend(say("doctor.children.loose", limit=reason))
    return say("doctor.children.hold")


def _isolation(_: Settings) -> str:
    """Say what a hostile document could do beyond using up its limits."""
    if loose := isolation.allowed():
        raise Note(say("doctor.isolation.loose", what=", ".join(say(f"isolation.{name}") for name in loose)))
    return say("doctor.isolation.holds", version=landlock.version())


def _clock(_: Settings) -> str:
    """Say what the time is, and whether the kernel knows it to be right: receivers refuse notices from elsewhen."""
    if ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)) == _UNSYNCHRONIZED:
        raise Note(say("doctor.clock.free", at=moment(time.time())))
    return moment(time.time())


def _parquet(_: Settings) -> str:
    if find_spec("pyarrow") is None:
        raise Note(say("export.parquet"))
    return f"pyarrow {version('pyarrow')}"


def _postgres(_: Settings) -> str:
    if find_spec("psycopg") is None:
        raise Note(say("doctor.postgres.absent"))
    return f"psycopg {version('psycopg')}"


def _office(_: Settings) -> str:
    """Look for LibreOffice, which `.doc`, `.wps` and RTF are read by."""
    program = office()
    if program is None:
        raise Note(say("doctor.office.absent"))
    return say("doctor.office.found", program=program)


def _ocr(_: Settings) -> str:
    """Look for the extra that scans are read by."""
    if not recognizes():
        raise Note(say("doctor.ocr.absent"))
    return say("doctor.ocr.found", version=version("rapidocr"))


def _fonts(_: Settings) -> str:
    """Look for what the pages of PDFs are drawn with; reading them takes none."""
    if not draws_chinese():
        raise Note(say("doctor.fonts.absent"))
    return say("doctor.fonts.found")


_CHECKS: dict[str, Callable[[Settings], str]] = {
    "versions": _versions,
    "rules": _rules,
    "redis": _redis,
    "database": _database,
    "line": _line,
    "storage": _storage,
    "secrets": _secrets,
    "reach": _reach,
    "children": _children,
    "isolation": _isolation,
    "clock": _clock,
    "office": _office,
    "ocr": _ocr,
    "fonts": _fonts,
    "parquet": _parquet,
    "postgres": _postgres,
}


def _writable(folder: Path) -> Path:
    """Return the folder, or what there is of the way to it; raises OSError where nothing can be written there."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    with tempfile.TemporaryFile(dir=there):
        return there


def _eat() -> int:
    return len(bytearray(2**30))


def _spin() -> int:
    while True:
        pass
