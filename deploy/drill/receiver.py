"""A receiver of notices that counts what they bring about, and has moods."""

import hashlib
import threading
import time
from collections import Counter, defaultdict
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import msgspec

from deploy.receiver import Received

_HANG = 60.0  # seconds at most


class Mood(StrEnum):
    """How it answers."""

    WELL = "well"
    FAILING = "failing"  # 503
    FORGETFUL = "forgetful"  # takes the notice and hangs up without an answer
    SILENT = "silent"  # takes the connection and says nothing


class _Body(msgspec.Struct):
    type: str
    data: msgspec.Raw


class _Data(msgspec.Struct):
    batch: str | None = None
    document: dict[str, object] | None = None
    outcome: str | None = None


class Receiver:
    """A context: while it lasts, `url` takes notices signed with `secret`.

    An effect is what a receiver does once for a webhook-id. `told` counts effects by what they say; a notice of the
    same content under a second id doubles one.
    """

    def __init__(self) -> None:
        self.secret = ""
        self.mood = Mood.WELL
        self.told: Counter[tuple[str, str, str]] = Counter()  # event, subject, digest of the data
        self.outcomes: defaultdict[str, set[str]] = defaultdict(set)  # by document, all that were told
        self.batches: set[str] = set()
        self.repeated = 0  # ids that came again: allowed
        self.changed = 0  # ids that came again with another body: never
        self.refused = 0  # signatures that do not hold, such as those of a wrong clock
        self._seen: dict[str, bytes] = {}  # digest of the body, by id
        self._one = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                receiver.wait_while_silent()
                status = HTTPStatus.SERVICE_UNAVAILABLE
                if receiver.mood is not Mood.FAILING:
                    taken = receiver.take(Received({name.lower(): value for name, value in self.headers.items()}, body))
                    status = HTTPStatus.NO_CONTENT if taken else HTTPStatus.UNAUTHORIZED
                if receiver.mood is Mood.FORGETFUL:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Say nothing of senders that hung up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self.url = f"http://127.0.0.1:{self._server.server_port}/notices"

    @property
    def effects(self) -> int:
        """How many notices had an effect."""
        return self.told.total()

    def doubled(self) -> dict[str, int]:
        """Return how many effects were had before under another id, by the document or batch that they are about."""
        found: Counter[str] = Counter()
        for (_, subject, _), times in self.told.items():
            found[subject] += times - 1
        return +found

    def wait_while_silent(self) -> None:
        """Leave whoever called hanging."""
        deadline = time.monotonic() + _HANG
        while self.mood is Mood.SILENT and time.monotonic() < deadline:
            time.sleep(0.05)

    def take(self, notice: Received) -> bool:
        """Have a notice take its effect unless it had it already; False where it is not signed."""
        id_, digest = notice.headers["webhook-id"], hashlib.sha256(notice.body).digest()
        with self._one:
            if not notice.verify(self.secret):
                self.refused += 1
                return False
            if id_ in self._seen:
                self.repeated += 1
                self.changed += self._seen[id_] != digest
                return True
            self._seen[id_] = digest
            body = msgspec.json.decode(notice.body, type=_Body)
            data = msgspec.json.decode(body.data, type=_Data)
            document = str(data.document["sha256"]) if data.document else ""
            self.told[body.type, document or data.batch or "", hashlib.sha256(body.data).hexdigest()] += 1
            if document:
                self.outcomes[document].add(data.outcome or "")
            elif data.batch:
                self.batches.add(data.batch)
        return True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mood = Mood.WELL
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
