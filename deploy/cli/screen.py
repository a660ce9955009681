"""Where output goes: results to standard output, everything said to people on the way to standard error."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import msgspec
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from deploy.cli.words import say
from shared.record import encode

_PIPED_WIDTH = 1_000  # columns: what is piped is not broken into lines
_STEPS = 10  # progress lines where there is no terminal
_DRAW = 0.1  # seconds between two drawings of a bar

_NARROWEST = 20  # columns
_PIECES = re.compile(r"[“‘（《〔【]*(?:[⺀-〇〒-鿿＀-￯]|[^\s⺀-鿿＀-￯“‘（《〔【]+)?[”’）》〕】，。；：、！？]*\s*")

Thing = TypeVar("Thing")


class CommandError(Exception):
    """The command cannot do its work, for the reason that the sentence says. Exit status 2."""


def out() -> Console:
    """Return the console for results."""
    return _console(stderr=False)


def err() -> Console:
    """Return the console for messages."""
    return _console(stderr=True)


def complain(sentence: str) -> None:
    """Say on standard error what went wrong."""
    err().print(Text.assemble((say("error"), "bold red"), sentence))


def paragraph(console: Console, text: str, indent: int, style: str = "") -> None:
    """Print running text. Rich breaks lines at spaces only, of which Chinese has none."""
    for line in wrap(text, max(console.width - indent, _NARROWEST)):
        console.print(Text(" " * indent + line, style), no_wrap=True, overflow="ignore", crop=False)


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns: between Chinese characters, otherwise between words.

    No line begins with a closing mark or ends with an opening one.
    """
    lines = [""]
    for piece in filter(None, _PIECES.findall(text)):
        if cell_len(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


class Prose:
    """Running text in a cell of a table, broken into lines by `wrap`."""

    def __init__(self, text: str, style: str = "") -> None:
        self._text = text
        self._style = style

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        for line in wrap(self._text, options.max_width):
            yield Text(line, self._style, no_wrap=True)

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        widest = max(map(cell_len, self._text.splitlines()), default=0)
        return Measurement(min(_NARROWEST, widest), widest).clamp(max_width=options.max_width)


def print_json(value: object) -> None:
    """Print a value as JSON for programs and people."""
    print_line(msgspec.json.format(encode(value)))


def print_line(data: bytes) -> None:
    """Print a line of data, whole: an unbuffered standard output may take less than it is given."""
    left = memoryview(data + b"\n")
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def moment(seconds: float) -> str:
    """Return a time since the epoch as a clock on this machine shows it."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def counted(things: Iterable[Thing], advance: Callable[[int], None]) -> Iterator[Thing]:
    """Hand things on, and how many there were."""
    for number, thing in enumerate(things, 1):
        yield thing
        advance(number)


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show how far long work has come; the function given takes how much is done in all.

    A bar on a terminal; elsewhere a plain line now and then.
    """
    console = err()
    if not console.is_terminal:
        yield _lines(console, what, total or 0)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None, complete_style="cyan", finished_style="cyan"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    # Drawn when told to, not by a thread of its own: documents are read in forked children.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=total)
        drawn = 0.0

        def advance(done: int) -> None:
            nonlocal drawn
            now = time.monotonic()
            bar.update(task, completed=done, refresh=now - drawn > _DRAW)
            drawn = now if now - drawn > _DRAW else drawn

        yield advance


def _lines(console: Console, what: str, total: int) -> Callable[[int], None]:
    said = 0

    def update(done: int) -> None:
        nonlocal said
        step = done * _STEPS // total if total else 0
        if step > said:
            said = step
            console.print(f"{what} {done}/{total}", highlight=False)

    return update


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=stderr, highlight=False, emoji=False, markup=False, width=None if known else _PIPED_WIDTH)
