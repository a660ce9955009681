"""An S3 endpoint of the tests' own: moto's server, in this process."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import httpx
from moto.server import ThreadedMotoServer


@contextmanager
def serve() -> Iterator[str]:
    """Run an endpoint with one bucket, named in the environment of this process and its children; give its URL."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    told = {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    try:
        with patch.dict(os.environ, told):
            httpx.put(f"{url}/season").raise_for_status()
            yield "s3://season"
    finally:
        server.stop()
