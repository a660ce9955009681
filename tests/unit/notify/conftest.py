"""Receivers of every temper."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Keeps what came, then answers as the test says."""

    answer: Answer
    got: list[tuple[dict[str, str], bytes]]
    release: threading.Event

    def do_POST(self) -> None:
        """Keep, then answer."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append((dict(self.headers.items()), body))
        type(self).answer(self)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer as HTTP servers do."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


class Quiet(ThreadingHTTPServer):
    """A server whose threads are joined when it closes."""

    daemon_threads = False

    def handle_error(self, *_: object) -> None:
        """Be quiet: senders that hang up early are what some tests are about."""


class Receiver:
    """A real HTTP server on a free port of this machine."""

    def __init__(self, answer: Answer) -> None:
        self.release = threading.Event()
        self.got: list[tuple[dict[str, str], bytes]] = []
        handler = type(
            "Scripted", (Handler,), {"answer": staticmethod(answer), "got": self.got, "release": self.release}
        )
        self.server = Quiet(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        """Let go whoever hangs, then end."""
        self.release.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receive() -> Iterator[Callable[[Answer], Receiver]]:
    """Start a receiver that answers so."""
    with ExitStack() as stack:

        def start(answer: Answer) -> Receiver:
            receiver = Receiver(answer)
            stack.callback(receiver.close)
            return receiver

        yield start


@pytest.fixture
def closed_port() -> int:
    """Name a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
