"""Where the line's children come from: a process beside a worker's own that holds what reading needs, and no more.

A fork, and the end of what was forked, cost what the process has in memory. That of a worker has Celery, the store and
the settings with their passwords, too; a child of this one neither pays for them nor has them to give away.
"""

import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import typing
from collections.abc import Callable
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from typing import Any, TypeVar

import msgspec

from shared.errors import TryLater, Unreadable
from shared.limits import Limits
from tasks import child, pages

_HANG_UP = 0.1  # seconds between looks whether the worker is still there
_PATIENCE = 5.0  # seconds for the last child to be killed
_LOST = "reader lost"
_PR_SET_PDEATHSIG = 1
_ENVIRONMENT = ("HOME", "LANG", "LC_", "LD_", "MALLOC_", "OMP_", "PATH", "PYTHON", "TMPDIR", "TZ")  # and no secrets

Result = TypeVar("Result")


class _Order(msgspec.Struct, frozen=True, array_like=True):
    function: str  # module:name
    args: msgspec.Raw
    limits: Limits
    programs: bool


class _Away(msgspec.Struct, frozen=True, tag=True):
    """There was no child to be had."""

    why: str


class _Done(msgspec.Struct, frozen=True, tag=True):
    heard: child.Heard


_ORDER = msgspec.msgpack.Decoder(_Order)
_ANSWER = msgspec.msgpack.Decoder(_Done | _Away)
_encode = msgspec.msgpack.Encoder().encode


class Reader:
    """The worker's end. Not to be carried over a fork, nor shared by threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._is_warm = False

    def start(self) -> None:
        """Start the process, which takes a second to be warm. It ends with the worker, whatever ends that."""
        self._pipe, theirs = Pipe()
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", __name__, str(number)],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
                env={name: each for name, each in os.environ.items() if name.startswith(_ENVIRONMENT)} | pages.TUNABLES,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End the process, and its child with it."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._pipe, self._process, self._is_warm = None, None, False

    def run(
        self,
        function: Callable[..., Result],
        *args: object,
        limits: Limits,
        beat: Callable[[], object] | None = None,
        beat_seconds: float = 5.0,
        programs: bool = False,
    ) -> child.Ending[Result]:
        """Do as `child.run` does, in a child of the reader; arguments are those that `function` is annotated with."""

        def hear(pipe: "Connection[Any, Any]") -> bytes:
            while not pipe.poll(beat_seconds):
                if beat:
                    beat()
            return pipe.recv_bytes()

        order = _Order(f"{function.__module__}:{function.__qualname__}", msgspec.Raw(_encode(args)), limits, programs)
        try:
            pipe = self._hand_over(_encode(order), hear)
            begin = time.monotonic()
            answer = _ANSWER.decode(hear(pipe))
        except EOFError:  # whatever killed it, the document that it was busy with had its part in it, for all we know
            self.stop()
            note = {"seconds": round(time.monotonic() - begin, 3), "signal": _LOST}
            return child.Ending(stop=Unreadable("crashed", signal=_LOST), died=True, note=note)
        except BaseException:
            self.stop()
            raise
        if isinstance(answer, _Away):
            raise TryLater(answer.why)
        return child.understand(function, answer.heard, limits)

    def _hand_over(self, order: bytes, hear: "Callable[[Connection[Any, Any]], bytes]") -> "Connection[Any, Any]":
        """Give an order to a reader that is warm. One that died at rest gets a successor; TryLater without any."""
        if self._is_warm and self._pipe is not None and self._pipe.poll():  # it says nothing at rest: this is its end
            self.stop()
        try:
            if self._pipe is None:
                self.start()
            pipe = typing.cast("Connection[Any, Any]", self._pipe)
            if not self._is_warm:
                hear(pipe)
                self._is_warm = True
            pipe.send_bytes(order)
        except (EOFError, OSError) as error:
            raise TryLater(f"no reader: {error or 'it did not start'}") from error
        return pipe


def serve(pipe: "Connection[Any, Any]") -> None:
    """Take orders until the worker hangs up."""
    from workers import pipeline  # noqa: PLC0415 - the other end is loaded by a gateway, too, which reads nothing

    pipeline.warm()
    gc.collect()
    gc.freeze()
    pages.collapse()
    pages.grow()
    try:
        pipe.send_bytes(b"warm")
        while True:
            pipe.send_bytes(_encode(_answer(_ORDER.decode(pipe.recv_bytes()), pipe)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _answer(order: _Order, pipe: "Connection[Any, Any]") -> _Done | _Away:
    function = _function(order.function)
    args = _arguments(function).decode(order.args)

    def still_there() -> None:
        if pipe.poll():  # who waits for an answer says nothing
            raise EOFError

    limits, programs = order.limits, order.programs
    try:
        heard = child.hear(function, args, limits=limits, beat=still_there, beat_seconds=_HANG_UP, programs=programs)
    except TryLater as away:
        return _Away(str(away))
    return _Done(heard)


@cache
def _function(name: str) -> Callable[..., object]:
    module, _, own = name.partition(":")
    return typing.cast("Callable[..., object]", getattr(import_module(module), own))


@cache
def _arguments(function: Callable[..., object]) -> msgspec.msgpack.Decoder[tuple[Any, ...]]:
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    return msgspec.msgpack.Decoder(tuple[*hints.values()])  # type: ignore[misc] # made while running


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGCONT)  # frozen, it would not see that its worker is gone
    serve(Connection(int(sys.argv[1])))
