"""Large pages are made of memory that is there, and change nothing in it."""

import mmap
import subprocess
import sys

from tasks import pages

_SIZE = 8 * 2**20


def test_what_lies_in_collapsed_memory_stays_as_it_was() -> None:
    """The kernel may refuse; memory of files, and of others, is not asked for."""
    own = mmap.mmap(-1, _SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    content = bytes(range(256)) * (_SIZE // 256)
    own.write(content)
    assert pages.collapse() >= 0
    assert own[:] == content
    own.close()


def test_whole_large_pages_are_asked_for() -> None:
    own = mmap.mmap(-1, _SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    addresses = pages._own()  # noqa: SLF001 - what is asked for shows nowhere else
    own.close()
    assert addresses
    assert not [address for address in addresses if address % (2 * 2**20)]
    assert len(addresses) == len(set(addresses))


def test_memory_grows_by_large_pages() -> None:
    """In a process of its own: it stays so."""
    told = subprocess.run([sys.executable, "-c", _GROWN], check=True, capture_output=True, text=True)
    before, after = map(int, told.stdout.split())
    assert after - before >= 2 * 2**20


_GROWN = """
import ctypes
from tasks import pages
libc = ctypes.CDLL(None)
libc.sbrk.restype = libc.malloc.restype = ctypes.c_void_p
pages.grow()
before = after = libc.sbrk(0)
while after == before:
    libc.malloc(2**16)
    after = libc.sbrk(0)
print(before, after)
"""
