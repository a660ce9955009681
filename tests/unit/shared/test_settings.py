from ipaddress import ip_network
from pathlib import Path

import pytest

from shared.errors import Message
from shared.limits import Limits
from shared.settings import Settings, SettingsError, is_setting, load


def test_an_empty_environment_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    settings = load({})
    assert settings == Settings()
    assert settings.database == "sqlite:////.nianbao/nianbao.db"
    assert settings.blob_store == "/.nianbao/blobs"
    assert settings.redis_url is None


def test_every_field_is_a_variable_and_comes_back_from_its_environment() -> None:
    settings = Settings(
        home="/srv/x",
        database_url="postgresql://db/nianbao",
        blobs="s3://bucket/reports",
        redis_url="rediss://:secret@redis:6379/3",
        lease_seconds=2.5,
        window=7,
        log_level="debug",
        allowed_networks="10.1.0.0/16, fd00::/8",
        allowed_ports="981",
        allow_http=True,
        secret_key="a,b",  # noqa: S106 - for the test
        limits=Limits(seconds=5, memory_mb=64),
    )
    environ = settings.environ()
    assert environ["NIANBAO_WINDOW"] == "7"
    assert environ["NIANBAO_LIMIT_SECONDS"] == "5"
    assert load(environ) == settings
    assert load(Settings().environ()) == Settings()


def test_a_postgresql_url_gets_the_driver_that_is_used() -> None:
    assert Settings(database_url="postgresql://u@h/d").database == "postgresql+psycopg://u@h/d"


def test_other_variables_are_nobodys_business() -> None:
    assert load({"PATH": "/bin", "NIANBAO_LANG": "zh"}) == Settings()


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"NIANBAO_WINDOW": "many"}, "NIANBAO_WINDOW"),
        ({"NIANBAO_WINDOW": "0"}, "NIANBAO_WINDOW"),
        ({"NIANBAO_LIMIT_SECONDS": "soon"}, "NIANBAO_LIMIT_SECONDS"),
        ({"NIANBAO_LIMIT_PAGE": "3"}, "NIANBAO_LIMIT_PAGE"),
        ({"NIANBAO_REDIS_URL": "redis+cluster://a:1"}, "Redis Cluster"),
        ({"NIANBAO_REDIS_URL": "redis://a:1?cluster=true"}, "Redis Cluster"),
        ({"NIANBAO_ALLOWED_NETWORKS": "10.1.0.1/16"}, "NIANBAO_ALLOWED_NETWORKS: 10.1.0.1/16 has host bits set"),
        ({"NIANBAO_ALLOWED_PORTS": "https"}, "NIANBAO_ALLOWED_PORTS"),
        ({"NIANBAO_ALLOW_HTTP": "maybe"}, "NIANBAO_ALLOW_HTTP"),
        ({"NIANBAO_SECRET_KEY": "a", "NIANBAO_SECRET_KEY_FILE": "b"}, "name one of them"),
        ({"NIANBAO_REDIS_URL": "http://a"}, "NIANBAO_REDIS_URL"),
        ({"NIANBAO_DATABASE_URL": "mysql://u:secret@h/d"}, "NIANBAO_DATABASE_URL: must be postgresql://user:"),
        (
            {"NIANBAO_DATABASE_URL": "postgresql://u:secret@h:port/d"},
            "NIANBAO_DATABASE_URL: must be postgresql://user:",
        ),
        ({"NIANBAO_DATABASE_URL": "nianbao.db"}, "NIANBAO_DATABASE_URL: must be .* or sqlite:///file"),
        ({"NIANBAO_BLOBS": "s4://bucket"}, "NIANBAO_BLOBS: must be a folder or s3://"),
        ({"NIANBAO_REDIS_URL": "redis://a", "NIANBAO_BROKER_URL": "amqp://a"}, "name one of them"),
        ({"NIANBAO_REDIS_URL": "redis://a", "NIANBAO_REDIS_URL_FILE": "/a"}, "name one of them"),
        ({"NIANBAO_DATABASE_URL_FILE": "/nothing"}, "NIANBAO_DATABASE_URL_FILE: .*No such file"),
    ],
)
def test_what_cannot_be_meant_is_named(environ: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        load(environ)


def test_what_cannot_be_meant_is_told_in_both_languages() -> None:
    with pytest.raises(SettingsError) as error:
        load({"NIANBAO_WINDOW": "many"})
    assert error.value.args == (
        Message("NIANBAO_WINDOW='many'：应为整数，实为文本", "NIANBAO_WINDOW='many': must be a whole number, is text"),
    )


def test_lists_are_separated_by_commas() -> None:
    settings = load({"NIANBAO_ALLOWED_NETWORKS": "10.1.0.0/16, ::1", "NIANBAO_ALLOWED_PORTS": "981,982"})
    assert settings.networks == (ip_network("10.1.0.0/16"), ip_network("::1/128"))
    assert settings.ports == {981, 982}


def test_keys_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("new\nold\n")
    assert Settings(secret_key_file=str(path)).secret_keys == ("new", "old")
    assert load({"NIANBAO_SECRET_KEY": "one"}).secret_keys == ("one",)
    assert Settings().secret_keys == ()
    with pytest.raises(SettingsError, match="NIANBAO_SECRET_KEY_FILE"):
        _ = Settings(secret_key_file=str(tmp_path / "none")).secret_keys


def test_any_value_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "url"
    path.write_text("amqp://user:secret@rabbit/season\n")
    assert load({"NIANBAO_BROKER_URL_FILE": str(path)}).redis_url == "amqp://user:secret@rabbit/season"
    path.write_text("postgresql://user:secret@db/nianbao\n")
    assert load({"NIANBAO_DATABASE_URL_FILE": str(path)}).database_url == "postgresql://user:secret@db/nianbao"


def test_what_is_a_setting_is_known_by_its_name() -> None:
    told = ("NIANBAO_REDIS_URL", "NIANBAO_BROKER_URL_FILE", "NIANBAO_SECRET_KEY_FILE", "NIANBAO_LIMIT_SECONDS")
    assert all(map(is_setting, told))
    assert not any(map(is_setting, ("PATH", "NIANBAO_LANG", "REDIS_URL")))
