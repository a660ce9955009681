"""The committed sample documents: `python -m tests.corpus.samples` makes them anew.

They lie in `samples/`, their truth in `truth/`, what must come of each in `expected.json`. The PDFs come from real
producers (see `producers`), so a run needs LibreOffice and Chromium; nothing else does.
"""

import io
import re
import shutil
from functools import partial
from pathlib import Path

import msgspec
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from shared.record import encode
from tests.corpus.case import Case
from tests.corpus.generate import make
from tests.corpus.producers import chromium, libreoffice
from tests.corpus.render import STYLES, certain, render
from tests.corpus.truth import Expected, Truth

FOLDER = Path(__file__).with_name("samples")
_TRUTHS = Path(__file__).with_name("truth")
_EXPECTED = Path(__file__).with_name("expected.json")
_SUNG, _SERIF = "AR PL UMing CN", "Noto Serif CJK SC"
_PRODUCERS = {
    "libreoffice": partial(libreoffice, font=_SUNG),
    "libreoffice-serif": partial(libreoffice, font=_SERIF),
    "chromium": partial(chromium, font=_SERIF),
}

# style or producer, form, fault, hazards
_RECIPES: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    ("libreoffice", "gov_2021", None, ()),
    ("libreoffice", "gov_2021", "A01", ("labels-half-width",)),
    ("libreoffice", "gov_2021", "N04", ("page-break-label-cut", "headings-varied")),
    ("libreoffice", "gov_2021", None, ("zeros-blank",)),
    ("libreoffice", "gov_2019", None, ("page-break", "signs")),
    ("libreoffice", "gov_2019", "C02", ("row-cut",)),
    ("libreoffice", "stat_2014", "G05", ("page-break-head-again",)),
    ("libreoffice-serif", "gov_2021", "R02", ("labels-spaced",)),
    ("chromium", "gov_2021", None, ("thousands",)),
    ("chromium", "gov_2021", "A03", ("full-width",)),
    ("chromium", "gov_2019", None, ("zeros-dashed", "copy")),
    ("chromium", "gov_2019", "D11", ()),
    ("chromium", "stat_2014", None, ("heading-values",)),
    ("pdf", "gov_2021", "S12", ("page-break-label-again",)),
    ("pdf", "gov_2019", None, ("labels-broken",)),
    ("docx", "gov_2021", None, ("labels-spaced",)),
    ("docx", "gov_2021", "A02", ()),
    ("docx", "gov_2021", "P01", ("labels-circled",)),
    ("docx", "gov_2021", None, ("spare-cell",)),
    ("docx", "gov_2019", "C01", ()),
    ("docx", "gov_2019", None, ("remark",)),
    ("docx", "stat_2014", "G11", ()),
    ("html-clean", "gov_2021", "D02", ()),
    ("html-word", "gov_2021", None, ("note-in-table",)),
    ("html-portal", "gov_2021", "S06-year", ()),
    ("html-portal", "gov_2019", None, ("title-spaced",)),
    ("html-spans", "gov_2021", "N01", ("labels-instructions",)),
    ("html-gbk-as-utf8", "gov_2021", None, ()),
    ("html-utf8-as-gbk", "gov_2021", "P02", ()),
    ("html-clean", "stat_2014", "G01-below", ()),
    ("text-tsv", "gov_2021", None, ("padded",)),
    ("text-tsv-shifted", "gov_2021", "A01", ()),
    ("text-pipe", "gov_2021", None, ("labels-typos", "chrome")),
    ("text-pipe", "gov_2019", "R03", ()),
    ("text-cells", "gov_2019", None, ("title-stray-tail",)),
    ("text-cells", "stat_2014", "G07", ()),
    ("text-bars", "gov_2021", "S02", ()),
    ("text-line", "gov_2021", None, ("labels-dotted", "title-traditional")),
    ("html-spans", "gov_2021", None, ("single-row-six",)),
    ("text-glued", "gov_2021", None, ()),
)


class Sample(msgspec.Struct):
    """What must come of one committed file. `case` is what was printed; a file that is no report has a reason."""

    outcome: str
    errors: dict[str, int]
    style: str = ""
    reason: str | None = None
    expected: Expected | None = None
    certain: bool = True
    fault: str | None = None
    hazards: tuple[str, ...] = ()


def samples() -> dict[str, Sample]:
    """Return what must come of every committed file, by name."""
    return msgspec.json.decode(_EXPECTED.read_bytes(), type=dict[str, Sample])


def truth(name: str) -> Truth:
    """Return the truth of a committed report."""
    return msgspec.json.decode((_TRUTHS / f"{name}.json").read_bytes(), type=Truth)


def case(name: str) -> Case:
    """Return a committed report as a case, so that it can be compared; its sheet is not kept."""
    sample = samples()[name]
    return Case(
        name=name,
        seed="",
        truth=truth(name),
        sheet=[],
        expected=sample.expected or Expected(),
        hazards=sample.hazards,
        fault=sample.fault,
        certain=sample.certain,
    )


def build() -> None:
    """Write every sample, its truth and what is expected of it."""
    for folder in (FOLDER, _TRUTHS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    expected: dict[str, Sample] = {}
    for number, (style, form, fault, hazards) in enumerate(_RECIPES, 1):
        made = make(f"sample {number}", form=form, fault=fault, hazards=hazards)
        if style in _PRODUCERS:
            extension, data, told = "pdf", _PRODUCERS[style](made), made.certain
        else:
            extension, data, told = STYLES[style].extension, render(made, style)[1], certain(made, style)
        name = "-".join(filter(None, (f"{number:02d}", form, fault, *hazards, style))) + f".{extension}"
        (FOLDER / name).write_bytes(data)
        (_TRUTHS / f"{name}.json").write_text(_legible(made.truth), "utf-8")
        errors = made.expected.errors
        expected[name] = Sample(
            outcome="failed" if errors else "accepted",
            errors=errors,
            style=style,
            expected=made.expected,
            certain=told,
            fault=fault,
            hazards=hazards,
        )
    expected |= _bad(len(_RECIPES) + 1)
    _EXPECTED.write_bytes(msgspec.json.format(encode(expected), indent=1) + b"\n")


def _legible(made: Truth) -> str:
    """Return the truth as JSON with a cell a line, for people to review."""
    text = msgspec.json.format(encode(made), indent=1).decode()
    return re.sub(r"\{\s+(\"value\": .+?),\s+(.+?),\s+(.+?)\s+\}", r"{\1, \2, \3}", text) + "\n"


def _bad(number: int) -> dict[str, Sample]:
    """Write files that are no reports, or broken ones."""
    whole = make("sample bad", form="gov_2021")
    _, pdf = render(whole, "pdf")
    error_page = "<html><head><title>404 Not Found</title></head><body><h1>404 您访问的页面不存在</h1></body></html>"
    files = {
        f"{number}-error-page.pdf": (error_page.encode(), "refused", "html-error-page"),
        f"{number + 1}-encrypted.pdf": (_encrypted(), "refused", "encrypted"),
        f"{number + 2}-truncated.pdf": (pdf[: len(pdf) // 3], "unreadable", "broken"),
    }
    for name, (data, _, _) in files.items():
        (FOLDER / name).write_bytes(data)
    return {name: Sample(outcome, {}, reason=reason) for name, (_, outcome, reason) in files.items()}


def _encrypted() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, encrypt=StandardEncryption("a password", canPrint=0))
    canvas.drawString(72, 720, "locked")
    canvas.save()
    return buffer.getvalue()


if __name__ == "__main__":
    build()
