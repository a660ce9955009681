"""Work on a hostile document happens in a child of our own: forked warm, limited, timed, and heard over one pipe.

Whatever a parser does to its process (loops in C, eats memory, crashes), its end becomes a reason here.
Linux only: limits and the tie to the parent are the kernel's.
"""

import ctypes
import gc
import os
import resource
import select
import shutil
import signal
import tempfile
import time
import traceback
import typing
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

import msgspec

from shared.errors import Message, Refused, Stop, TryLater, Unreadable
from shared.limits import Limits
from shared.record import encode
from tasks.confinement import confine, rules

RESULT_BYTES = 256 * 2**20
_OPEN_FILES = 64
_SCRATCH, _OPEN_FILES_HARD = 256 * 2**20, 1_024  # bytes of a file, and files: a converter that a reader runs may ask
_MOST_FILES = 2**20
_MUCH = 50_000  # objects, made and still there
_STARVED = 1 / 3  # of the memory that a child may have: from there on an abort is the allocator's
_LENGTH = 8  # bytes before what is told, saying how much it is
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_PAGE, _SIGKILL = resource.getpagesize(), int(signal.SIGKILL)
_SIGNALS = tuple(map(int, signal.valid_signals()))
_libc = ctypes.CDLL(None)
_ABORTS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}
_STOPS = {stop.outcome: stop for stop in (Refused, Unreadable)}

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)
Next = TypeVar("Next")


@dataclass(frozen=True)
class Ending(Generic[Result_co]):
    """How a piece of work ended: with a value, or with why there is none.

    `died` tells an end by limit or crash from one that the work itself concluded: the former may be a machine's fault.
    `note` is for the document's history: seconds, peak_mb, and signal or error where there was one.
    """

    value: Result_co | None = None
    stop: Stop | None = None
    died: bool = False
    note: dict[str, Any] = field(default_factory=dict)

    def result(self) -> Result_co:
        """Return the value, or raise the stop."""
        if self.stop is not None:
            raise self.stop
        return typing.cast("Result_co", self.value)

    def then(self, make: Callable[[Result_co], Next]) -> "Ending[Next]":
        """Return the same ending with what `make` makes of the value, where there is one."""
        value = None if self.value is None else make(self.value)
        return Ending(value, self.stop, self.died, self.note)


class _Stopped(msgspec.Struct, tag="stop"):
    outcome: str
    code: str
    details: dict[str, Message | str | int | float]
    died: bool = False  # the child did not tell this, its parent saw it


class _Failed(msgspec.Struct, tag="error"):
    error: str


_VALUE, _END = b"=", b"!"  # what kind of thing is told
_MEMORY = _END + encode(_Failed("MemoryError"))  # made while there is memory
_ENDS = msgspec.json.Decoder(_Stopped | _Failed)


def here(function: Callable[..., Result], *args: object) -> Ending[Result]:
    """Do trusted work in this process: no limits, but the same endings as in a child."""
    begin = time.monotonic()
    value, stop, error = None, None, ""
    try:
        value = function(*args)
    except TryLater:
        raise
    except Stop as ending:
        stop = ending
    except Exception as failure:  # noqa: BLE001 - whatever it is, it ends this document and not the process
        error = _describe(failure)
        stop = Unreadable("crashed", signal=error)
    note = {"seconds": round(time.monotonic() - begin, 3)} | ({"error": error} if error else {})
    return Ending(value, stop, bool(error), note)


def run(
    function: Callable[..., Result],
    *args: object,
    limits: Limits,
    beat: Callable[[], object] | None = None,
    beat_seconds: float = 5.0,
    programs: bool = False,
) -> Ending[Result]:
    """Call `function` in a child of this process within `limits`; `beat` is called now and then while it runs.

    The child has no network and no files but to read code; with `programs` it may run some, and write into a folder
    for temporary files that goes with it.

    The result comes back as JSON of the type that `function` is annotated to return. TryLater where there is no child
    to be had.
    """
    heard = hear(function, args, limits=limits, beat=beat, beat_seconds=beat_seconds, programs=programs)
    return understand(function, heard, limits)


class Heard(msgspec.Struct, frozen=True, array_like=True):
    """What there is to know of a child that has ended: `told` are its own words, or ours where it left none."""

    told: bytes
    note: dict[str, Any]


def hear(  # noqa: PLR0913 - one child's circumstances
    function: Callable[..., object],
    args: Sequence[object],
    *,
    limits: Limits,
    beat: Callable[[], object] | None,
    beat_seconds: float,
    programs: bool,
) -> Heard:
    """Do the first half of `run`: whatever the child did, what it told is not looked at."""
    parent, begin, (size, inherited) = os.getpid(), time.monotonic(), _memory()
    reader, writer = os.pipe()
    scratch = None
    try:
        scratch = tempfile.mkdtemp(prefix="nianbao-") if programs else None
        handled = [number for number in _SIGNALS if callable(signal.getsignal(number))]
        ties = _Ties(writer, parent, scratch, rules(), handled, size)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child uses nothing they may hold
            pid = os.fork()
        if pid == 0:
            _child(function, args, limits, ties)
    except OSError as error:
        os.close(reader)
        _remove(scratch)
        raise TryLater(f"cannot fork: {error}") from error
    finally:
        os.close(writer)
    told, late = b"", False
    try:
        told, late = _listen(reader, begin + limits.seconds, beat, beat_seconds)
    finally:
        os.close(reader)
        status, usage = _end(pid)
        _remove(scratch)
    note = {"seconds": round(time.monotonic() - begin, 3), "peak_mb": usage.ru_maxrss // 1024}
    if _is_whole(told):
        return Heard(told[_LENGTH:], note)
    eaten = usage.ru_maxrss * 1024 - inherited
    stop, name = _cause(status, usage, limits, eaten, late=late)
    return Heard(_END + encode(stop), note | {"signal": name})


def understand(function: Callable[..., Result], heard: Heard, limits: Limits) -> Ending[Result]:
    """Do the second half of `run`."""
    note = dict(heard.note)
    told = memoryview(heard.told)
    if told[:1] == _VALUE:
        return Ending(_decoder(function).decode(told[1:]), note=note)
    end = _ENDS.decode(told[1:])
    if isinstance(end, _Stopped):
        return Ending(stop=_STOPS[end.outcome](end.code, **end.details), died=end.died, note=note)
    if end.error == "MemoryError":
        stop = Unreadable("memory-limit", limit=limits.memory_mb)
    else:
        stop = Unreadable("crashed", signal=end.error)
    return Ending(stop=stop, died=True, note=note | {"error": end.error})


class _Ties(NamedTuple):
    """What a child has of its parent: where to tell, who it is, a folder to write into; what it has to give up."""

    writer: int
    parent: int
    scratch: str | None
    rules: int
    handled: Sequence[int]  # signals
    size: int  # bytes of its address space


def _child(function: Callable[..., object], args: Sequence[object], limits: Limits, ties: _Ties) -> NoReturn:
    """Do the work and tell; never return into what was copied from the parent."""
    writer = ties.writer
    try:
        _confine(limits, ties)
        told = _tell(function, args)
        view = memoryview(len(told).to_bytes(_LENGTH, "big") + told)
        while view:
            view = view[os.write(writer, view) :]
    except MemoryError:
        os.write(writer, len(_MEMORY).to_bytes(_LENGTH, "big") + _MEMORY)
    finally:
        os._exit(0)


def _tell(function: Callable[..., object], args: Sequence[object]) -> bytes:
    try:
        told = _VALUE + encode(function(*args))
    except MemoryError:
        raise
    except Stop as stop:
        plain = (Message, str, int, float)
        details = {key: value if isinstance(value, plain) else str(value) for key, value in stop.details.items()}
        told = _END + encode(_Stopped(stop.outcome, stop.reason.code, details))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told
        told = _END + encode(_Failed(_describe(error)))
    if len(told) > RESULT_BYTES:
        what = Message("读取结果的字节数", "bytes of the result")
        return _END + encode(
            _Stopped(Refused.outcome, "too-complex", {"what": what, "count": len(told), "limit": RESULT_BYTES})
        )
    return told


def _confine(limits: Limits, ties: _Ties) -> None:
    """Give up everything that reading a document does not need, for good."""
    os.setsid()
    _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != ties.parent:  # it died before it could take this child along
        os._exit(0)
    for number in ties.handled:
        signal.signal(number, signal.SIG_DFL)
    with suppress(OSError):
        oom = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(oom, b"1000")  # when memory runs out, this process goes first
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    begin = 3
    for kept in sorted({ties.writer, ties.rules} - {-1}):
        os.closerange(begin, kept)
        begin = kept + 1
    os.closerange(begin, _MOST_FILES)
    gc.freeze()  # what the parent left is not garbage, and looking through it would copy it
    gc.set_threshold(_MUCH)  # and for what one document leaves it is seldom worth looking
    space = ties.size + limits.memory_mb * 2**20
    for kind, soft, hard in (
        (resource.RLIMIT_AS, space, space),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 2),
        (resource.RLIMIT_FSIZE, 0, _SCRATCH if ties.scratch else 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES_HARD if ties.scratch else _OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))
    tempfile.tempdir = confine(ties.scratch, ties.rules)
    if ties.rules >= 0:
        os.close(ties.rules)


def _listen(reader: int, deadline: float, beat: Callable[[], object] | None, beat_seconds: float) -> tuple[bytes, bool]:
    """Return what the child told, and whether its time ran out first."""
    told = bytearray()
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    next_beat = time.monotonic() + beat_seconds
    while not _is_whole(told):
        now = time.monotonic()
        if now >= deadline:
            return bytes(told), True
        if now >= next_beat:
            next_beat = now + beat_seconds
            if beat:
                beat()
        if poll.poll((min(deadline, next_beat) - now) * 1000 + 1):
            chunk = os.read(reader, 2**20)
            if not chunk:
                break
            told += chunk
    return bytes(told), False


def _memory() -> tuple[int, int]:
    """Return the bytes of this process's address space, and those a child starts with: what lies in files is apart."""
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        size, resident, shared, *_ = map(int, os.read(statm, 256).split())
    finally:
        os.close(statm)
    return size * _PAGE, (resident - shared) * _PAGE


def _remove(scratch: str | None) -> None:
    if scratch:
        shutil.rmtree(scratch, ignore_errors=True)


def _is_whole(told: bytes | bytearray) -> bool:
    return len(told) >= _LENGTH and len(told) >= _LENGTH + int.from_bytes(told[:_LENGTH], "big")


def _end(pid: int) -> tuple[int, resource.struct_rusage]:
    """Leave nothing of the child running; return its status and what it used."""
    for kill in (os.killpg, os.kill):  # it may not lead its own group yet
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return status, usage


@cache
def _decoder(function: Callable[..., Result]) -> msgspec.json.Decoder[Result]:
    return msgspec.json.Decoder(typing.get_type_hints(function)["return"], float_hook=Decimal)


def _cause(
    status: int, usage: resource.struct_rusage, limits: Limits, eaten: int, *, late: bool
) -> tuple[_Stopped, str]:
    """Turn the end of a child that told nothing, and had so many bytes of its own, into its reason and a name."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    name = signal.Signals(number).name if number else f"exit {os.waitstatus_to_exitcode(status)}"
    spent = usage.ru_utime + usage.ru_stime >= limits.seconds
    if late or number == signal.SIGXCPU or (number == signal.SIGKILL and spent):
        return _died("time-limit", limit=limits.seconds), name
    if number in _ABORTS and eaten >= _STARVED * limits.memory_mb * 2**20:
        return _died("memory-limit", limit=limits.memory_mb), name  # libraries in C++ die where Python raises
    return _died("crashed", signal=name), name


def _died(code: str, **details: str | float) -> _Stopped:
    return _Stopped(Unreadable.outcome, code, dict(details), died=True)


def _describe(error: BaseException) -> str:
    """Name an error and its place. Its words stay out: they may quote the document."""
    if isinstance(error, MemoryError):
        return "MemoryError"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
