"""A gateway as Python sees it: submit, follow, read."""

from deploy.client.client import Client, ClientError
from deploy.client.form import File

__all__ = ["Client", "ClientError", "File"]
