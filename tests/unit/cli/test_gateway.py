import socket

from tests.unit.cli.conftest import Run


def test_an_address_that_is_taken_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("gateway", "--port", port)
    assert ended.status == 2
    assert f"127.0.0.1:{port}" in ended.err
