"""Lists of documents with what a crawler knew of them: NDJSON, one JSON array, or CSV with a header row.

A line is `{"path", "source_url", "publisher", "year", "region", "published", "fetched_at"}`, of which only `path` is
required, or an item of a crawler's file pipeline with `files: [{"path", "url", "checksum"}]`. Other keys are ignored.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from deploy.sources.entry import Entry, SourceError
from shared.errors import Message
from shared.invalid import in_words
from shared.job import Hints

_SUFFIXES = {".ndjson", ".jsonl", ".json", ".csv"}
_HEAD = 2**20  # bytes that show whether a file lists documents or is one
_LISTS = re.compile(rb"\"(?:path|files)\"\s*:|\A[^\r\n]*\bpath\b")
_REPORT = "信息公开"
_SAYS = (_REPORT.encode(), _REPORT.encode("gb18030"), _REPORT.encode("unicode_escape"))  # as crawlers write it
_TOLD = 10  # wrong lines that are told one by one
_ENCODINGS = ("utf-8-sig", "gb18030")  # the second is what a Chinese Excel saves as CSV


_Wrong = tuple[Message, Message]  # where, and what


class _File(msgspec.Struct):
    path: str
    url: str | None = None


class _Line(Hints, frozen=True, kw_only=True):
    path: str | None = None
    files: tuple[_File, ...] = ()


def is_manifest(path: Path) -> bool:
    """Whether a file that was named itself is a list of documents; files met in folders never are.

    A report itself, stored as JSON or CSV, lists none.
    """
    return path.suffix.lower() in _SUFFIXES and path.is_file() and not _is_document(path)


def _is_document(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return not _LISTS.search(head) and any(written in head for written in _SAYS)


def entries(path: Path, root: Path) -> list[Entry]:
    """Return what the manifest lists; relative paths start from `root`. SourceError names file and lines."""
    found: list[Entry] = []
    wrong: list[_Wrong] = []
    for place, name, hints in listed(path):
        file = root / name
        if not file.is_file():
            wrong.append((place, Message(f"没有这个文件：{file}", f"no such file: {file}")))
        found.append(Entry(file, file.name if Path(name).is_absolute() else name, hints))
    if wrong:
        raise _error(path, wrong)
    return found


def listed(path: Path) -> list[tuple[Message, str, Hints]]:
    """Return the place in the manifest, the path and the hints of everything it lists; nothing is looked for.

    SourceError names file and lines.
    """
    found: list[tuple[Message, str, Hints]] = []
    wrong: list[_Wrong] = []
    for place, raw in _lines(path):
        if isinstance(raw, Message):
            wrong.append((place, raw))
            continue
        try:
            line = msgspec.convert(raw, _Line, strict=False)  # crawlers write years as they read them
        except msgspec.ValidationError as error:
            wrong.append((place, in_words(str(error))))
            continue
        documents = [(file.path, file.url) for file in line.files]
        if line.path is not None:
            documents.append((line.path, None))
        if not documents:
            wrong.append((place, Message("既没有 path 也没有 files", "neither path nor files")))
        hints = {key: getattr(line, key) for key in Hints.__struct_fields__}
        found += [
            (place, name, Hints(**{**hints, "source_url": url or hints["source_url"]})) for name, url in documents
        ]
    if wrong:
        raise _error(path, wrong)
    return found


def _lines(path: Path) -> Iterator[tuple[Message, Any]]:
    """Yield mappings and where they stand; a message in the place of what is no JSON."""
    text = _decode(path)
    if path.suffix.lower() == ".csv":
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "path" not in (reader.fieldnames or ()):
            raise _error(path, [(_line(1), Message("没有名为 path 的一列", "there is no column named path"))])
        for row in reader:
            filled = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
            yield _line(reader.line_num), filled
    elif text.lstrip().startswith("["):
        items = _json(text)
        if isinstance(items, Message):
            raise _error(path, [(_line(1), items)])
        for number, item in enumerate(items, 1):
            yield Message(f"第 {number} 项", f"item {number}"), item
    else:
        for number, line in enumerate(text.split("\n"), 1):  # not splitlines(): JSON may hold other line separators
            if line.strip():
                yield _line(number), _json(line)


def _line(number: int) -> Message:
    return Message(f"第 {number} 行", f"line {number}")


def _json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a text says; a message where it is no JSON."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        said = in_words(str(error))
        return Message(f"不是 JSON：{said.zh}", f"not JSON: {said.en}")
    except RecursionError:
        return Message("JSON 嵌套太深", "the JSON is nested too deeply")


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from error
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(f"{path} 既不是 UTF-8 也不是 GB18030 编码", f"{path} is neither UTF-8 nor GB18030")


def _error(path: Path, wrong: Sequence[_Wrong]) -> SourceError:
    """Return an error that tells all lines that are wrong, the first ones in full."""
    told = wrong[:_TOLD]
    zh = "；".join(f"{place.zh}：{detail.zh}" for place, detail in told)
    en = "; ".join(f"{place.en}: {detail.en}" for place, detail in told)
    if left := len(wrong) - len(told):
        zh, en = f"{zh}；另有 {left} 处", f"{en}; and {left} more"
    return SourceError(f"{path} {zh}", f"{path}, {en}")
