import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from deploy.sources import Loaded, Problem, count, expand, load
from shared.limits import Limits

DOCUMENTS = {"一月/甲.html": "甲镇".encode(), "b.txt": b"b", "empty.txt": b""}


def zip_(path: Path, members: Mapping[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar(path: Path, members: Mapping[str, bytes], mode: str = "w", **options: str) -> Path:
    with tarfile.open(path, mode, **options) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def taken(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    """Everything that was loaded; the bytes are looked at while they are there."""
    found = {}
    for item in load(expand([path]), limits or Limits()):
        assert isinstance(item, Loaded), item
        found[item.name] = item.data if isinstance(item.data, bytes) else item.data.read_bytes()
    return found


def problems(path: Path, limits: Limits | None = None) -> list[str]:
    items = load(expand([path]), limits or Limits())
    return [item.message.en for item in items if isinstance(item, Problem)]


def test_each_member_of_a_zip_is_a_document(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", DOCUMENTS)
    assert taken(path) == DOCUMENTS
    assert count(expand([path])) == 3


@pytest.mark.parametrize(("suffix", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.xz", "w:xz")])
def test_each_member_of_a_tar_is_a_document(tmp_path: Path, suffix: str, mode: str) -> None:
    assert taken(tar(tmp_path / f"bulk.{suffix}", DOCUMENTS, mode)) == DOCUMENTS


def test_an_archive_in_a_folder_is_opened_too(tmp_path: Path) -> None:
    zip_(tmp_path / "bulk.zip", DOCUMENTS)
    (tmp_path / "a.txt").write_text("a")
    assert taken(tmp_path) == {"a.txt": b"a", **DOCUMENTS}
    assert count(expand([tmp_path])) == 4


def test_names_in_gbk_that_nothing_declares_are_read(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", {"AABBCC.html": b"x"})
    path.write_bytes(path.read_bytes().replace(b"AABBCC", "甲乡镇".encode("gbk")))
    assert list(taken(path)) == ["甲乡镇.html"]
    assert list(
        taken(tar(tmp_path / "bulk.tar", {"甲乡镇.html": b"x"}, encoding="gbk", format=tarfile.GNU_FORMAT))
    ) == ["甲乡镇.html"]


def test_names_in_utf8_that_nothing_declares_are_read(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", {"AAABBB.html": b"x"})
    path.write_bytes(path.read_bytes().replace(b"AAABBB", "甲镇".encode()))
    assert list(taken(path)) == ["甲镇.html"]


def test_folders_links_and_what_systems_leave_behind_are_no_documents(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", {"d/": b"", "__MACOSX/._a.pdf": b"x", "d/.DS_Store": b"x", "a.pdf": b"x"})
    assert list(taken(path)) == ["a.pdf"]
    assert count(expand([path])) == 1
    path = tar(tmp_path / "bulk.tar", {"a.pdf": b"x"})
    with tarfile.open(path, "a") as archive:
        link = tarfile.TarInfo("link.pdf")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hosts"
        archive.addfile(link)
    assert list(taken(path)) == ["a.pdf"]


def test_a_word_document_named_zip_is_a_document(tmp_path: Path) -> None:
    path = zip_(tmp_path / "a.zip", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert list(taken(path)) == ["a.zip"]


def test_a_large_member_waits_on_the_disk_and_is_gone_afterwards(tmp_path: Path) -> None:
    large = bytes(range(256)) * 70_000
    path = zip_(tmp_path / "bulk.zip", {"large.pdf": large, "b.txt": b"b"}, compresslevel=0)
    items = load(expand([path]), Limits())
    first = next(items)
    assert isinstance(first, Loaded)
    assert isinstance(first.data, Path)
    assert first.data.read_bytes() == large
    next(items)
    assert not first.data.exists()


@pytest.mark.parametrize("make", [zip_, lambda path, members: tar(path.with_suffix(".tgz"), members, "w:gz")])
def test_a_bomb_is_stopped_by_what_really_comes_out(tmp_path: Path, make: object) -> None:
    path = make(tmp_path / "bulk.zip", {"a.txt": b"a", "bomb.txt": bytes(40 * 2**20), "c.txt": b"c"})
    items = list(load(expand([path]), Limits(unpacked_ratio=20)))
    assert [item.name for item in items if isinstance(item, Loaded)] == ["a.txt"]
    [said] = [item.message.en for item in items if isinstance(item, Problem)]
    assert "20 times" in said
    assert path.name in said


def test_an_encrypted_member_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", {"a.txt": b"a", "secret.pdf": b"x", "c.txt": b"c"})
    data = bytearray(path.read_bytes())
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag's place in each header
        at = [i for i in range(len(data)) if data[i : i + 4] == header][1]
        data[at + offset] |= 1
    path.write_bytes(data)
    items = list(load(expand([path]), Limits()))
    assert [item.name for item in items if isinstance(item, Loaded)] == ["a.txt", "c.txt"]
    assert problems(path) == [f"secret.pdf in {path} is encrypted"]


def test_a_damaged_member_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    path = zip_(tmp_path / "bulk.zip", {"a.txt": b"a", "b.txt": b"whole", "c.txt": b"c"}, compresslevel=0)
    path.write_bytes(path.read_bytes().replace(b"whole", b"wrong"))
    assert [item.name for item in load(expand([path]), Limits())] == ["a.txt", "b.txt", "c.txt"]
    [said] = problems(path)
    assert said.startswith(f"b.txt in {path} cannot be unpacked: ")


@pytest.mark.parametrize("name", ["bulk.zip", "bulk.tar.gz"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK or not")
    [said] = problems(tmp_path / name)
    assert said.startswith(f"{tmp_path / name} is no whole archive: ")


def test_an_archive_cut_short_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    path = tar(tmp_path / "bulk.tar", {"a.txt": b"a" * 2000, "b.txt": b"b" * 2000})
    path.write_bytes(path.read_bytes()[:4000])
    items = list(load(expand([path]), Limits()))
    assert items[0].name == "a.txt"
    assert isinstance(items[-1], Problem)


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_of_gigabytes_is_not_taken_into_memory(kind: bytes, tmp_path: Path) -> None:
    header = tarfile.TarInfo("a")
    header.type, header.size = kind, 2**33 - 1
    (tmp_path / "a.tar").write_bytes(header.tobuf(tarfile.USTAR_FORMAT) + bytes(2**12))
    assert [f"a header of {2**33 - 1} bytes" in problem for problem in problems(tmp_path / "a.tar")] == [True]


def test_names_that_lead_elsewhere_are_names_and_nothing_more(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hostile = {"../../up.txt": b"a", f"{tmp_path}/absolute.txt": b"b", "CON": b"c", "a\\..\\b.txt": b"d"}
    assert taken(zip_(folder / "bulk.zip", hostile)) == hostile
    assert taken(tar(folder / "bulk.tar", hostile)) == hostile
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bulk.tar", "bulk.zip", "in"]
