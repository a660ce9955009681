"""Legacy Word and WPS documents (.doc, .wps) and RTF: LibreOffice turns them into DOCX, where there is a LibreOffice.

It runs inside the child that reads the document, bound by its limits and its confinement and ended with it, with a home
of its own in a scratch folder that is removed afterwards.
"""

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.archive import open_archive
from shared.document import Document
from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.docx import read_docx

_WHAT = Message("旧版 Word/WPS 文档（.doc、.wps）", "legacy Word or WPS document (.doc, .wps)")
_INSTALL = Message(
    "请在工作机上安装 LibreOffice（命令 soffice），或另存为 DOCX 或 PDF 后重新提交",
    "install LibreOffice (the command soffice) on the workers, or save it as DOCX or PDF and submit that",
)
_PLACES = "/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program:/usr/lib/libreoffice/program:/snap/bin"
_SHARE = 0.8  # of the reading's time


def office() -> str | None:
    """Return where LibreOffice stands, if it does."""
    return shutil.which("soffice", path=_PLACES)


def read_doc(data: bytes, limits: Limits) -> Document:
    """Read a legacy document. Refused: no LibreOffice, or as for DOCX. Unreadable: it cannot be converted."""
    program = office()
    if program is None:
        raise Refused("unsupported-format", what=_WHAT, advice=_INSTALL)
    converted = _convert(program, data, limits)
    open_archive(converted, limits, _WHAT).close()
    return read_docx(converted, limits)


def _convert(program: str, data: bytes, limits: Limits) -> bytes:
    with _may_write(), tempfile.TemporaryDirectory(prefix="nianbao-") as scratch:
        home = Path(scratch)
        source, target = home / "document.doc", home / "out" / "document.docx"
        source.write_bytes(data)
        command = [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={home.as_uri()}/profile",
        ]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source)]
        try:
            ended = subprocess.run(  # noqa: S603 - a program in a fixed place, on a file of ours
                command,
                env={"HOME": scratch, "TMPDIR": scratch, "PATH": _PLACES, "LANG": "C.UTF-8"},
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SHARE * limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Unreadable("time-limit", limit=round(late.timeout)) from late
        if not target.is_file():
            raise Unreadable("broken", what=_WHAT, detail=f"LibreOffice cannot convert it (exit {ended.returncode})")
        size = target.stat().st_size
        if size > limits.file_bytes:
            raise Refused("too-large", size=size, limit=limits.file_bytes)
        return target.read_bytes()


@contextmanager
def _may_write() -> Iterator[None]:
    """Use for a while what the hard limits leave: readers write no file and open few, LibreOffice does both."""
    kinds = (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    for kind, (_, hard) in before.items():
        resource.setrlimit(kind, (hard, hard))
    try:
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)
