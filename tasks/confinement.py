"""What a child that reads may do beyond its limits: as little as this kernel lets a process give up.

Whatever is not on offer is left out; `try_out` says what is refused indeed.
"""

import ctypes
import errno
import mimetypes
import os
import resource
import socket
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import msgspec

from tasks import landlock, seccomp

_CLONE_NEWNS, _CLONE_NEWUSER, _CLONE_NEWNET = 0x2_0000, 0x1000_0000, 0x4000_0000
_MS_BIND, _MS_REC, _MS_PRIVATE = 1 << 12, 1 << 14, 1 << 18
_TEMPORARY = "/tmp"  # noqa: S108 - the one that programs know without being told
_CAPABILITIES = 0x20080522  # version of capset(2)'s structures
_MAY_READ = 1 << 2  # CAP_DAC_READ_SEARCH: root's code may lie in somebody else's folder
_PROGRAM_PROCESSES = 256  # of one reading, where they can be counted by themselves
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/opt", "/snap", "/nix"),
    *(
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/fonts",
        "/etc/libreoffice",
        "/etc/alternatives",
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
    ),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
)
_PACKAGES = ("shared", "workers", "tasks", "deploy")

_libc = ctypes.CDLL(None, use_errno=True)
_KEPT_BY_ROOT, _KEPT = (  # capset(2)'s structures, made before there are children: each would copy what that takes
    tuple(map(ctypes.byref, ((ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0))))
    for kept in (_MAY_READ, 0)
)


class Refused(msgspec.Struct, frozen=True):
    """What a child tried and was not let do."""

    network: bool  # open a socket
    writing: bool  # make a file outside of its scratch
    reading: bool  # open a file that is no code
    processes: bool  # begin another process
    signals: bool  # reach the process that began it


def rules() -> int:
    """Return the rules for children that run no program, made once a process: -1 where there are none."""
    return _rules(os.getpid())


def confine(scratch: str | None, prepared: int) -> str | None:
    """Confine this process and its children for good, after its limits are set; `prepared` are its parent's `rules`.

    With a `scratch` folder it may run programs and write there; otherwise it may neither. Return the folder as the
    child sees it.
    """
    folder = scratch
    if folder:
        sockets = [_TEMPORARY]
        if _leave_namespaces() and _lay_over_temporary(folder):
            folder, sockets = _TEMPORARY, []
        landlock.enforce(landlock.ruleset([*_code(), "/proc"], ["/dev/null", folder], sockets))
    else:
        landlock.enforce(prepared)
    _drop_capabilities()
    seccomp.restrict(programs=scratch is not None)
    return folder


def try_out(folder: str) -> Refused:
    """Try what a hostile document might, in a folder where anybody may write; what succeeds is undone."""
    return Refused(
        network=_is_refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
        writing=_is_refused(partial(_make, Path(folder, f"nianbao-{os.getpid()}"))),
        reading=_is_refused(lambda: Path("/etc/passwd").read_bytes()),
        processes=_is_refused(_fork),
        signals=_is_refused(lambda: os.kill(os.getppid(), 0)),
    )


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno in {errno.EPERM, errno.EACCES}
    return False


def _make(file: Path) -> None:
    file.touch()
    file.unlink()


def _fork() -> None:
    if pid := os.fork():
        os.waitpid(pid, 0)
    else:
        os._exit(0)


@cache
def _rules(_: int) -> int:
    seccomp.written(programs=False)
    return landlock.ruleset(_code(), ["/dev/null"])


@cache
def _code() -> tuple[str, ...]:
    """Return where programs and the libraries of the system lie, what they read as they start, and our own."""
    ours = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, sys.exec_prefix}
    for name in _PACKAGES:
        ours |= set(getattr(sys.modules.get(name), "__path__", ()))
    return (*_SYSTEM, *map(str, mimetypes.knownfiles), *sorted(ours))


def _leave_namespaces() -> bool:
    """Enter a network and mounts of nobody else: root at once, others in a user namespace of theirs, where they may."""
    apart = _CLONE_NEWNET | _CLONE_NEWNS
    if _libc.unshare(apart) == 0:
        return True
    user = os.getuid()
    if _libc.unshare(_CLONE_NEWUSER | apart):
        return False
    with suppress(OSError):
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
    resource.setrlimit(resource.RLIMIT_NPROC, (_PROGRAM_PROCESSES, _PROGRAM_PROCESSES))  # counted in this namespace
    return True


def _lay_over_temporary(scratch: str) -> bool:
    """Let the scratch folder be what programs know as /tmp (LibreOffice has sockets there), unless code lies there."""
    if any(path.startswith(_TEMPORARY) for path in _code()):
        return False
    is_private = _libc.mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
    return is_private and bool(_libc.mount(scratch.encode(), _TEMPORARY.encode(), None, _MS_BIND, None) == 0)


def _drop_capabilities() -> None:
    """Be root no more, where it was: neither limits nor owners are passed over."""
    _libc.capset(*(_KEPT_BY_ROOT if os.geteuid() == 0 else _KEPT))
