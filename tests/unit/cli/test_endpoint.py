import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from standardwebhooks import Webhook

from deploy.receiver import Receiver
from shared.store import Judgement, Store
from shared.subscription import Filters
from tests.unit.cli.conftest import Run

Work = Callable[[], None]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as opened:
        yield opened


def add(run: Run, url: str, *more: str) -> tuple[str, str]:
    told = json.loads(run("endpoint", "add", url, "--json", *more).out)
    return told["id"], told["secret"]


def test_a_new_endpoint_shows_its_secret_once(run: Run, receiver: Receiver) -> None:
    ended = run("endpoint", "add", receiver.url)
    assert ended.status == 0
    assert "whsec_" in ended.out
    assert "shown this once" in ended.err
    assert "whsec_" not in run("endpoint", "list").out + run("endpoint", "list", "--json").out


def test_an_endpoint_is_told_what_it_asked_for(run: Run, store: Store) -> None:
    id_, _ = add(
        run,
        "https://example.test/",
        "--event",
        "report.accepted",
        "--event",
        "batch.completed",
        "--min-severity",
        "warning",
    )
    made = store.endpoints.get(id_)
    assert made.events == ("report.accepted", "batch.completed")
    assert made.min_severity == "warning"
    default = store.endpoints.get(add(run, "https://example.test/")[0])
    assert set(default.events) == {"report.failed", "document.refused", "batch.completed"}
    assert run("endpoint", "list").out.count("https://example.test/") == 2


@pytest.mark.parametrize("url", ["ftp://example.test/", "http://example.test/", "nothing"])
def test_a_url_that_no_notice_goes_to_is_refused(run: Run, store: Store, url: str) -> None:
    ended = run("endpoint", "add", url)
    assert ended.status == 2
    assert ended.err.startswith(f"Error: {url}: ")
    assert store.endpoints.every() == []


def test_a_robot_has_its_own_secret_and_rate_and_its_url_is_not_shown(run: Run, store: Store) -> None:
    url = "https://robot.example.test/hook/0123456789abcdef"
    told = json.loads(run("endpoint", "add", url, "--kind", "feishu", "--secret", "own", "--json").out)
    made = store.endpoints.get(told["id"])
    assert (told["secret"], made.secrets) == (None, ("own",))
    assert (made.kind, made.at_once, made.per_minute) == ("feishu", 1, 20)
    for out in (run("endpoint", "list").out, run("endpoint", "list", "--json").out):
        assert "0123456789" not in out
        assert "robot.example.test" in out
    assert run("endpoint", "rotate", made.id).status == 2
    assert run("endpoint", "rotate", made.id, "--secret", "new").status == 0
    assert store.endpoints.get(made.id).secrets == ("new", "own")
    plain = json.loads(run("endpoint", "add", url, "--kind", "wecom", "--json").out)
    assert store.endpoints.get(plain["id"]).secrets == ()


def test_what_an_endpoint_is_told_of_is_changed_later(run: Run, store: Store) -> None:
    id_, _ = add(run, "https://example.test/?token=abc", "--rule", "A", "--region", "36", "--per-minute", "9")
    assert run("endpoint", "update", id_, "--rule", "C", "--rule", "N04", "--digest", "batch").status == 0
    now = store.endpoints.get(id_)
    assert now.filters == Filters(rules=("C", "N04"), regions=("36",), digest_minutes=0)
    more = ("--rule", "", "--digest", "none", "--per-minute", "0", "--event", "report.accepted")
    assert run("endpoint", "update", id_, *more).status == 0
    now = store.endpoints.get(id_)
    assert (now.filters, now.per_minute, now.events) == (Filters(regions=("36",)), None, ("report.accepted",))
    assert run("endpoint", "update", id_, "--url", "http://example.test/").status == 2
    assert run("endpoint", "update", id_, "--url", "https://example.org/").status == 0
    assert store.endpoints.get(id_).url == "https://example.org/"


def test_the_query_of_an_address_is_not_shown(run: Run) -> None:
    add(run, "https://example.test/hook?token=abc")
    for out in (run("endpoint", "list").out, run("endpoint", "list", "--json").out):
        assert "token" not in out
        assert "https://example.test/hook?…" in out


def test_a_test_notice_arrives_at_once_signed_and_is_logged(run: Run, receiver: Receiver) -> None:
    id_, receiver.secret = add(run, receiver.url)
    ended = run("endpoint", "test", id_[:6])
    assert ended.status == 0
    assert "delivered" in ended.out
    assert "204" in ended.out
    [notice] = receiver.received.values()
    assert json.loads(notice.body)["type"] == "endpoint.test"
    assert "endpoint.test" in run("endpoint", "deliveries", id_).out


def test_a_receiver_that_does_not_acknowledge_ends_the_test_with_one(run: Run, receiver: Receiver) -> None:
    receiver.secret = "whsec_" + "b3RoZXI=" * 3
    id_, _ = add(run, receiver.url)
    ended = run("endpoint", "test", id_)
    assert ended.status == 1
    assert "it did not take the notice (401 Unauthorized)" in ended.out


def test_a_test_that_waits_says_for_whom_and_why(run: Run, store: Store, receiver: Receiver) -> None:
    receiver.secret = "whsec_" + "b3RoZXI=" * 3
    id_, _ = add(run, receiver.url)
    for _ in range(5):
        run("endpoint", "test", id_)
    assert store.endpoints.get(id_).held_until is not None
    ended = run("endpoint", "test", id_)
    assert ended.status == 1
    assert "waiting" in ended.out
    assert "401" in ended.err


def test_a_disabled_endpoint_is_not_told_until_it_is_enabled(run: Run, receiver: Receiver) -> None:
    id_, receiver.secret = add(run, receiver.url)
    assert run("endpoint", "disable", id_).status == 0
    assert "disabled: by hand" in run("endpoint", "list").out
    ended = run("endpoint", "test", id_)
    assert ended.status == 2
    assert "enable" in ended.err
    assert run("endpoint", "enable", id_).status == 0
    assert run("endpoint", "test", id_).status == 0


def test_during_a_rotation_both_secrets_verify(run: Run, receiver: Receiver) -> None:
    id_, receiver.secret = add(run, receiver.url)
    new = json.loads(run("endpoint", "rotate", id_, "--json").out)["secret"]
    assert new != receiver.secret
    run("endpoint", "test", id_)
    [notice] = receiver.received.values()
    Webhook(new).verify(notice.body, notice.headers)


def test_deliveries_are_listed_and_shown_one_by_one(
    run: Run, store: Store, work: Work, faulty: Path, receiver: Receiver
) -> None:
    id_, _ = add(run, receiver.url)
    run("submit", faulty)
    work()
    out = run("endpoint", "deliveries").out
    assert "report.failed" in out
    assert "batch.completed" in out
    assert run("endpoint", "deliveries", id_, "--state", "delivered").out.count("\n") == 1
    assert run("endpoint", "deliveries", "--limit", "1").out.count("\n") == 2
    [told] = [each for each in store.deliveries.newest() if each.event == "report.failed"]
    shown = json.loads(run("endpoint", "deliveries", told.id, "--json").out)
    assert shown["delivery"]["body"]["data"]["findings"][0]["rule"] == "N01"
    assert shown["attempts"] == []
    assert told.id in run("endpoint", "deliveries", told.id[:12]).out
    assert len(json.loads(run("endpoint", "deliveries", "--json").out)) == 2


def test_a_notice_is_brought_once_more_under_its_id(run: Run, store: Store, receiver: Receiver) -> None:
    id_, receiver.secret = add(run, receiver.url)
    run("endpoint", "test", id_)
    [told] = store.deliveries.newest()
    assert run("endpoint", "replay").out == "0\n"  # nothing has failed
    assert run("endpoint", "replay", told.id[:12]).out == "1\n"
    assert store.deliveries.get(told.id).state == "pending"
    assert run("endpoint", "replay", "--endpoint", id_).out == "0\n"


@pytest.mark.parametrize("command", ["test", "disable", "enable", "rotate", "deliveries"])
def test_an_endpoint_that_is_not_there_is_named(run: Run, command: str) -> None:
    ended = run("endpoint", command, "e9")
    assert ended.status == 2
    assert "'e9'" in ended.err


def test_the_list_shows_how_endpoints_fare_and_one_command_resumes(run: Run, store: Store) -> None:
    id_, _ = add(run, "https://example.test/")

    def fail(judgement: Judgement) -> str:
        with store._database.write() as connection:  # noqa: SLF001 - the line does it within its own transaction
            store.endpoints.failed(connection, id_, "status: 500", lambda *_: judgement)
        return str(run("endpoint", "list").out)

    assert "on (1 failures in a row since" in fail(Judgement())
    assert "next try" in fail(Judgement(hold=600))
    out = fail(Judgement(hold=600, disable=True))
    assert "it did not take the notice (500). When mended: nianbao endpoint enable" in " ".join(out.split())
    assert run("endpoint", "enable", id_).status == 0
    assert run("endpoint", "list").out.split()[-1] == "on"


def test_an_endpoint_may_choose_what_it_is_told_of(run: Run, store: Store) -> None:
    wishes = "--rule A --rule N04 --region 36 --publisher 甲 --batch season --digest 15 --at-once 2 --per-minute 60"
    id_, _ = add(run, "https://example.test/", *wishes.split())
    made = store.endpoints.get(id_)
    assert made.filters == Filters(
        rules=("A", "N04"), regions=("36",), publishers=("甲",), batches=("season",), digest_minutes=15
    )
    assert (made.at_once, made.per_minute) == (2, 60)
    out = " ".join(run("endpoint", "list").out.split())
    assert "rules=A,N04" in out
    assert "digest=15" in out
    id_, _ = add(run, "https://example.test/", "--digest", "batch")
    assert store.endpoints.get(id_).filters.digest_minutes == 0


@pytest.mark.parametrize("digest", ["0", "soon", "-1"])
def test_a_digest_is_by_batch_or_minutes(run: Run, digest: str) -> None:
    assert run("endpoint", "add", "https://example.test/", "--digest", digest).status == 2


def test_what_failed_since_a_time_is_brought_once_more(run: Run, store: Store, receiver: Receiver) -> None:
    id_, _ = add(run, receiver.url)
    run("endpoint", "test", id_)
    [told] = store.deliveries.newest()
    with store._database.write() as connection:  # noqa: SLF001 - as if three days had passed
        connection.execute(text("UPDATE deliveries SET state = 'failed'"))
    tomorrow = datetime.fromtimestamp(told.created_at + 86_400, UTC).isoformat()
    assert run("endpoint", "replay", "--since", tomorrow).out == "0\n"
    assert run("endpoint", "replay", "--since", "2h", "--endpoint", id_).out == "1\n"
    assert run("endpoint", "replay", "--since", "soon").status == 2
    assert run("endpoint", "replay", "--all").status == 2
    assert run("endpoint", "replay", "--batch", "b9").status == 2


def test_a_batch_is_brought_once_more(run: Run, store: Store, work: Work, faulty: Path, receiver: Receiver) -> None:
    _, receiver.secret = add(run, receiver.url)
    batch = run("submit", faulty).out.strip()
    work()
    assert run("endpoint", "deliveries", "--batch", batch).out.count("\n") == 3
    with store._database.write() as connection:  # noqa: SLF001 - as if they had arrived
        connection.execute(text("UPDATE deliveries SET state = 'delivered'"))
    assert run("endpoint", "replay", "--batch", batch).out == "0\n"
    assert run("endpoint", "replay", "--batch", batch, "--all").out == "2\n"
