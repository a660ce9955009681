import msgspec
import pytest

from shared.errors import Message
from shared.invalid import in_words


class _Thing(msgspec.Struct, forbid_unknown_fields=True):
    number: int
    words: list[str] = []
    maybe: int | None = None


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
