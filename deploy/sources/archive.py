"""Archives of documents: zip, tar and WARC, each member a document. Nothing is unpacked but one member at a time.

A bulk archive may hold any number of documents of any total size; what is refused is one that unpacks to more than
`Limits.unpacked_ratio` times its own size. A Word document is a zip as well, and is left to be read as a document.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from deploy.sources import warc
from deploy.sources.entry import Entry, Loaded, Problem
from deploy.sources.names import decode
from deploy.sources.unpacking import BombError, Budget, unpack
from shared.errors import Message
from shared.limits import Limits

_ZIP = ".zip"
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_HEADER = 2**20  # bytes of an extended header
_EXTENDED = {
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
}
_WARC = (".warc", ".warc.gz")
_BROKEN = (
    *warc.BROKEN,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
)


def is_archive(path: Path) -> bool:
    """Whether this is an archive of documents: by its name, and for a zip by its content not being a document."""
    name = path.name.lower()
    if name.endswith(_TAR + _WARC):
        return True
    if not name.endswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return {"[Content_Types].xml", "OFD.xml"}.isdisjoint(archive.namelist())
    except _BROKEN:
        return True  # `members` says what is wrong with it


def count(path: Path) -> int:
    """Return how many documents the archive holds; 1 where only reading it would tell."""
    if not path.name.lower().endswith(_ZIP):
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(_is_document(info.filename, folder=info.is_dir()) for info in archive.infolist())
    except _BROKEN:
        return 1


def members(entry: Entry, limits: Limits) -> Iterator[Loaded | Problem]:
    """Yield the documents of an archive, in its order; a member that cannot be unpacked is a problem of its own."""
    name = entry.path.name.lower()
    read = _zip if name.endswith(_ZIP) else warc.members if name.endswith(_WARC) else _tar
    try:
        yield from read(entry, Budget(entry.path, limits))
    except BombError:
        zh = f"{entry.path} 展开后超过自身的 {limits.unpacked_ratio} 倍，疑为压缩炸弹，其余成员不再读取"
        en = (
            f"{entry.path} unpacks to more than {limits.unpacked_ratio} times its size: taken for a decompression "
            "bomb, the rest of it is left unread"
        )
        yield Problem(entry.name, Message(zh, en))
    except _BROKEN as error:
        yield _problem(entry, None, str(error))


def _zip(entry: Entry, budget: Budget) -> Iterator[Loaded | Problem]:
    with zipfile.ZipFile(entry.path) as archive:
        for info in archive.infolist():
            name = _name(info)
            if not _is_document(name, folder=info.is_dir()):
                continue
            if info.flag_bits & 0x1:
                yield Problem(name, Message(f"{entry.path} 中的 {name} 已加密", f"{name} in {entry.path} is encrypted"))
                continue
            try:
                with archive.open(info) as member:
                    yield from unpack(entry, name, member, budget)
            except _BROKEN as error:
                yield _problem(entry, name, str(error))


class _Header(tarfile.TarInfo):
    """A member's header, of a size that names and dates have: the library takes extended ones of any size at once."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _EXTENDED and self.size > _HEADER:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return] # told of in the library's comments only


def _tar(entry: Entry, budget: Budget) -> Iterator[Loaded | Problem]:
    with tarfile.open(entry.path, tarinfo=_Header) as archive:
        for info in archive:
            if not info.isreg():
                continue
            name = decode(info.name.encode("utf-8", "surrogateescape"))
            member = archive.extractfile(info)
            if member and _is_document(name, folder=False):
                yield from unpack(entry, name, member, budget)
            else:
                budget.spend(info.size)


def _is_document(name: str, *, folder: bool) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
    return not folder and not hidden


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: zip programs of Chinese systems write GBK and say nothing of it."""
    if info.flag_bits & 0x800:  # said to be UTF-8
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))  # as which the library decoded it
    except UnicodeEncodeError:  # it found the name in UTF-8 elsewhere in the archive
        return info.filename


def _problem(entry: Entry, name: str | None, detail: str) -> Problem:
    zh = f"{entry.path} 中的 {name} 无法取出：{detail}" if name else f"{entry.path} 不是完整的压缩包；请重新下载"
    en = (
        f"{name} in {entry.path} cannot be unpacked: {detail}"
        if name
        else f"{entry.path} is no whole archive: {detail}"
    )
    return Problem(name or entry.name, Message(zh, en))
