"""The gateway: the store over HTTP, for crawlers and for people."""

from deploy.gateway.app import build
from deploy.gateway.serve import Gateway, serve

__all__ = ["Gateway", "build", "serve"]
