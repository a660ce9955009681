"""From what was named on the command line to a list of files, before anything is read."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from deploy.sources import manifest
from deploy.sources.entry import Entry, SourceError
from deploy.sources.names import readable


def expand(paths: Iterable[Path], root: Path | None = None) -> list[Entry]:
    """Return every file that the paths stand for: folders in sorted order, manifests line by line.

    Pipes, sockets and devices in a folder are no documents: to read one may never end.

    `root` is the folder that a manifest's relative paths start from; its own folder where None. SourceError names
    the path (and the line) that cannot be used.
    """
    entries: list[Entry] = []
    for path in paths:
        if path.is_dir():
            entries += _walk(path)
        elif manifest.is_manifest(path):
            entries += manifest.entries(path, root or path.parent)
        elif path.is_file():
            entries.append(Entry(path, readable(path.name)))
        elif path.exists() or path.is_symlink():
            raise SourceError(f"{path} 不是文件也不是文件夹", f"{path} is neither a file nor a folder")
        else:
            raise SourceError(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}")
    return entries


def _walk(folder: Path) -> Iterator[Entry]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                path = Path(place, name)
                if path.is_file() or not path.exists():
                    yield Entry(path, readable(path.relative_to(folder)))


def _refuse(error: OSError) -> None:
    raise SourceError(
        f"无法读取文件夹 {error.filename}：{error.strerror}",
        f"cannot read the folder {error.filename}: {error.strerror}",
    ) from error
