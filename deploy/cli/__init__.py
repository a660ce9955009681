"""The command line: one file a group of commands."""

import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status, also where Ctrl-C comes before everything is loaded."""
    try:
        from deploy.cli.app import main as run  # noqa: PLC0415 - loading takes a while, which Ctrl-C may end
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return _INTERRUPTED
    return run(arguments)
