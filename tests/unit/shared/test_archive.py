"""An archive is opened only after all of it came out within the limits."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.archive import open_archive
from shared.errors import Message, Refused, Stop, Unreadable
from shared.limits import Limits

WHAT = Message("压缩包", "archive")


def zipped(*contents: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.xml", content)
    return stream.getvalue()


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_what_went_in_comes_out(contents: list[bytes]) -> None:
    with open_archive(zipped(*contents), Limits(), WHAT) as archive:
        assert [archive.read(name) for name in archive.namelist()] == contents


def test_the_sum_of_members_counts() -> None:
    data = zipped(*[bytes(1_000)] * 10)
    open_archive(data, Limits(unpacked_bytes=10_000), WHAT).close()
    with pytest.raises(Refused) as refused:
        open_archive(data, Limits(unpacked_bytes=9_999), WHAT)
    assert refused.value.reason.code == "bomb"


def test_a_high_ratio_is_harmless_while_little_comes_out() -> None:
    open_archive(zipped(bytes(10**6)), Limits(unpacked_ratio=2), WHAT).close()
    with pytest.raises(Refused):
        open_archive(zipped(bytes(17 * 2**20)), Limits(unpacked_ratio=2), WHAT)


def test_members_are_counted_before_they_are_listed() -> None:
    with pytest.raises(Refused) as refused:
        open_archive(zipped(*[b""] * 4), Limits(members=3), WHAT)
    assert refused.value.reason.code == "too-complex"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_in_one_go_are_not_opened(method: int) -> None:
    with pytest.raises(Unreadable):
        open_archive(zipped(b"a" * 1_000, method=method), Limits(), WHAT)


def test_a_wrong_checksum_is_broken() -> None:
    data = zipped(b"abc", method=zipfile.ZIP_STORED).replace(b"abc", b"abd")
    with pytest.raises(Unreadable):
        open_archive(data, Limits(), WHAT)


def test_a_size_that_is_declared_too_large_is_broken() -> None:
    data = zipped(b"a" * 1_000).replace(struct.pack("<L", 1_000), struct.pack("<L", 2_000))
    with pytest.raises(Unreadable):
        open_archive(data, Limits(), WHAT)


def test_a_member_that_stands_twice_is_broken() -> None:
    data = zipped(b"one", b"other").replace(b"1.xml", b"0.xml")
    with pytest.raises(Unreadable) as broken:
        open_archive(data, Limits(), WHAT)
    assert "twice" in broken.value.reason.message.en


@given(st.data())
def test_a_damaged_archive_is_opened_or_stopped_with_a_reason(data: st.DataObject) -> None:
    damaged = bytearray(zipped(b"abc" * 50, b"def"))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        open_archive(bytes(damaged), Limits(), WHAT).close()
    except Stop as stop:
        assert "压缩包" in stop.reason.message.zh or stop.reason.code == "bomb"  # noqa: PT017 - either ending will do


def test_a_download_that_was_broken_off_is_named_so() -> None:
    with pytest.raises(Unreadable) as unreadable:
        open_archive(zipped(b"x" * 100)[:50], Limits(), WHAT)
    assert (
        unreadable.value.reason.message.zh == "压缩包已损坏，无法读取：文件不完整，没有结束标记；请重新下载或重新导出"
    )
