"""PDF through real producers: LibreOffice from the Word document, Chromium from the web page.

Both must be installed (Debian: libreoffice-writer-nogui, chromium, fonts-noto-cjk, fonts-arphic-uming). Their files
differ from run to run, so they are made once and committed; see `samples`.
"""

import random
import subprocess
import tempfile
from pathlib import Path

from tests.corpus.case import Case
from tests.corpus.render_docx import render_docx
from tests.corpus.render_html import Page, render_html

_SECONDS = 120


def libreoffice(case: Case, font: str) -> bytes:
    """Return the PDF that LibreOffice makes of the case's Word document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(render_docx(case, random.Random(case.seed), font))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, f"{name}/report.docx"])
        return (folder / "report.pdf").read_bytes()


def chromium(case: Case, font: str) -> bytes:
    """Return the PDF that Chromium prints of the case's web page."""
    with tempfile.TemporaryDirectory() as name:
        page = Page(head_rows=random.Random(case.seed).random() < 0.5, print_font=font)
        source, target = Path(name) / "report.html", Path(name) / "report.pdf"
        source.write_bytes(render_html(case, random.Random(case.seed), page))
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--disable-pdf-tagging",
            f"--user-data-dir={name}/p",
        ]
        _run(["chromium", *options, f"--print-to-pdf={target}", source.as_uri()])
        return target.read_bytes()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
