"""The command line: one file a group of commands."""

from deploy.cli.app import main

__all__ = ["main"]
