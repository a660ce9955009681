import pytest

from tests.unit.gateway.conftest import Client


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
