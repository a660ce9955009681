"""Servers that carry work orders, as operators run them: with users, TLS, Sentinels; and RabbitMQ."""

import hashlib
import os
import secrets
import select
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import redis

from deploy import embedded, tether
from tests.line.harness import PATIENCE

USERS = Path(embedded.__file__).parent / "redis" / "users.acl"
_RABBITMQ = Path("/usr/lib/rabbitmq/bin")  # the scripts of Debian's package, without its change of user


class RedisServer:
    """A Redis server on a port, with the users that the deployments give it, and one for the test alone."""

    def __init__(self, folder: Path, *options: str, replica_of: "RedisServer | None" = None) -> None:
        folder.mkdir(parents=True)
        self.password, root = secrets.token_hex(8), secrets.token_hex(8)
        if replica_of is not None:
            self.password, root = replica_of.password, replica_of.root_password
            options += ("--replicaof", f"127.0.0.1 {replica_of.port}")
        self.root_password = root
        users = USERS.read_text().replace("PASSWORD_SHA256", hashlib.sha256(self.password.encode()).hexdigest())
        (folder / "users.acl").write_text(f"{users}user root on >{root} ~* &* +@all\n")
        self.port = free_port()
        self.url = f"redis://nianbao:{self.password}@127.0.0.1:{self.port}/0"
        self.root = redis.Redis(port=self.port, username="root", password=root)
        told = ["--port", str(self.port), "--bind", "127.0.0.1", "--aclfile", str(folder / "users.acl")]
        told += ["--masteruser", "root", "--masterauth", root, "--dir", str(folder), "--appendonly", "yes"]
        self.process = start([embedded.find(), *told, *options], folder / "log", self._answers)

    def forget(self) -> None:
        """Lose everything."""
        self.root.flushall()

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        self.root.close()
        self.process.terminate()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            return bool(self.root.ping())
        except redis.ConnectionError:
            return False


class Sentinel:
    """A Sentinel over a server, one of so many with a password of their own. Most of them decide, and soon."""

    def __init__(self, folder: Path, server: RedisServer, many: int, password: str) -> None:
        folder.mkdir(parents=True)
        self.port, self.password = free_port(), password
        watched = f"sentinel monitor season 127.0.0.1 {server.port} {many // 2 + 1}"
        rules = [
            f"port {self.port}",
            "bind 127.0.0.1",
            f"dir {folder}",
            f"requirepass {self.password}",
            f"sentinel sentinel-pass {self.password}",
            watched,
            "sentinel auth-user season root",
            f"sentinel auth-pass season {server.root_password}",
            "sentinel down-after-milliseconds season 1000",
            "sentinel failover-timeout season 5000",
        ]
        (folder / "sentinel.conf").write_text("\n".join(rules) + "\n")
        self._client = redis.Redis(port=self.port, password=self.password)
        program = [embedded.find(), str(folder / "sentinel.conf"), "--sentinel"]
        self.process = start(program, folder / "log")

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        self._client.close()
        self.process.terminate()
        self.process.wait()

    def knows(self, replicas: int, others: int) -> bool:
        """Say whether it has found so many replicas and other Sentinels."""
        try:
            told = self._client.sentinel_master("season")
        except redis.RedisError:
            return False
        return (told["num-slaves"], told["num-other-sentinels"]) == (replicas, others)


class TlsDoor:
    """Speaks TLS before a server that does not, with a certificate that `authority` vouches for."""

    def __init__(self, folder: Path, port: int) -> None:
        folder.mkdir(parents=True)
        self.authority, key = folder / "certificate.pem", folder / "key.pem"
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        make += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
        subprocess.run([*make, "-keyout", key, "-out", self.authority], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, key)
        self._inner = port
        self._listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                outer, _ = self._listener.accept()
            except ssl.SSLError:  # somebody did not speak TLS, or did not believe the certificate
                continue
            except OSError:
                return
            try:
                inner = socket.create_connection(("127.0.0.1", self._inner))
            except OSError:  # the server is down
                outer.close()
                continue
            threading.Thread(target=_relay, args=(outer, inner), daemon=True).start()


class RabbitServer:
    """A RabbitMQ node of one, with a user who may touch the line's own queues only."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self.port, distribution, names = free_port(), free_port(), free_port()
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),  # its cookie
            "ERL_EPMD_PORT": str(names),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"nianbao{names}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "logs"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",
        }
        (folder / "rabbitmq.conf").write_text("log.file.level = warning\n")
        self._names = start(
            [shutil.which("epmd") or "epmd", "-address", "127.0.0.1", "-port", str(names)], folder / "names"
        )
        self._start()
        self.url = f"amqp://nianbao:secret@127.0.0.1:{self.port}/season"
        self._people()

    def restart(self) -> None:
        """Stop it at once and start it again, with everything that it wrote down."""
        self._end()
        self._start()

    def forget(self) -> None:
        """Lose everything, as a node whose disk was replaced."""
        self._end()
        shutil.rmtree(self._folder / "data")
        self._start()
        self._people()

    def queues(self) -> dict[str, str]:
        """Return the kind of every queue."""
        told = self.control("--quiet", "--no-table-headers", "list_queues", "--vhost", "season", "name", "type")
        return dict(line.split("\t") for line in told.splitlines())

    def control(self, *arguments: str) -> str:
        """Tell the node something."""
        done = subprocess.run(
            [_RABBITMQ / "rabbitmqctl", *arguments], env=self._environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self) -> None:
        """End it."""
        self._end()
        self._names.kill()
        self._names.wait()

    def _start(self) -> None:
        self.process = start([str(_RABBITMQ / "rabbitmq-server")], self._folder / "log", self._answers, self._environ)

    def _end(self) -> None:
        os.killpg(self.process.pid, 9)
        self.process.wait()

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as spoken:
            spoken.sendall(b"AMQP\0\0\x09\1")
            return spoken.recv(1) == b"\1"
        return False

    def _people(self) -> None:
        self.control("add_vhost", "season")
        self.control("add_user", "nianbao", "secret")
        own = r"^nianbao\."
        self.control("set_permissions", "--vhost", "season", "nianbao", own, own, own)


def start(
    program: Sequence[str], log: Path, ready: Callable[[], bool] = lambda: True, environ: dict[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a program that does not outlive the tests and wait until it is ready."""
    with log.open("ab") as said:
        process = tether.start(program, said, environ)

    def came_up() -> bool:
        assert process.poll() is None, log.read_text()
        return ready()

    wait(came_up)
    return process


def wait(what: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def password_redis(folder: Path) -> Iterator[RedisServer]:
    """Run a server whose users have passwords."""
    server = RedisServer(folder / "redis")
    try:
        yield server
    finally:
        server.stop()


def rabbitmq_or_skip() -> None:
    """Skip loudly where RabbitMQ is not installed."""
    if not (_RABBITMQ / "rabbitmq-server").exists():
        pytest.skip("NOT TESTED ON RABBITMQ: Debian's package rabbitmq-server is not installed")


def _relay(outer: ssl.SSLSocket, inner: socket.socket) -> None:
    """Carry bytes both ways, in one thread: OpenSSL's connections are not for two."""
    with suppress(OSError), outer, inner:
        while True:
            ready = [outer] if outer.pending() else select.select([outer, inner], [], [])[0]
            for source, sink in ((outer, inner), (inner, outer)):
                if source in ready:
                    chunk = source.recv(2**16)
                    if not chunk:
                        return
                    sink.sendall(chunk)
