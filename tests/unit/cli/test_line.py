import os
import signal
from pathlib import Path

import pytest

from deploy.cli import line
from deploy.cli.screen import CommandError
from shared.settings import Settings


def test_two_lines_with_servers_of_their_own_do_not_share_a_store(tmp_path: Path) -> None:
    with (
        line.alone(tmp_path),
        pytest.raises(CommandError, match="another nianbao is at work"),
        line.line(Settings(home=str(tmp_path)), workers=1),
    ):
        pass
    with line.alone(tmp_path):
        pass  # free again


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_server_that_is_named_and_does_not_answer_is_said_at_once_without_its_password(
    tmp_path: Path, scheme: str
) -> None:
    settings = Settings(home=str(tmp_path), redis_url=f"{scheme}://somebody:hidden@127.0.0.1:1/0")
    with (
        pytest.raises(CommandError, match=r"…@127\.0\.0\.1:1/0, named by NIANBAO_REDIS_URL, does not answer") as caught,
        line.line(settings, workers=1),
    ):
        pass
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_stop_leaves_by_every_finally(number: signal.Signals) -> None:
    before, left = signal.getsignal(number), []

    def interrupted() -> None:
        with line.orderly():
            try:
                os.kill(os.getpid(), number)
            finally:
                left.append(True)

    with pytest.raises(SystemExit) as leaving:
        interrupted()
    assert leaving.value.code == 128 + number
    assert left == [True]
    assert signal.getsignal(number) is before
