"""Failures of what the commands stand on, as sentences: the database, the storage, Redis, the disk, the settings."""

from deploy.cli.words import say
from shared.errors import TryLater
from shared.settings import SettingsError


def sentence(error: Exception) -> str | None:
    """Return what to tell a person, or None where the error is our own mistake."""
    match error:
        case SettingsError():
            return say("error.settings", detail=error)
        case TryLater():
            return say("error.storage", detail=error)
        case OSError():
            return say("error.disk", path=error.filename or "", detail=error.strerror or error)
    return None
