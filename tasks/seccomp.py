"""Seccomp: system calls that reading a document never needs are refused, by a filter of ours (seccomp(2)).

Written in the kernel's own few instructions: the usual package needs a library of the system beside it.
"""

import ctypes
import errno
import platform
import struct
from functools import cache

_PR_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where they stand in what a filter sees
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_CLONE_THREAD, _AF_UNIX = 0x10000, 1
_X32 = 0x40000000  # a second numbering of the same calls, which nothing here uses

# Each call's number on x86-64 and on ARM64 (None: it has no such call).
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OUT_OF_ALL = {  # whoever reads: ways out of the sandbox, into the kernel, or to other processes
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "fsopen": (430, 430),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "setns": (308, 268),
    "unshare": (272, 97),
    "open_by_handle_at": (304, 265),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "setsid": (112, 157),  # whoever leaves the group would outlive it
    "setpgid": (109, 154),
}
_OF_PROGRAMS = {  # of readers that run no program
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "socketpair": (53, 199),
}
_SOCKET, _CLONE, _CLONE3 = (41, 198), (56, 220), (435, 435)

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def restrict(*, programs: bool) -> bool:
    """Refuse this process and its children what reading never needs; return whether the kernel took the filter.

    No sockets and no further processes; with `programs` both, the sockets of this machine's own file system only.
    Needs no privileges but `PR_SET_NO_NEW_PRIVS`.
    """
    program = written(programs=programs)
    return program is not None and _libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0


@cache
def written(*, programs: bool) -> ctypes.Structure | None:
    """Return the filter for this machine, made once a process; None where its calls are not known here."""
    if platform.machine() not in _MACHINES:
        return None
    steps = _steps(programs=programs)
    return _Program(len(steps), b"".join(steps))


def _steps(*, programs: bool) -> list[bytes]:
    column, architecture = _MACHINES[platform.machine()]
    refused = _OUT_OF_ALL if programs else _OUT_OF_ALL | _OF_PROGRAMS
    numbers = [number for call in refused.values() if (number := call[column]) is not None]
    not_permitted = _step(_RETURN, _REFUSE | errno.EPERM)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_JUMP_EQUAL, architecture, then=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_JUMP_AT_LEAST, _X32, otherwise=1),
        not_permitted,
    ]
    for number in numbers:
        steps += [_step(_JUMP_EQUAL, number, otherwise=1), not_permitted]
    if programs:
        steps += [
            _step(_JUMP_EQUAL, _SOCKET[column], otherwise=4),
            _step(_LOAD, _FIRST_ARGUMENT),
            _step(_JUMP_EQUAL, _AF_UNIX, otherwise=1),
            _step(_RETURN, _ALLOW),
            not_permitted,
        ]
    else:
        steps += [
            _step(_JUMP_EQUAL, _SOCKET[column], otherwise=1),
            not_permitted,
            _step(_JUMP_EQUAL, _CLONE3[column], otherwise=1),
            _step(_RETURN, _REFUSE | errno.ENOSYS),  # its flags lie in memory: libraries then ask for the older call
            _step(_JUMP_EQUAL, _CLONE[column], otherwise=3),
            _step(_LOAD, _FIRST_ARGUMENT),
            _step(_JUMP_SET, _CLONE_THREAD, then=1),
            not_permitted,
        ]
    return [*steps, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Return an instruction: jumps say how many of those behind them they pass over."""
    return struct.pack("=HBBI", code, then, otherwise, value)
