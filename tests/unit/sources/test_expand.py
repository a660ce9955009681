import os
from pathlib import Path

import pytest

from deploy.sources import SourceError, expand


def names(*paths: Path) -> list[str]:
    return [entry.name for entry in expand(paths)]


def test_a_file_is_taken_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert names(tmp_path / "a.pdf") == ["a.pdf"]


def test_a_folder_is_taken_with_its_folders_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/z.html", "b/a.html", "a/x/1.pdf", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["c.txt", "a/x/1.pdf", "b/a.html", "b/z.html"]


def test_hidden_files_and_folders_are_left_out_of_folders_but_not_when_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".git/head", ".DS_Store", "a.pdf"):
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a.pdf"]
    assert names(tmp_path / ".DS_Store") == [".DS_Store"]


def test_lists_met_in_a_folder_are_documents_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text("not json")
    assert names(tmp_path) == ["items.jsonl"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no such file or folder: .*nothing\.pdf") as caught:
        expand([tmp_path / "nothing.pdf"])
    assert "没有这个文件或文件夹" in caught.value.message.zh


def test_a_device_is_not_a_document() -> None:
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        expand([Path("/dev/null")])


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone")
    with pytest.raises(SourceError, match=r"a\.pdf"):
        expand([tmp_path / "a.pdf"])


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(SourceError, match=r"cannot read the folder .*: Permission denied"):
        expand([tmp_path])


def test_pipes_and_devices_in_a_folder_are_no_documents(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "endless.pdf").symlink_to("/dev/zero")
    (tmp_path / "linked.pdf").symlink_to(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").write_bytes(b"a")
    assert names(tmp_path) == ["a.pdf", "linked.pdf"]


def test_a_name_in_gbk_is_text(tmp_path: Path) -> None:
    folder, file = (tmp_path / os.fsdecode(name.encode("gbk")) for name in ("年报", "乙.pdf"))
    folder.mkdir()
    for path in (folder / "a.pdf", file):
        path.touch()
    assert names(tmp_path) == ["乙.pdf", "年报/a.pdf"]
    assert names(file) == ["乙.pdf"]
