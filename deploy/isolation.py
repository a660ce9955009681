"""What this machine's kernel lets a reading child give up, as tried out in one: for the log and for `doctor`."""

import tempfile

import msgspec
import structlog

from shared.errors import Stop, TryLater
from shared.limits import Limits
from tasks import child, confinement

_LIMITS = Limits(memory_mb=256, seconds=10)
_log = structlog.get_logger()


def allowed() -> list[str]:
    """Return what a child could do that it should not: nothing, at best."""
    found = child.run(confinement.try_out, tempfile.gettempdir(), limits=_LIMITS).result()
    return [name for name, refused in msgspec.structs.asdict(found).items() if not refused]


def tell() -> None:
    """Log it once, where documents are read."""
    try:
        loose = allowed()
    except (Stop, TryLater) as stop:
        _log.warning("isolation.unknown", why=str(stop))
        return
    if loose:
        _log.warning("isolation.partial", allowed=loose)
    else:
        _log.info("isolation.whole")
