"""The table of the zoo: `python -m tests.faults.zoo [PART OF A NAME…]`. Exit 1 where an end does not fit."""

import sys

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.faults.zoo import BEASTS
from tests.faults.zoo.keep import keep


def main(asked: list[str]) -> int:
    """Keep every beast whose name has one of the parts (all without any), and print what became of it."""
    table = Table("document", "bytes", "end", "seconds", "peak MB", "reason", title="seconds and memory of the child")
    wrong = 0
    chosen = [beast for beast in BEASTS if not asked or any(part in beast.name for part in asked)]
    for beast in track(chosen, "", console=Console(stderr=True)):
        row = keep(beast)
        fits = row.end in beast.ends
        wrong += not fits
        end = row.end if fits else f"[red]{row.end}[/], not {' or '.join(beast.ends)}"
        table.add_row(row.name, f"{row.size:,}", end, f"{row.seconds:.1f}", f"{row.peak_mb}", row.sentence)
    Console().print(table)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
