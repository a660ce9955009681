"""Notices: signed bodies for receivers."""
