"""The gateway: the store over HTTP, for crawlers and for people."""
