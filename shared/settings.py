"""What a process is told by its environment (`NIANBAO_…`). Only composition roots read the environment."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from shared.limits import Limits

_PREFIX = "NIANBAO_"
_LIMIT = _PREFIX + "LIMIT_"
_SCHEMES = ("redis", "rediss", "redis+socket", "sentinel", "amqp", "amqps")
_OTHER_NAMES = {"NIANBAO_BROKER_URL": "NIANBAO_REDIS_URL"}  # for who has no Redis
_IN_FILE = "_FILE"


class SettingsError(ValueError):
    """A variable of the environment that cannot be meant."""


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
        if min(self.lease_seconds, self.window, self.upload_bytes, self.backlog) <= 0:
            raise SettingsError(
                "NIANBAO_LEASE_SECONDS, NIANBAO_WINDOW, NIANBAO_UPLOAD_BYTES and NIANBAO_BACKLOG must be above zero"
            )
        if self.secret_key and self.secret_key_file:
            raise SettingsError("NIANBAO_SECRET_KEY and NIANBAO_SECRET_KEY_FILE: name one of them")
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
            raise SettingsError(f"NIANBAO_ALLOWED_NETWORKS: {error}") from None

    @property
    def ports(self) -> frozenset[int]:
        """The ports that notices may go to beyond the usual ones."""
        try:
            return frozenset(map(int, _words(self.allowed_ports)))
        except ValueError as error:
            raise SettingsError(f"NIANBAO_ALLOWED_PORTS: {error}") from None

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys that encrypt the secrets of endpoints, the one in use first; none: they are kept as they are."""
        if not self.secret_key_file:
            return tuple(_words(self.secret_key))
        try:
            return tuple(_words(Path(self.secret_key_file).read_text().replace("\n", ",")))
        except OSError as error:
            raise SettingsError(f"NIANBAO_SECRET_KEY_FILE: {error}") from None

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
        raise SettingsError(f"{limits[unknown[0]]}: there is no such limit")
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
                raise SettingsError(f"{file}: {error}") from None
    for variable, name in _OTHER_NAMES.items():
        if variable in found:
            _refuse_both(found, name, variable)
            found[name] = found[variable]
    return found


def _refuse_both(found: Mapping[str, str], one: str, other: str) -> None:
    if one in found:
        raise SettingsError(f"{one} and {other}: name one of them")


def _values(noun: type[msgspec.Struct], variables: dict[str, str], environ: Mapping[str, str]) -> dict[str, Any]:
    values = {}
    for field in msgspec.structs.fields(noun):
        variable = variables.get(field.name, "")
        if variable in environ and field.type is not Limits:
            try:
                values[field.name] = msgspec.convert(environ[variable], field.type, strict=False)
            except msgspec.ValidationError as error:
                raise SettingsError(f"{variable}={environ[variable]!r}: {error}") from None
    return values


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _accept_redis(url: str) -> None:
    parts = urlsplit(url)
    if "cluster" in parts.scheme or "cluster" in parts.query:
        raise SettingsError(
            "NIANBAO_REDIS_URL names a Redis Cluster. Celery's Redis transport touches keys of several slots in one "
            "command, which a cluster refuses: name a single server or Sentinels"
        )
    if parts.scheme not in _SCHEMES:
        raise SettingsError(f"NIANBAO_REDIS_URL begins with {parts.scheme!r}, not with one of {', '.join(_SCHEMES)}")
