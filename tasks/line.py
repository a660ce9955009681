"""The line: which queue comes when, how many ids a message carries, and how much patience there is. Pure."""

from functools import cache

from shared.store import Judgement

EXPRESS, QUARANTINE, NOTIFY = "express", "quarantine", "notify"
FORMATS = ("pdf", "docx", "html", "text")
# The same content in another envelope waits in the same queue.
_READ_AS = {"mhtml": "html", "doc": "docx", "xlsx": "docx", "scan": "pdf", "ofd": "pdf"}
PUMPED = "pumped"  # key of the time, seconds since the epoch, at which a pump last did its round
PROGRAMS = ("doc",)  # formats that are read by a program of the system: a child that may run one is made for that
QUEUES = (EXPRESS, "intake", *(f"extract.{format_}" for format_ in FORMATS), "validate", NOTIFY, QUARANTINE)

# How many ids one message may carry: about as many as are a second's work.
_MOST = {"intake": 12, "validate": 20, NOTIFY: 40, "pdf": 2, "docx": 8, "html": 8, "text": 16, "mhtml": 8, "xlsx": 8}

_DEATHS = 2  # in a document's own queue before it runs alone
_LOSSES = 5  # of workers, all in all; one alone may be the machine's fault
_DEATH_WAIT, _LOSS_WAIT = 1.0, 0.0  # seconds
_LATER = (1.0, 5.0, 15.0, 60.0, 300.0)  # seconds; the last one for good
_NOTICE = (5.0, 30.0, 120.0, 600.0, 3600.0, 10800.0)  # seconds; the last one until patience ends
NOTICE_PATIENCE = 3 * 86_400.0  # seconds
_HOLD_FROM = 5  # failures in a row
_HOLD_LEAST, _HOLD_MOST = 15.0, 3600.0  # seconds
_DOUBLINGS = 8  # from the least to the most, and no figure beyond what a float holds
_DISABLE = 2 * 86_400.0  # seconds


def queue(stage: str, format_: str | None, *, express: bool) -> str:
    """Return the queue in which a document of this format waits for this stage."""
    if express:
        return EXPRESS
    return f"{stage}.{_READ_AS.get(format_ or '', format_)}" if stage == "extract" else stage


@cache
def formats(queues: frozenset[str], *, express: bool) -> tuple[str, ...]:
    """Return the formats that whoever serves these queues reads as soon as they are known."""
    known = {*FORMATS, *_READ_AS} - {*PROGRAMS}
    return tuple(sorted(format_ for format_ in known if queue("extract", format_, express=express) in queues))


def parcel(stage: str, lane: str | None, queue: str, taken: int) -> int:
    """Return how many of `taken` ids of one stage and lane travel in one message.

    Few ids are spread over many messages, so that every worker gets some; who is in quarantine, or in a hurry, travels
    alone.
    """
    if queue in {QUARANTINE, EXPRESS}:
        return 1
    if queue == NOTIFY:  # one endpoint, one message: a slow one keeps one thread busy
        return _MOST[NOTIFY]
    most = _MOST.get(stage) or _MOST.get(lane or "", 1)
    return max(1, min(most, taken // 8))


def after_death(lost: int, queue: str) -> tuple[str, float] | None:
    """Return queue and wait for a document whose child died the `lost`-th time; None: it has had its chances."""
    if queue == QUARANTINE:
        return None
    return (queue if lost < _DEATHS else QUARANTINE), _DEATH_WAIT


def after_loss(lost: int, queue: str) -> tuple[str, float] | None:
    """Return queue and wait for a document whose worker vanished the `lost`-th time; None: it has had its chances."""
    if lost >= _LOSSES:
        return None
    return (queue if lost < _DEATHS else QUARANTINE), _LOSS_WAIT


def later(attempt: int) -> float:
    """Return the seconds after which something that was away is tried again. There is no end to this patience."""
    return _LATER[min(attempt, len(_LATER)) - 1]


def after_refusal(attempt: int, age: float, retry_after: float | None, chance: float) -> float | None:
    """Return the seconds until a notice is brought again after its `attempt`-th failure; None: patience has ended.

    `age` is how long it has been tried, in seconds; `retry_after` what the receiver asked for; `chance`, in [0, 1),
    spreads what failed together over a quarter more or less.
    """
    if age >= NOTICE_PATIENCE:
        return None
    wait = _NOTICE[min(attempt, len(_NOTICE)) - 1] * (0.75 + chance / 2)
    return max(wait, retry_after or 0.0)


def after_failure(failures: int, seconds: float, retry_after: float | None) -> Judgement:
    """Return what becomes of an endpoint after its `failures`-th failure in a row, `seconds` after the first of them.

    It is left alone when it asks for that, and after a few failures for half as long as it has been failing already;
    then one notice tries it. Who fails for days is disabled: what is due to it waits without growing old. Neither goes
    by the time alone, which a clock that was stepped tells wrong: every failure at most doubles how long the next
    notice waits.
    """
    held = failures >= _HOLD_FROM
    most = min(_HOLD_LEAST * 2 ** min(failures - _HOLD_FROM, _DOUBLINGS), _HOLD_MOST)
    hold = max(_HOLD_LEAST, min(seconds / 2, most)) if held else None
    if retry_after:
        hold = max(retry_after, hold or 0.0)
    return Judgement(hold, seconds >= _DISABLE and most == _HOLD_MOST)
