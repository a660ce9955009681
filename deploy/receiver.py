"""A receiver of notices as its owner would write it: verifies, acknowledges, and counts a notice that came twice once.

The demo's and an example; it keeps everything in memory and listens on this machine only.
"""

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import msgspec
from standardwebhooks import Webhook, WebhookVerificationError


class Received(msgspec.Struct, frozen=True):
    """One notice as it came."""

    headers: dict[str, str]
    body: bytes

    def verify(self, secret: str) -> bool:
        """Whether it was signed with this secret, not long ago, and not changed since."""
        try:
            Webhook(secret).verify(self.body, self.headers, json_parse=False)
        except (WebhookVerificationError, ValueError):
            return False
        return True


class Receiver:
    """A context: while it lasts, `url` takes notices signed with `secret`."""

    def __init__(self) -> None:
        self.secret = ""
        self.received: dict[str, Received] = {}  # by webhook-id, in order of arrival
        self.refused = 0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                taken = receiver.take(Received({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(HTTPStatus.NO_CONTENT if taken else HTTPStatus.UNAUTHORIZED)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self.url = f"http://127.0.0.1:{self._server.server_port}/notices"

    def take(self, notice: Received) -> bool:
        """Keep a notice, or refuse one that is not signed."""
        if not notice.verify(self.secret):
            self.refused += 1
            return False
        self.received.setdefault(notice.headers["webhook-id"], notice)
        return True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
