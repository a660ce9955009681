"""Where notices may go: never by accident into the sender's own network.

A URL is judged twice: as it is written, when an endpoint is added and before every attempt, and by the addresses that
its name has at that moment. The connection is then made to one of those addresses, so that no second answer of a name
server counts. What an operator allows on purpose is a `Reach`.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx
import msgspec

from shared.errors import Message

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]  # name and port → addresses


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What is allowed beyond public addresses over https: internal networks, plain http, further ports."""

    networks: tuple[Network, ...] = ()
    http: bool = False
    ports: frozenset[int] = frozenset()


class OutOfReachError(Exception):
    """No notice goes there; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class Target(msgspec.Struct, frozen=True):
    """A URL whose name has been looked up: its host, and the addresses that may be connected to."""

    url: httpx.URL
    addresses: tuple[Address, ...]


# Special-purpose addresses, by the registries of IANA; of several that contain an address the first one names it.
_SPECIAL: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "云主机元数据服务",
        "cloud metadata",
        ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::/64"),
    ),
    ("本机", "loopback", ("127.0.0.0/8", "::1")),
    ("未指定", "unspecified", ("0.0.0.0/8", "::")),
    ("链路本地", "link-local", ("169.254.0.0/16", "fe80::/10")),
    ("内网", "private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
    ("运营商共享", "carrier-shared", ("100.64.0.0/10",)),
    ("组播", "multicast", ("224.0.0.0/4", "ff00::/8")),
    ("测试", "benchmarking", ("198.18.0.0/15", "2001:2::/48")),
    (
        "文档示例",
        "documentation",
        ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    ),
    (
        "内嵌 IPv4 的",
        "IPv4-embedding",
        ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"),
    ),
    ("保留", "reserved", ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "2001::/23")),
)
_METADATA, *_OTHERS = [(zh, en, tuple(map(ip_network, ranges))) for zh, en, ranges in _SPECIAL]
_PUBLIC_V6 = IPv6Network("2000::/3")  # all that has been given out

_USUAL_PORTS = {80, 443}
_PRIVILEGED = 1024
_SERVICES = {1433, 1521, 2049, 2375, 2376, 2379, 3306, 3389, 5432, 5984, 6379, 6443, 9042, 9200, 10250, 11211, 27017}

# What a URL parser, a resolver and a person may read differently.
_ODD_CHARACTER = re.compile(r"[\x00-\x20\x7f\\]")
_HOST_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)")


def url_refusal(url: str, reach: Reach | None = None) -> Message | None:
    """Say why no notice is sent to a URL as it is written, or None. Names are not looked up."""
    reach = reach or Reach()
    try:
        target = read(url, reach)
        if address := literal(target.host):
            accept((address,), target, reach)
    except OutOfReachError as refusal:
        return refusal.message
    return None


async def locate(url: str, reach: Reach, resolve: Resolve) -> Target:
    """Look a URL's host up once; OutOfReachError unless every address may be connected to, OSError if there is none."""
    target = read(url, reach)
    fixed = literal(target.host)
    port = target.port or _default_port(target)
    addresses = (fixed,) if fixed else tuple(map(ip_address, dict.fromkeys(await resolve(target.host_ascii, port))))
    if not addresses:
        raise OSError(f"{target.host} has no address")
    accept(addresses, target, reach)
    return Target(target.url, addresses)


async def system_resolve(name: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name; OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


class Read(msgspec.Struct, frozen=True):
    """A URL that may be meant."""

    url: httpx.URL

    @property
    def host(self) -> str:
        """Its host as people write it."""
        return self.url.host

    @property
    def host_ascii(self) -> str:
        """Its host as name servers know it."""
        return self.url.raw_host.decode("ascii")

    @property
    def port(self) -> int | None:
        """Its port, where it names one."""
        return self.url.port


def read(url: str, reach: Reach) -> Read:
    """Parse a URL; OutOfReachError where it is not plainly one of a receiver."""
    if _ODD_CHARACTER.search(url):
        raise _refuse("网址中有空格、反斜杠或控制字符", "the URL holds a blank, a backslash or a control character")
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _refuse(f"不是网址：{error}", f"not a URL: {error}") from error
    if parsed.scheme not in {"http", "https"} or not host:
        raise _refuse("不是 http(s) 网址", "not an http(s) URL")
    if parsed.userinfo:
        raise _refuse("网址中不得带用户名或密码", "a URL must not carry a user name or password")
    if literal(host) is None:
        if _NUMBER.fullmatch(host.rstrip(".")):
            raise _refuse(
                f"{host}：IP 地址须写成四段十进制数", f"{host}: an IP address must be written as four decimal numbers"
            )
        if not _HOST_NAME.fullmatch(host):
            raise _refuse(f"{host}：不是规范的主机名", f"{host}: not a plain host name")
    port = parsed.port or _default_port(Read(parsed))
    if port not in _USUAL_PORTS | reach.ports and (port < _PRIVILEGED or port in _SERVICES):
        raise _refuse(f"端口 {port} 不用于接收通知", f"port {port} is not one that receivers of notices listen on")
    is_local = host == "localhost" or host.endswith(".localhost")
    if parsed.scheme == "http" and not reach.http and literal(host) is None and not is_local:
        raise _plain_http()
    return Read(parsed)


def literal(host: str) -> Address | None:
    """Return the address that a host is, or None for a name."""
    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None


def accept(addresses: Sequence[Address], target: Read, reach: Reach) -> None:
    """Raise OutOfReachError unless all of these addresses of a URL's host may be connected to."""
    for address in addresses:
        kind = _kind(address, reach)
        if kind is not None:
            zh, en = kind
            name = "" if target.host == str(address) else f"{target.host} → "
            raise _refuse(f"{name}{address} 是{zh}地址", f"{name}{address} is a {en} address")
        if target.url.scheme == "http" and not reach.http and not address.is_loopback:
            raise _plain_http()


def _kind(address: Address, reach: Reach) -> tuple[str, str] | None:
    """Name the kind of an address that is not to be connected to, in Chinese and English.

    Metadata services hand out the machine's own keys: no network that is allowed makes them a receiver.
    """
    zh, en, networks = _METADATA
    if any(address in network for network in networks):
        return zh, en
    if any(address in network for network in reach.networks):
        return None
    for zh, en, networks in _OTHERS:
        if any(address in network for network in networks):
            return zh, en
    if isinstance(address, IPv6Address) and address not in _PUBLIC_V6:
        return "保留", "reserved"
    return None


def _default_port(target: Read) -> int:
    return 443 if target.url.scheme == "https" else 80


def _plain_http() -> OutOfReachError:
    return _refuse("不得用明文 http，请用 https", "plain http is not allowed: use https")


def _refuse(zh: str, en: str) -> OutOfReachError:
    return OutOfReachError(Message(zh, en))
