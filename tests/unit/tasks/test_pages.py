"""Large pages are made of memory that is there, and change nothing in it."""

import mmap

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
