import msgspec
import pytest

from deploy.gateway.invalid import in_words
from shared.errors import Message
from tests.unit.gateway.conftest import Client


class _Thing(msgspec.Struct, forbid_unknown_fields=True):
    number: int
    words: list[str] = []
    maybe: int | None = None


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        ("/v1/batches?limit=0", "limit：应不小于 1", "limit: must be at least 1"),
        ("/v1/batches?limit=x", "limit：应为整数，实为文本", "limit: must be a whole number, is text"),
        ("/v1/export?table=x", "table：没有这个取值：x", "table: no such value: x"),
        ("/v1/documents/abc", "sha256：应符合 ^[0-9a-f]{64}$", "sha256: must match ^[0-9a-f]{64}$"),
    ],
)
def test_a_wrong_value_of_a_request_is_told_in_both_languages(client: Client, query: str, zh: str, en: str) -> None:
    assert client.get(query).json()["message"] == {"zh": f"请求有误：{zh}", "en": f"bad request: {en}"}


def test_a_wrong_body_is_told_in_both_languages(client: Client) -> None:
    def told(body: bytes) -> str:
        message: str = client.post("/v1/endpoints", content=body).json()["message"]["zh"]
        return message.removeprefix("请求有误：")

    assert told(b"{") == "JSON 不完整"
    assert told(b'{"url": 1}') == "url：应为文本，实为整数"
    assert told(b"{}") == "缺少字段：url"
    assert "urls" in told(b'{"urls": ""}')


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            b'{"number": 1, "words": [1]}',
            Message("words[0]：应为文本，实为整数", "words[0]: must be text, is a whole number"),
        ),
        (
            b'{"number": 1, "maybe": "x"}',
            Message("maybe：应为整数或空值，实为文本", "maybe: must be a whole number or null, is text"),
        ),
        (b'{"number": 1,, }', Message("JSON 有误（第 13 字节）", "the JSON is wrong at byte 13")),
    ],
)
def test_what_msgspec_says_is_understood(body: bytes, told: Message) -> None:
    with pytest.raises(msgspec.DecodeError) as error:
        msgspec.json.decode(body, type=_Thing)
    assert in_words(str(error.value)) == told


def test_what_nobody_knows_stays_as_it_is() -> None:
    assert in_words("Something new", "x") == Message("x：Something new", "x: Something new")
