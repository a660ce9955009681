"""Landlock: what of the file system, of TCP and of other processes a process may touch, given up for good.

By system calls alone (Linux 5.13 and later, landlock(7)): what the kernel's version does not know is left out.
"""

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_VERSION = 1  # flag of _CREATE: return the version only
_BENEATH = 1  # kind of rule: a path and what is beneath it

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_SOCKETS = 1 << 9 | 1 << 5  # make them, and remove: there is no right to remove sockets only
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15  # what makes sense for a file: truncate, ioctl too
_FILE_SYSTEM = {
    1: (1 << 13) - 1,
    2: (1 << 14) - 1,
    3: (1 << 15) - 1,
    5: (1 << 16) - 1,
}  # by first version that knows it
_TCP_SINCE, _TCP = 4, 0b11  # bind and connect
_SCOPES_SINCE, _SCOPES = 6, 0b11  # abstract sockets and signals stay among those that are restricted alike

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version that the kernel knows; 0 where it knows none, or a container denies it."""
    return max(0, int(_libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def ruleset(reading: Iterable[str], writing: Iterable[str], sockets: Iterable[str] = ()) -> int:
    """Return a file descriptor of rules: beneath which paths to read and execute, do anything, or have sockets.

    Paths that are not there are left out; -1 where the kernel has no Landlock.
    """
    known = version()
    if not known:
        return -1
    access = max(mask for since, mask in _FILE_SYSTEM.items() if since <= known)
    rules = _Ruleset(access, _TCP if known >= _TCP_SINCE else 0, _SCOPES if known >= _SCOPES_SINCE else 0)
    size = 8 if known < _TCP_SINCE else 16 if known < _SCOPES_SINCE else 24
    made = int(_libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0))
    if made >= 0:
        for path in reading:
            _allow(made, path, access & (_EXECUTE | _READ_FILE | _READ_DIR))
        for path in writing:
            _allow(made, path, access)
        for path in sockets:
            _allow(made, path, access & _SOCKETS)
    return made


def enforce(rules: int) -> bool:
    """Leave this process and its children what a ruleset allows; needs no privileges but `PR_SET_NO_NEW_PRIVS`."""
    return rules >= 0 and _libc.syscall(_RESTRICT, rules, 0) == 0


def _allow(rules: int, path: str, access: int) -> None:
    with suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = _Beneath(access if Path(path).is_dir() else access & _OF_FILES, place)
            _libc.syscall(_ADD, rules, _BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(place)
