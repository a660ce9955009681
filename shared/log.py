"""Logs as JSON, a name an event."""
