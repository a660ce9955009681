"""What cannot be read is stopped with its reason and exit status 1, and harms nothing beside it."""

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from shared.errors import Stop
from shared.limits import Limits
from tests.faults.zoo.legacy import compound
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, assembled, pdf
from tests.unit.extract.word import word as markup
from workers.extract import READERS
from workers.intake import detect

pytestmark = pytest.mark.faults

SECONDS = 3  # enough for what is read here, and soon over for what never ends
MEMORY_MB = 600  # enough to open a document of ordinary size
SIZE = 200 * 2**20


def letter(paper: Paper) -> None:
    paper.text(72, 90, "关于召开防汛工作会议的通知")
    paper.text(96, 130, "各村委会：请于本周五前报送参会人员名单。")


def scan(paper: Paper) -> None:
    paper.canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 0, 0, WIDTH, HEIGHT)


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(stream, "PNG")
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A Word document whose text unpacks to 200 MB of blanks."""
    stream = io.BytesIO(word("一、总体情况"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/bomb.xml", "w") as member:
        for _ in range(200):
            member.write(bytes(2**20))
    return stream.getvalue()


def crowd() -> bytes:
    """A Word document of two million paragraphs: 6 MB packed, 80 MB of markup, ten times that as a tree."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{number}</w:t></w:r></w:p>" for number in range(2_000_000))
    return markup(paragraphs)


def forms_in_forms(levels: int = 9, times: int = 10) -> bytes:
    """A PDF of 2 KB whose page draws a form, which draws ten forms, which draw ten forms, …: 10⁸ lines."""

    def stream(content: bytes, entries: bytes = b"") -> bytes:
        packed = zlib.compress(content)
        return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)

    resources = b"/Resources<</XObject<</F %d 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + resources % 5 + b">>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(b"/F Do")]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    inner = [stream(b"/F Do " * times, form + resources % (6 + level)) for level in range(levels - 1)]
    return assembled([*objects, *inner, stream(b"0 0 m 10 10 l S", form)])


ERROR_PAGE = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>nginx</body></html>"
REPORT = (
    "青溪县白石镇2023年政府信息公开工作年度报告",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


# By name: what makes the bytes, the outcome, the reason's code.
INPUTS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty.pdf": (bytes, "refused", "empty"),
    "truncated.pdf": (lambda: pdf(letter)[:-500], "unreadable", "broken"),
    "truncated.docx": (lambda: word(*REPORT)[:20_000], "unreadable", "broken"),
    "encrypted.pdf": (lambda: pdf(letter, encrypt=StandardEncryption("user")), "refused", "encrypted"),
    "encrypted.docx": (lambda: compound("EncryptionInfo", "EncryptedPackage"), "refused", "encrypted"),
    "legacy.xls": (lambda: compound("Workbook", "DocumentSummaryInformation"), "refused", "unsupported-format"),
    "bomb.docx": (bomb, "refused", "bomb"),
    "error.pdf": (ERROR_PAGE.encode, "refused", "html-error-page"),
    "error.docx": (ERROR_PAGE.encode, "refused", "html-error-page"),
    "photo.png": (picture, "refused", "scan-without-text"),
    "photo.pdf": (picture, "refused", "scan-without-text"),
    "scan.pdf": (lambda: pdf(scan, scan), "refused", "scan-without-text"),
    "letter.pdf": (lambda: pdf(letter), "refused", "not-a-report"),
    "letter.docx": (lambda: word("关于召开防汛工作会议的通知", "各村委会："), "refused", "not-a-report"),
    "junk.pdf": (lambda: bytes(range(256)) * 40, "refused", "unknown-format"),
    "loop.pdf": (forms_in_forms, "unreadable", "time-limit"),
    "deep.html": (lambda: b"<html>" + b"<div>" * 100_000, "refused", "too-complex"),
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The record of every bad input, and of a report among them, out of one run."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (make, _, _) in INPUTS.items():
        (folder / name).write_bytes(make())
    with (folder / "huge.pdf").open("wb") as stream:
        stream.truncate(SIZE)  # sparse: takes no room
    (folder / "report.docx").write_bytes(word(*REPORT))
    # The looping file grows, too: what stops it here is to be the clock, however fast the machine.
    run = check(folder, NIANBAO_LIMIT_SECONDS=str(SECONDS), NIANBAO_LIMIT_MEMORY_MB="8192")
    assert run.returncode == 1
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {record["document"]["name"].rsplit("/")[-1]: record for record in found}


def check(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; from deploy.cli import main; sys.exit(main())",
        "check",
        "--json",
        str(path),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment, check=False, timeout=240
    )


@pytest.mark.parametrize("name", INPUTS)
def test_bad_input_is_stopped_with_its_reason(name: str, records: dict[str, dict[str, Any]]) -> None:
    _, outcome, code = INPUTS[name]
    record = records[name]
    assert record["outcome"] == outcome
    assert record["reason"]["code"] == code
    assert record["reason"]["message"]["zh"]
    assert record["reason"]["message"]["en"]
    assert record["report"] is None


def test_a_file_beyond_the_limit_is_refused_by_its_size(records: dict[str, dict[str, Any]]) -> None:
    record = records["huge.pdf"]
    assert record["reason"]["code"] == "too-large"
    assert f"{SIZE:,}" in record["reason"]["message"]["en"]


def test_a_report_among_them_is_read(records: dict[str, dict[str, Any]]) -> None:
    assert len(records) == len(INPUTS) + 2
    assert records["report.docx"]["report"]["year"] == 2023
    assert records["report.docx"]["reason"] is None


def test_a_document_that_eats_memory_is_stopped_as_such(tmp_path: Path) -> None:
    (tmp_path / "memory.docx").write_bytes(crowd())
    run = check(tmp_path, NIANBAO_LIMIT_MEMORY_MB=str(MEMORY_MB))
    assert run.returncode == 1
    assert json.loads(run.stdout)["reason"]["code"] == "memory-limit"


@pytest.mark.parametrize("name", sorted(set(INPUTS) - {"loop.pdf"}))
def test_intake_and_readers_raise_nothing_but_a_stop(name: str) -> None:
    data = INPUTS[name][0]()
    try:
        found = detect(data, name, Limits())
        document = READERS[found.format](data, Limits())
    except Stop as stop:
        assert stop.reason.code == INPUTS[name][2]  # noqa: PT017 - either ending will do
    else:
        assert document.blocks  # something else, well read: told apart later
        assert INPUTS[name][2] == "not-a-report"
