"""The gateway process, and the gateway as a part of another one."""

import socket
import threading
from typing import Self

import uvicorn

from deploy.gateway.app import build
from deploy.gateway.head import Application
from shared import log
from shared.settings import Settings
from shared.store import Store

_GRACE = 5  # seconds for requests that are being answered when the process is told to stop


class GatewayError(OSError):
    """The address cannot be served."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop."""
    log.configure(settings.log_level)
    with Store.open(settings) as store:
        listening = _listen(host, port)
        _server(build(settings, store)).run([listening])


class Gateway:
    """A context: while it lasts, `url` is served from a thread. Port 0 takes any that is free."""

    def __init__(self, settings: Settings, store: Store, host: str, port: int, local: str | None = None) -> None:
        self._socket = _listen(host, port)
        self._server = _server(build(settings, store, local))  # leaves signals alone outside the main thread
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="gateway", daemon=True)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(2 * _GRACE)
        if self._thread.is_alive():  # an event stream whose reader stays connected
            self._server.force_exit = True
            self._thread.join(_GRACE)
        self._socket.close()


def _server(app: Application) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=_GRACE,
        lifespan="off",
    )
    return uvicorn.Server(config)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens: whoever connects from now on is served, if only a moment later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise GatewayError(error.errno, error.strerror, f"{host}:{port}") from error
    return listening
