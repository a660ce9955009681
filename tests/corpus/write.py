"""Writes a folder of generated documents: `python -m tests.corpus.write DIR --count N --seed S`.

Beside the documents: `manifest.ndjson` for `nianbao submit`, `truth.json` with what must be read and found.
"""

import argparse
from pathlib import Path

import msgspec

from shared.record import encode
from tests.corpus.generate import bulk
from tests.corpus.render import STYLES
from tests.corpus.truth import Expected, Truth


class Written(msgspec.Struct):
    """One document of the folder."""

    style: str
    fault: str | None
    hazards: tuple[str, ...]
    certain: bool
    expected: Expected
    truth: Truth


def write(folder: Path, count: int, seed: str, styles: list[str] | None = None) -> dict[str, Written]:
    """Write `count` documents; return what was written, by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, Written] = {}
    manifest = []
    for each in bulk(count, seed, styles):
        (folder / each.name).write_bytes(each.data)
        case = each.case
        written[each.name] = Written(each.style, case.fault, case.hazards, each.certain, case.expected, case.truth)
        manifest.append(encode({"path": each.name, "publisher": case.truth.publisher, "year": case.truth.year}))
    (folder / "manifest.ndjson").write_bytes(b"".join(line + b"\n" for line in manifest))
    (folder / "truth.json").write_bytes(encode(written))
    return written


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.write", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--style", action="append", choices=sorted(STYLES), help="only this rendering; repeatable")
    asked = parser.parse_args()
    write(asked.folder, asked.count, asked.seed, asked.style)


if __name__ == "__main__":
    main()
