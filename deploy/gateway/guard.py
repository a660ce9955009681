"""Who asks, and what for: API keys, and for people the cookie that they got for one."""

import hmac
from collections.abc import Callable, Coroutine
from typing import Any

from anyio import to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from deploy.gateway.console.session import COOKIE, Sessions
from deploy.gateway.problems import ProblemError
from shared.store import Key, Scope, Store

_BEARER = "bearer "
_SAFE = {"GET", "HEAD"}
LOCAL = Key(id="local", name="local", scopes=(Scope.ADMIN,), created_at=0, revoked_at=None)


class Doorkeeper:
    """Knows the keys of the store, and one of this process alone (`local`) where there is one."""

    def __init__(self, store: Store, local: str | None = None) -> None:
        self._store = store
        self._local = local
        self.sessions = Sessions(store, None if local is None else (LOCAL, local))

    def key(self, secret: str) -> Key | None:
        """Return the key with this secret."""
        if self._local is not None and hmac.compare_digest(secret.encode(), self._local.encode()):
            return LOCAL
        return self._store.keys.of(secret)


Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Coroutine[Any, Any, None]]


def needs(scope: Scope) -> Guard:
    """Return a guard that lets through who shows a key with this scope; `connection.state.key` is theirs.

    A session's cookie does where nothing is changed: pages show pictures and follow batches with it.
    """

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        doorkeeper: Doorkeeper = connection.app.state.doorkeeper
        told, cookie = connection.headers.get("authorization", ""), connection.cookies.get(COOKIE)
        if told.lower().startswith(_BEARER):
            key = await to_thread.run_sync(doorkeeper.key, told[len(_BEARER) :].strip())
        elif cookie is not None and connection.scope.get("method") in _SAFE:
            key = await to_thread.run_sync(doorkeeper.sessions.key, cookie)
        else:
            raise ProblemError("no-key")
        if key is None:
            raise ProblemError("wrong-key")
        if not key.allows(scope):
            raise ProblemError("scope", scope=scope)
        connection.state.key = key

    return guard
