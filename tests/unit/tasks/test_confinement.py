"""What a child may not do, tried from within one, where this kernel lets a process give it up."""

import ctypes
import errno
import os
import platform
import resource
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.limits import Limits
from tasks import child, confinement, landlock, seccomp

LIMITS = Limits(seconds=20)
has_landlock = pytest.mark.skipif(
    not landlock.version(), reason="NOT TESTED: this kernel or container offers no Landlock"
)
has_seccomp = pytest.mark.skipif(
    platform.machine() not in {"x86_64", "aarch64"}, reason="NOT TESTED: the calls of this machine are not known"
)


def tried(work: Callable[..., int], *args: object, programs: bool = False) -> str:
    """Return `done`, or the name of the error that work ends with in a child."""
    ending = child.run(_named, work, args, limits=LIMITS, programs=programs)
    return ending.result()


def _named(work: Callable[..., int], args: tuple[object, ...]) -> str:
    try:
        work(*args)
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


def connect(family: int, kind: int) -> int:
    socket.socket(family, kind).close()
    return 0


def open_file(path: str, mode: str) -> int:
    with Path(path).open(mode):
        return 0


def fork() -> int:
    grandchild = os.fork()
    if not grandchild:
        os._exit(0)
    return os.waitpid(grandchild, 0)[1]


def run_program() -> int:
    return subprocess.run([sys.executable, "-c", ""], check=False).returncode


def begin_thread() -> int:
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()
    return 0


def leave_group() -> int:
    grandchild = os.fork()
    if grandchild:
        return os.waitstatus_to_exitcode(os.waitpid(grandchild, 0)[1])
    try:
        os.setsid()
    except PermissionError:
        os._exit(7)
    os._exit(0)


def bomb() -> int:
    """Fork without end; every one of them waits."""
    while True:
        os.fork()


def raise_limit() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return 0


def write_scratch(kept: str) -> str:
    """Write into the folder for temporary files, and tell where that is."""
    folder = tempfile.mkdtemp()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)
    Path(folder, "a").write_text(kept)
    return Path(folder, "a").read_text()


@has_seccomp
@pytest.mark.parametrize("programs", [False, True])
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET])
def test_there_is_no_network(family: int, programs: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert tried(connect, family, socket.SOCK_DGRAM, programs=programs) == "EPERM"


@has_seccomp
def test_a_reader_begins_no_process_and_no_program() -> None:
    assert tried(fork) == tried(run_program) == "EPERM"
    assert tried(connect, socket.AF_UNIX, socket.SOCK_STREAM) == "EPERM"


@has_seccomp
def test_threads_are_no_processes() -> None:
    assert tried(begin_thread) == "done"


def test_a_converter_runs_programs() -> None:
    assert tried(fork, programs=True) == tried(run_program, programs=True) == "done"


@has_seccomp
def test_nobody_leaves_the_group_that_is_ended_with_the_child() -> None:
    assert child.run(leave_group, limits=LIMITS, programs=True).result() == 7


@has_seccomp
def test_a_bomb_of_processes_is_refused_to_a_reader() -> None:
    ending = child.run(bomb, limits=LIMITS)
    assert ending.note["error"].startswith("PermissionError")


@has_seccomp
def test_calls_of_another_architecture_end_the_child() -> None:
    if platform.machine() != "x86_64":
        pytest.skip("NOT TESTED: only x86-64 has a second numbering")
    assert child.run(call_x32, limits=LIMITS).result() == errno.EPERM


def call_x32() -> int:
    """Ask for a socket by the numbers of x32."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(0x40000000 + 41, 2, 1, 0)
    return ctypes.get_errno()


@has_landlock
@pytest.mark.parametrize("programs", [False, True])
def test_files_are_read_only_where_code_lies(tmp_path: Path, programs: bool) -> None:  # noqa: FBT001 - as above
    secret = Path.home() / ".profile" if programs else tmp_path / "secret"
    if not programs:
        secret.write_text("x")
    assert tried(open_file, str(secret), "rb", programs=programs) in {"EACCES", "ENOENT"}
    assert tried(open_file, os.__file__, "rb", programs=programs) == "done"
    assert tried(open_file, "/etc/passwd", "rb", programs=programs) == "EACCES"
    assert tried(open_file, f"/proc/{os.getpid()}/environ", "rb", programs=programs) == "EACCES"


@has_landlock
@pytest.mark.parametrize("programs", [False, True])
def test_nothing_is_written_outside_of_the_scratch(programs: bool) -> None:  # noqa: FBT001 - as above
    for folder in (Path.cwd(), Path(__file__).parent, Path("/var/tmp"), Path("/dev/shm")):  # noqa: S108 - where all may
        if folder.is_dir():
            assert tried(open_file, str(folder / "nianbao-was-here"), "wb", programs=programs) in {"EACCES", "EROFS"}
            assert not (folder / "nianbao-was-here").exists()


def test_the_scratch_goes_with_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert child.run(write_scratch, "kept", limits=LIMITS, programs=True).result() == "kept"
    assert child.run(bomb_of_time, limits=Limits(seconds=1), programs=True).died
    assert list(tmp_path.iterdir()) == []


def bomb_of_time() -> int:
    """Leave a file behind and never end."""
    write_scratch("left")
    while True:
        pass


def test_limits_stay_where_they_are() -> None:
    ending = child.run(raise_limit, limits=LIMITS)
    assert ending.note["error"].startswith("ValueError")  # of root too, who is none any more


@has_seccomp
@has_landlock
def test_what_is_tried_out_is_refused(tmp_path: Path) -> None:
    found = child.run(confinement.try_out, str(tmp_path), limits=LIMITS).result()
    assert found == confinement.Refused(network=True, writing=True, reading=True, processes=True, signals=found.signals)
    assert found.signals == (landlock.version() >= 6)
    assert list(tmp_path.iterdir()) == []


def test_without_confinement_everything_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "confine", lambda *_: None)
    found = child.run(confinement.try_out, str(tmp_path), limits=LIMITS).result()
    assert found == confinement.Refused(network=False, writing=False, reading=False, processes=False, signals=False)


def test_a_kernel_without_any_of_it_reads_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "_CREATE", 10**6)  # no such call
    monkeypatch.setattr(seccomp, "_MACHINES", {})
    seccomp.written.cache_clear()  # as if it had never been written
    confinement._rules.cache_clear()  # noqa: SLF001 - likewise
    try:
        assert landlock.version() == 0
        assert tried(connect, socket.AF_INET, socket.SOCK_DGRAM) == "done"
        assert tried(open_file, "/etc/passwd", "rb", programs=True) == "done"
    finally:
        seccomp.written.cache_clear()  # as it was
        confinement._rules.cache_clear()  # noqa: SLF001 - likewise
