"""Secrets at rest: encrypted with the keys that the settings name (Fernet: AES-CBC and HMAC), or as they are."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from shared.errors import Message
from shared.settings import SettingsError
from shared.store.errors import StoreError

_TOKEN = b"gAAAA"  # how a token begins (its version and a time far below 2**32), and neither JSON nor a URL does


class Vault:
    """What goes in is encrypted with the first key, where there is one; what comes out may be under any of them."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as error:
            told = Message(
                "NIANBAO_SECRET_KEY：应为 32 个字节，按 URL 安全的 base64 写成", f"NIANBAO_SECRET_KEY: {error}"
            )
            raise SettingsError(told) from None
        self._first = fernets[0] if fernets else None
        self._any = MultiFernet(fernets) if fernets else None

    def shut(self, value: bytes) -> bytes:
        """Return a value, JSON or a URL, as it is kept."""
        return value if self._first is None else self._first.encrypt(value)

    def open(self, kept: bytes) -> bytes:
        """Return the value that was put in; StoreError where no key fits."""
        if not self.is_shut(kept):
            return kept
        if self._any is None:
            raise StoreError(
                Message(
                    "接收地址的密钥已加密，但没有设置 NIANBAO_SECRET_KEY 或 NIANBAO_SECRET_KEY_FILE",
                    "secrets of endpoints are encrypted: NIANBAO_SECRET_KEY or NIANBAO_SECRET_KEY_FILE is not set",
                )
            )
        try:
            return self._any.decrypt(kept)
        except InvalidToken:
            raise StoreError(
                Message(
                    "NIANBAO_SECRET_KEY 不是加密接收地址时所用的那一个",
                    "NIANBAO_SECRET_KEY is not the one that the secrets of endpoints are encrypted with",
                )
            ) from None

    def is_shut(self, kept: bytes) -> bool:
        """Whether it is kept encrypted."""
        return kept.startswith(_TOKEN)

    def renewed(self, kept: bytes) -> bytes | None:
        """Return what should be kept in its place: encrypted with the first key; None where it is, or there is none."""
        if self._first is None:
            return None
        try:
            self._first.decrypt(kept)
        except InvalidToken:
            return self.shut(self.open(kept))
        return None
