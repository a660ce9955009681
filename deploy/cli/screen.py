"""Where output goes: results to standard output, everything said to people on the way to standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from deploy.cli.words import say

_PIPED_WIDTH = 1_000  # columns: what is piped is not broken into lines
_STEPS = 10  # progress lines where there is no terminal


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


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far long work has come; the function given takes how much is done in all.

    A bar on a terminal; elsewhere a plain line now and then.
    """
    console = err()
    if not console.is_terminal:
        yield _lines(console, what, total)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None, complete_style="cyan", finished_style="cyan"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _lines(console: Console, what: str, total: int) -> Callable[[int], None]:
    said = 0

    def update(done: int) -> None:
        nonlocal said
        step = done * _STEPS // max(total, 1)
        if step > said:
            said = step
            console.print(f"{what} {done}/{total}", highlight=False)

    return update


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=stderr, highlight=False, emoji=False, markup=False, width=None if known else _PIPED_WIDTH)
