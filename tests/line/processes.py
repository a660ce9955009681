"""Commands as processes of their own, and whatever they leave behind."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

NIANBAO = Path(sys.executable).with_name("nianbao")
_PATIENCE = 60.0  # seconds


class Command:
    """One `nianbao` in `folder`, with settings and a temporary folder of its own. Its processes carry a mark."""

    def __init__(self, folder: Path, *arguments: object, **settings: str) -> None:
        self.mark = f"NIANBAO_TEST_MARK={secrets.token_hex(8)}"
        self.temporary = Path(tempfile.mkdtemp(prefix="nb"))  # short: a server's socket must fit into it
        self.log = folder / f"{self.mark[-8:]}.err"
        name, value = self.mark.split("=")
        environ = {key: value for key, value in os.environ.items() if not key.startswith("NIANBAO_")}
        environ |= {name: value, "NIANBAO_LANG": "en", "TMPDIR": str(self.temporary), "COLUMNS": "200"} | settings
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [NIANBAO, *map(str, arguments)], cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def wait_for(self, said: str) -> None:
        """Wait until it has said this on standard error."""
        deadline = time.monotonic() + _PATIENCE
        while said not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)

    def end(self) -> tuple[int, str, str]:
        """Return its exit status, output and messages."""
        out, _ = self.process.communicate(timeout=240)
        with suppress(OSError):  # something is left in it, for `left` to tell
            self.temporary.rmdir()
        return self.process.returncode, out, self.log.read_text()

    def left(self) -> tuple[list[str], list[str]]:
        """Return what is left: command lines of processes that are still there after a while, and temporary files."""
        deadline = time.monotonic() + _PATIENCE
        while (processes := self._processes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        files = [path.name for path in self.temporary.iterdir()] if self.temporary.exists() else []
        shutil.rmtree(self.temporary, ignore_errors=True)
        return processes, files

    def _processes(self) -> list[str]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # gone, or not ours
                continue
        return found
