"""What a process is told by its environment (`NIANBAO_…`). Only composition roots read the environment."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from shared.errors import Message
from shared.invalid import in_words
from shared.limits import Limits

_PREFIX = "NIANBAO_"
_LIMIT = _PREFIX + "LIMIT_"
_SCHEMES = ("redis", "rediss", "redis+socket", "sentinel", "amqp", "amqps")
_DATABASES = ("postgresql", "postgresql+psycopg", "sqlite")
_OTHER_NAMES = {"NIANBAO_BROKER_URL": "NIANBAO_REDIS_URL"}  # for who has no Redis
_IN_FILE = "_FILE"


class SettingsError(ValueError):
    """A variable of the environment that cannot be meant; its argument is a `Message`."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every field is the variable `NIANBAO_<FIELD>`; those of `limits` are `NIANBAO_LIMIT_<FIELD>`.

    `NIANBAO_<FIELD>_FILE` names a file that holds the value, and `NIANBAO_BROKER_URL` is `NIANBAO_REDIS_URL`.
    """

    home: str = ".nianbao"  # folder for what has no URL of its own
    database_url: str = ""  # SQLite in `home` by default, or postgresql://…
    blobs: str = ""  # folder, or s3://bucket/prefix; a folder in `home` by default
    redis_url: str | None = None  # Redis, Sentinels or RabbitMQ; a server of our own where there is none
    redis_master: str = "mymaster"  # what Sentinels call the server
    redis_sentinel_password: str = ""  # of the Sentinels themselves
    lease_seconds: float = 20  # after which a worker that gave no sign has lost its work
    window: int = 400  # documents of one queue that are on their way at once
    upload_bytes: int = 8 * 2**30  # of one request to the gateway
    backlog: int = 1_000_000  # documents that may be open before no more are taken
    reserve_bytes: int = 256 * 2**20  # free on the disk of the home or the blobs, below which no more are taken
    policy: str = ""  # file that changes the packaged policy: rules, severities, deadlines, names of bodies
    metrics: str = ""  # host:port at which the scheduler serves metrics to Prometheus; nowhere by default
    traces: str = ""  # an OpenTelemetry collector that is told of traces by OTLP/HTTP: http://collector:4318
    traces_share: float = 1.0  # of the documents that it is told of
    heartbeat: str = ""  # file that a worker or the scheduler touches while it gets round to its work
    public_url: str = ""  # of the gateway as receivers of notices see it: their links lead there
    allowed_networks: str = ""  # that notices may go to though they are not public: 10.1.0.0/16,127.0.0.0/8
    allowed_ports: str = ""  # that notices may go to beyond 80, 443 and those from 1024 on
    allow_http: bool = False  # notices without TLS to other machines, too
    secret_key: str = ""  # encrypts the secrets of endpoints; several, separated by commas: the first one encrypts
    secret_key_file: str = ""  # the same, in a file
    log_level: str = "info"
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if self.redis_url is not None:
            _accept_redis(self.redis_url)
        if self.database_url:
            _accept_database(self.database_url)
        if self.blobs.partition("://")[1] and not self.blobs.startswith("s3://"):
            raise _wrong("NIANBAO_BLOBS", "应为文件夹或 s3://桶/前缀", "must be a folder or s3://bucket/prefix")
        if min(self.lease_seconds, self.window, self.upload_bytes, self.backlog) <= 0:
            raise _wrong(
                "NIANBAO_LEASE_SECONDS, NIANBAO_WINDOW, NIANBAO_UPLOAD_BYTES, NIANBAO_BACKLOG",
                "须大于零",
                "must be above zero",
            )
        if self.secret_key and self.secret_key_file:
            raise _one_of("NIANBAO_SECRET_KEY", "NIANBAO_SECRET_KEY_FILE")
        _ = self.networks, self.ports  # say now what cannot be meant

    @property
    def database(self) -> str:
        """The URL of the database, with the driver that is used."""
        url = self.database_url or f"sqlite:///{Path(self.home).absolute() / 'nianbao.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def blob_store(self) -> str:
        """The folder or URL of the blob store."""
        return self.blobs or str(Path(self.home).absolute() / "blobs")

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that notices may go to though they are not public."""
        try:
            return tuple(map(ip_network, _words(self.allowed_networks)))
        except ValueError as error:
            raise _wrong("NIANBAO_ALLOWED_NETWORKS", f"不是网段（{error}）", str(error)) from None

    @property
    def ports(self) -> frozenset[int]:
        """The ports that notices may go to beyond the usual ones."""
        try:
            return frozenset(map(int, _words(self.allowed_ports)))
        except ValueError as error:
            raise _wrong("NIANBAO_ALLOWED_PORTS", f"不是端口号（{error}）", str(error)) from None

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys that encrypt the secrets of endpoints, the one in use first; none: they are kept as they are."""
        if not self.secret_key_file:
            return tuple(_words(self.secret_key))
        try:
            return tuple(_words(Path(self.secret_key_file).read_text().replace("\n", ",")))
        except OSError as error:
            raise _wrong("NIANBAO_SECRET_KEY_FILE", f"读不出（{error}）", f"cannot be read: {error}") from None

    def environ(self) -> dict[str, str]:
        """Return the variables from which `load` makes these settings again: what a child process is told."""
        told = msgspec.structs.asdict(self)
        limits = msgspec.structs.asdict(told.pop("limits"))
        named = {_PREFIX + name.upper(): value for name, value in told.items() if value not in {None, ""}}
        named |= {_LIMIT + name.upper(): value for name, value in limits.items()}
        return {name: str(value) for name, value in named.items()}


_VARIABLES = frozenset(_PREFIX + name.upper() for name in Settings.__struct_fields__)


def load(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; SettingsError names the variable that is wrong."""
    environ = _spelled_out(environ)
    limits = {name.removeprefix(_LIMIT).lower(): name for name in environ if name.startswith(_LIMIT)}
    unknown = sorted(set(limits) - set(Limits.__struct_fields__))
    if unknown:
        there = ", ".join(Limits.__struct_fields__).upper()
        raise _wrong(limits[unknown[0]], f"没有这个限值；限值有 {there}", f"there is no such limit; limits are {there}")
    told = _values(Settings, {name: _PREFIX + name.upper() for name in Settings.__struct_fields__}, environ)
    told["limits"] = Limits(**_values(Limits, limits, environ))
    return Settings(**told)


def is_setting(variable: str) -> bool:
    """Say whether `load` reads this variable of an environment."""
    name = variable.removesuffix(_IN_FILE)
    return variable.startswith(_LIMIT) or name in _OTHER_NAMES or name in _VARIABLES or variable in _VARIABLES


def _spelled_out(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with every value under the field's own name, read from its file where it names one."""
    found = dict(environ)
    for variable in (*_VARIABLES, *_OTHER_NAMES):
        if (file := variable + _IN_FILE) in environ and file not in _VARIABLES:
            _refuse_both(found, variable, file)
            try:
                found[variable] = Path(environ[file]).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise _wrong(file, f"读不出（{error}）", f"cannot be read: {error}") from None
    for variable, name in _OTHER_NAMES.items():
        if variable in found:
            _refuse_both(found, name, variable)
            found[name] = found[variable]
    return found


def _refuse_both(found: Mapping[str, str], one: str, other: str) -> None:
    if one in found:
        raise _one_of(one, other)


def _values(noun: type[msgspec.Struct], variables: dict[str, str], environ: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for field in msgspec.structs.fields(noun):
        variable = variables.get(field.name, "")
        if variable in environ and field.type is not Limits:
            try:
                values[field.name] = msgspec.convert(environ[variable], field.type, strict=False)
            except msgspec.ValidationError as error:
                raise SettingsError(in_words(str(error), f"{variable}={environ[variable]!r}")) from None
    return values


def _wrong(variable: str, zh: str, en: str) -> SettingsError:
    return SettingsError(Message(f"{variable}：{zh}", f"{variable}: {en}"))


def _one_of(one: str, other: str) -> SettingsError:
    return _wrong(f"{one}, {other}", "只能设置其中一个", "name one of them")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _accept_database(url: str) -> None:
    """Refuse what names no database. The URL, which may hold a password, is not repeated."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in _DATABASES and (parts.port is None or parts.port > 0)
    except ValueError:  # the port is no number, the host no address
        known = False
    if not known:
        raise _wrong(
            "NIANBAO_DATABASE_URL",
            "应为 postgresql://用户:密码@主机:端口/库 或 sqlite:///文件",
            "must be postgresql://user:password@host:port/database or sqlite:///file",
        )


def _accept_redis(url: str) -> None:
    parts = urlsplit(url)
    if "cluster" in parts.scheme or "cluster" in parts.query:
        raise _wrong(
            "NIANBAO_REDIS_URL",
            "Redis Cluster 不能用：Celery 一条命令要动几个槽的键，集群会拒绝；请改用单台服务器或哨兵",
            "names a Redis Cluster. Celery's Redis transport touches keys of several slots in one command, which a "
            "cluster refuses: name a single server or Sentinels",
        )
    if parts.scheme not in _SCHEMES:
        schemes = ", ".join(_SCHEMES)
        raise _wrong(
            "NIANBAO_REDIS_URL",
            f"以 {parts.scheme!r} 开头；应为 {schemes} 之一",
            f"begins with {parts.scheme!r}, not with one of {schemes}",
        )
