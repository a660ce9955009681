"""A process's memory in large pages: its tables are copied at every fork, and taken apart at the end of every child."""

import ctypes
from pathlib import Path

TUNABLES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # for a process's environment; glibc 2.35 and later

_HUGE = 2 * 2**20
_M_TOP_PAD = -2
_MADV_COLLAPSE = 25  # Linux 6.1 and later

_libc = ctypes.CDLL(None)


def collapse() -> int:
    """Have the kernel put what this process has allocated so far into large pages; return how many it made."""
    return sum(map(_collapsed, _own()))


def grow() -> None:
    """Have what is allocated from here on, in children too, come in large pages: one fault each instead of hundreds.

    Where the process began with `TUNABLES`, that is, and the C library is glibc.
    """
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_TOP_PAD, 2 * _HUGE)


def _own() -> list[int]:
    """Return the addresses of whole large pages that lie within memory of no file."""
    found: list[int] = []
    for line in Path("/proc/self/maps").read_text("utf-8").splitlines():
        where, access, _, _, inode, *name = line.split()
        if access == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            begin, end = (int(address, 16) for address in where.split("-"))
            found += range(-(-begin // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE)
    return found


def _collapsed(address: int) -> bool:
    return bool(_libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(_HUGE), _MADV_COLLAPSE) == 0)
