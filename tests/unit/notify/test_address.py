"""Targets that a sender must not be talked into, each with its reason; and those it may serve."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Callable, Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.unit.notify.conftest import Answer, Receiver
from workers.notify import Cause, Reach, delivery, url_refusal
from workers.notify.address import OutOfReachError, Resolve, locate, system_resolve

SECRET = "whsec_" + "c2VjcmV0" * 4
LOOPBACK = Reach(networks=(ip_network("127.0.0.0/8"), ip_network("::1/128")))
PUBLIC = "93.184.215.14"


def names(*answers: Sequence[str]) -> Resolve:
    """Answer one look-up after the other so; the last answer holds from then on."""
    left = list(answers)

    async def resolve(_: str, __: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


REFUSED = [
    # as it is written
    ("ftp://example.test/", "not an http(s) URL"),
    ("file:///etc/hosts", "not an http(s) URL"),
    ("gopher://example.test/", "not an http(s) URL"),
    ("example.test/hook", "not an http(s) URL"),
    ("https:///hook", "not an http(s) URL"),
    ("", "not an http(s) URL"),
    ("https://[::1/", "not a URL"),
    ("https://user:word@example.test/", "user name"),
    ("https://example.test@127.0.0.1/", "user name"),
    ("https://127.0.0.1\\@example.test/", "backslash"),
    ("https://example.test/\r\nx-more: yes", "control character"),
    ("https://exa mple.test/", "a blank"),
    ("http://example.test/hook", "plain http"),
    ("http://93.184.215.14/", "plain http"),
    ("https://example.test:22/", "port 22"),
    ("https://example.test:25/", "port 25"),
    ("https://example.test:6379/", "port 6379"),
    ("https://example.test./", "not a plain host name"),
    ("https://exa%6dple.test/", "not a plain host name"),
    ("https://127%2e0%2e0%2e1/", "not a plain host name"),
    ("https://[fe80::1%25eth0]/", "not a plain host name"),
    ("https://-example.test/", "not a plain host name"),
    # numbers that some resolvers take for addresses
    ("https://2130706433/", "four decimal numbers"),
    ("https://0x7f000001/", "four decimal numbers"),
    ("https://0x7f.0.0.1/", "four decimal numbers"),
    ("https://0177.0.0.1/", "not a URL"),
    ("https://127.1/", "four decimal numbers"),
    ("https://127.0.0.1./", "four decimal numbers"),
    ("https://example.0x7f/", "four decimal numbers"),
    ("https://１２７.０.０.１/", "not a URL"),
    # addresses
    ("https://127.0.0.1/", "loopback"),
    ("http://127.0.0.1:8000/", "loopback"),
    ("https://127.255.255.254/", "loopback"),
    ("https://[::1]/", "loopback"),
    ("https://[0:0:0:0:0:0:0:1]/", "loopback"),
    ("https://0.0.0.0/", "unspecified"),
    ("https://[::]/", "unspecified"),
    ("https://10.0.0.1/", "private"),
    ("https://172.31.255.255/", "private"),
    ("https://192.168.1.1/", "private"),
    ("https://[fd12:3456::1]/", "private"),
    ("https://[fec0::1]/", "private"),
    ("https://100.64.0.1/", "carrier-shared"),
    ("https://169.254.1.1/", "link-local"),
    ("https://[fe80::1]/", "link-local"),
    ("https://169.254.169.254/latest/meta-data/", "metadata"),
    ("https://100.100.100.200/latest/meta-data/", "metadata"),
    ("https://168.63.129.16/", "metadata"),
    ("https://[fd00:ec2::254]/", "metadata"),
    ("https://224.0.0.1/", "multicast"),
    ("https://[ff02::1]/", "multicast"),
    ("https://240.0.0.1/", "reserved"),
    ("https://255.255.255.255/", "reserved"),
    ("https://198.18.0.1/", "benchmarking"),
    ("https://192.0.2.1/", "documentation"),
    ("https://[2001:db8::1]/", "documentation"),
    ("https://[::ffff:127.0.0.1]/", "IPv4-embedding"),
    ("https://[::ffff:7f00:1]/", "IPv4-embedding"),
    ("https://[::ffff:93.184.215.14]/", "IPv4-embedding"),
    ("https://[::127.0.0.1]/", "IPv4-embedding"),
    ("https://[64:ff9b::7f00:1]/", "IPv4-embedding"),
    ("https://[64:ff9b:1::a00:1]/", "IPv4-embedding"),
    ("https://[2002:7f00:1::1]/", "IPv4-embedding"),
    ("https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "IPv4-embedding"),
    ("https://[4000::1]/", "reserved"),
]


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_no_notice_goes_there(url: str, reason: str) -> None:
    refusal = url_refusal(url)
    assert refusal is not None
    assert reason in refusal.en
    assert refusal.zh
    with pytest.raises(OutOfReachError, match=r".") as raised:
        asyncio.run(locate(url, Reach(), names([PUBLIC])))
    assert raised.value.message == refusal


@pytest.mark.parametrize(
    ("addresses", "reason"),
    [
        (["127.0.0.1"], "receiver.test → 127.0.0.1 is a loopback address"),
        (["::ffff:10.0.0.1"], "IPv4-embedding"),
        (["169.254.169.254"], "metadata"),
        ([PUBLIC, "10.0.0.1"], "receiver.test → 10.0.0.1 is a private address"),
    ],
)
def test_a_name_is_judged_by_every_address_that_it_has(addresses: list[str], reason: str) -> None:
    assert url_refusal("https://receiver.test/") is None
    with pytest.raises(OutOfReachError, match=reason):
        asyncio.run(locate("https://receiver.test/", Reach(), names(addresses)))


@pytest.mark.parametrize("host", ["localhost", "any.localhost"])
def test_this_machine_is_no_receiver_by_any_name(host: str) -> None:
    resolve = system_resolve if host == "localhost" else names(["127.0.0.1"])
    with pytest.raises(OutOfReachError, match="loopback"):
        asyncio.run(locate(f"http://{host}:8000/", Reach(), resolve))


@pytest.mark.parametrize(
    ("url", "reach"),
    [
        ("https://example.test/hook?key=1", Reach()),
        ("https://例子.测试/", Reach()),
        ("https://example.test:8443/", Reach()),
        ("https://93.184.215.14/", Reach()),
        ("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", Reach()),
        ("http://example.test/", Reach(http=True)),
        ("https://example.test:981/", Reach(ports=frozenset({981}))),
        ("http://127.0.0.1:8000/", LOOPBACK),
        ("http://[::1]:8000/", LOOPBACK),
        ("http://localhost:8000/", LOOPBACK),
        ("https://10.1.2.3/", Reach(networks=(ip_network("10.1.0.0/16"),))),
        ("http://10.1.2.3/", Reach(networks=(ip_network("10.1.0.0/16"),), http=True)),
    ],
)
def test_a_notice_may_go_there(url: str, reach: Reach) -> None:
    assert url_refusal(url, reach) is None


@pytest.mark.parametrize(
    ("url", "reach", "reason"),
    [
        ("https://10.2.0.1/", Reach(networks=(ip_network("10.1.0.0/16"),)), "private"),
        ("http://10.1.2.3/", Reach(networks=(ip_network("10.1.0.0/16"),)), "plain http"),
        ("https://[::ffff:127.0.0.1]/", LOOPBACK, "IPv4-embedding"),
        ("https://169.254.169.254/", Reach(networks=(ip_network("0.0.0.0/0"),)), "metadata"),
    ],
)
def test_what_is_allowed_is_allowed_exactly(url: str, reach: Reach, reason: str) -> None:
    refusal = url_refusal(url, reach)
    assert refusal is not None
    assert reason in refusal.en


def test_a_name_without_addresses_is_no_receiver() -> None:
    with pytest.raises(OSError, match="no address"):
        asyncio.run(locate("https://receiver.test/", Reach(), names([])))


Receive = Callable[[Answer], Receiver]


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_found_fit(receive: Receive) -> None:
    """The second answer would lead elsewhere: it is never asked for."""
    receiver = receive(lambda handler: handler.reply(204))
    url = f"http://rebinding.localhost:{receiver.server.server_port}/"
    resolve = names(["127.0.0.1"], ["10.0.0.1"])
    now = dt.datetime.now(dt.UTC)
    attempt = delivery.deliver(url, [SECRET], "m", now, b"{}", reach=LOOPBACK, resolve=resolve)
    assert attempt.status == 204
    assert receiver.got[0][0]["host"] == f"rebinding.localhost:{receiver.server.server_port}"
    again = delivery.deliver(url, [SECRET], "m", now, b"{}", reach=LOOPBACK, resolve=resolve)
    assert (again.cause, again.status) == (Cause.URL, None)
    assert len(receiver.got) == 1


def test_the_next_address_is_tried_where_one_takes_no_connection(receive: Receive) -> None:
    receiver = receive(lambda handler: handler.reply(204))
    url = f"http://two.localhost:{receiver.server.server_port}/"
    attempt = delivery.deliver(
        url, [SECRET], "m", dt.datetime.now(dt.UTC), b"{}", reach=LOOPBACK, resolve=names(["127.0.0.9", "127.0.0.1"])
    )
    assert attempt.status == 204


@pytest.mark.parametrize(("name", "cause"), [("receiver.test", None), ("other.test", Cause.TLS)])
def test_the_certificate_must_be_that_of_the_name(
    receive: Receive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cause: Cause | None
) -> None:
    """Though the connection is made to an address."""
    pem = certificate(tmp_path, "receiver.test")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(pem)
    receiver = receive(lambda handler: handler.reply(204))
    receiver.server.socket = served.wrap_socket(receiver.server.socket, server_side=True)
    monkeypatch.setattr(delivery, "_tls", lambda: ssl.create_default_context(cafile=str(pem)))
    attempt = delivery.deliver(
        f"https://{name}:{receiver.server.server_port}/",
        [SECRET],
        "m",
        dt.datetime.now(dt.UTC),
        b"{}",
        reach=LOOPBACK,
        resolve=names(["127.0.0.1"]),
    )
    assert attempt.cause is cause


def certificate(folder: Path, name: str) -> Path:
    """Write a certificate for a name and its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "receiver.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_ranges_are_named_by_what_contains_them_first() -> None:
    assert ip_address("::1") in ip_network("::/96")
    refusal = url_refusal("https://[::1]/")
    assert refusal is not None
    assert refusal.zh == "::1 是本机地址"
