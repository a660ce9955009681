"""A person's session: a signed cookie that names the key they showed, good while that key is.

The cookie is HttpOnly and SameSite=strict; every form carries a token made of it besides.
"""

import hashlib
import hmac
import secrets

from shared.store import Key, NotFoundError, Store

COOKIE = "nianbao"
LASTS = 12 * 3600  # seconds


class Sessions:
    """Makes and reads cookies. `local` is the key of this process, where it has one: its sessions end with it."""

    def __init__(self, store: Store, local: tuple[Key, str] | None) -> None:
        self._store = store
        self._local = local

    def begin(self, key: Key) -> str:
        """Return a cookie for the holder of a key."""
        told = f"{key.id}.{int(self._store.clock()) + LASTS}"
        return f"{told}.{self._sign(told)}"

    def key(self, cookie: str) -> Key | None:
        """Return the key that a cookie stands for; None where it is not ours, too old, or its key was revoked."""
        told, _, signature = cookie.rpartition(".")
        id_, _, until = told.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(told).encode()):
            return None
        if int(until) < self._store.clock():
            return None
        if self._local is not None and id_ == self._local[0].id:
            return self._local[0]
        try:
            key = self._store.keys.get(id_)
        except NotFoundError:
            return None
        return key if key.id == id_ and key.revoked_at is None else None

    def token(self, cookie: str) -> str:
        """Return what a form of this session must carry."""
        return self._sign(f"form {cookie}")

    def _sign(self, told: str) -> str:
        secret = self._store.meta.once("console", secrets.token_hex(32))
        local = self._local[1] if self._local is not None and told.startswith((self._local[0].id, "form")) else ""
        return hmac.new(f"{secret}{local}".encode(), told.encode(), hashlib.sha256).hexdigest()
