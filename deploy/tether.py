"""Start a program that does not outlive whoever started it: `python tether.py PROGRAM ARGUMENT…`.

The kernel kills it when its parent dies, however that happens; the tie holds over the exec.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO

_PR_SET_PDEATHSIG = 1


def start(program: Sequence[str], log: IO[bytes], environ: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a tethered process of its own session; what it prints goes to `log`."""
    command = [sys.executable, "-I", __file__, str(os.getpid()), *program]
    return subprocess.Popen(  # noqa: S603 - our own programs
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ, start_new_session=True
    )


def _main() -> None:
    parent, program = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == parent:  # else it died before it could take us along
        os.execv(program[0], program)  # noqa: S606 - what we were started for


if __name__ == "__main__":
    _main()
