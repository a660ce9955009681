"""Names of files as text."""

import os

import pytest

from deploy.sources.names import readable, summary


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_name_on_the_disk_is_read_in_either_encoding(encoding: str) -> None:
    assert readable(os.fsdecode("年报.pdf".encode(encoding))) == "年报.pdf"


def test_a_batch_of_many_is_called_by_the_first_of_them() -> None:
    assert summary(["a.pdf"]) == "a.pdf"
    assert summary(["a.pdf", "b.pdf", "c.pdf"]) == "a.pdf b.pdf c.pdf"
    assert summary([f"{number}.pdf" for number in range(1, 10_001)]) == "1.pdf 2.pdf 3.pdf +9997"
