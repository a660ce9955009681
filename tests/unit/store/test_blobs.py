import hashlib
from pathlib import Path

import pytest

from shared.errors import TryLater
from shared.store import blobs as module
from shared.store.blobs import Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(str(tmp_path / "blobs"))


@pytest.fixture(params=["folder", "s3"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """Give a store in a folder, and one in a bucket."""
    return Blobs(str(request.getfixturevalue("s3_url")) if request.param == "s3" else str(tmp_path / "blobs"))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_lie_under_their_hash(blobs: Blobs, tmp_path: Path) -> None:
    sha256, size = blobs.put(b"content")
    assert (sha256, size) == (hashlib.sha256(b"content").hexdigest(), 7)
    assert files(tmp_path / "blobs") == [f"{sha256[:2]}/{sha256}"]
    assert blobs.get(sha256) == b"content"
    assert blobs.size(sha256) == 7


def test_the_same_bytes_are_stored_once(blobs: Blobs, tmp_path: Path) -> None:
    sha256, _ = blobs.put(b"content")
    path = tmp_path / "blobs" / sha256[:2] / sha256
    before = path.stat()
    assert blobs.put(b"content") == (sha256, 7)
    assert path.stat() == before


def test_a_blob_that_lost_its_end_is_mended_by_putting_it_again(blobs: Blobs, tmp_path: Path) -> None:
    sha256, _ = blobs.put(b"content")
    (tmp_path / "blobs" / sha256[:2] / sha256).write_bytes(b"con")
    blobs.put(b"content")
    assert blobs.get(sha256) == b"content"


def test_bytes_that_are_others_by_now_are_not_given(blobs: Blobs, tmp_path: Path) -> None:
    sha256, _ = blobs.put(b"content")
    path = tmp_path / "blobs" / sha256[:2] / sha256
    path.write_bytes(b"contend")
    with pytest.raises(TryLater) as told:
        blobs.get(sha256)
    assert f"restore {sha256[:2]}/{sha256}" in str(told.value)
    path.unlink()
    blobs.put(b"content")
    assert blobs.get(sha256) == b"content"


@pytest.mark.parametrize("at_once", [0, 2**20])
def test_a_file_is_stored_whole_however_large(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    content = bytes(range(256)) * 1000
    (tmp_path / "file").write_bytes(content)
    sha256, size = blobs.put(tmp_path / "file")
    assert (sha256, size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert blobs.get(sha256) == content
    assert files(tmp_path / "blobs") == [f"{sha256[:2]}/{sha256}"]
    blobs.settle()


def test_what_cannot_be_had_is_tried_later(either: Blobs) -> None:
    with pytest.raises(TryLater) as told:
        either.get("0" * 64)
    assert "\n" not in str(told.value)
    assert either.size("0" * 64) is None


def test_bytes_and_files_come_back_from_either_kind_of_store(
    either: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 2**20)
    large = bytes(range(256)) * 30_000  # more than one part of an upload
    (tmp_path / "file").write_bytes(large)
    for what, content in ((b"content", b"content"), (tmp_path / "file", large)):
        sha256, size = either.put(what)
        assert (sha256, size) == (hashlib.sha256(content).hexdigest(), len(content))
        assert either.put(what) == (sha256, size)
        assert either.get(sha256) == content
        assert either.size(sha256) == size
    either.settle()


def test_what_can_be_made_again_is_kept_in_either_kind_of_store(either: Blobs) -> None:
    assert either.kept("pages/1.png") is None
    either.keep("pages/1.png", b"picture")
    assert either.kept("pages/1.png") == b"picture"


def test_an_object_store_that_is_away_is_tried_later(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    away = Blobs(f"{s3_server}/away")
    for use in (lambda: away.get("0" * 64), lambda: away.put(b"content")):
        with pytest.raises(TryLater) as told:
            use()
        assert "\n" not in str(told.value)


def test_a_store_that_cannot_be_written_is_tried_later(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path / "blobs"))
    sha256 = hashlib.sha256(b"content").hexdigest()
    (tmp_path / "blobs" / sha256[:2]).write_bytes(b"no folder")
    with pytest.raises(TryLater):
        blobs.put(b"content")


def test_a_source_that_cannot_be_read_is_the_senders_matter(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.put(tmp_path / "nothing")
