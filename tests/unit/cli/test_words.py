import re
import string
from pathlib import Path

import pytest

import deploy
from deploy.cli.words import WORDS, choose, language, say
from shared.errors import Message

SOURCES = [path.read_text("utf-8") for path in Path(deploy.__file__).parent.rglob("*.py")]
PLAIN = {key for source in SOURCES for key in re.findall(r"say\(\s*[\"']([^\"']+)[\"']", source)}
MADE = {key for source in SOURCES for _, key in re.findall(r"say\(\s*f([\"'])(.+?)\1", source)}
PATTERNS = [re.compile(re.sub(r"\\{.*?\\}", r"[\\w.-]+", re.escape(key))) for key in MADE]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_that_is_said_has_its_words() -> None:
    assert PLAIN - set(WORDS) == set()
    for pattern in PATTERNS:
        assert any(pattern.fullmatch(key) for key in WORDS), pattern


def test_no_words_are_left_over() -> None:
    text = "\n".join(source for source in SOURCES if "WORDS: dict" not in source)
    left = {key for key in WORDS if not re.search(f"[\"']{re.escape(key)}[\"']", text)}
    assert {key for key in left if not any(pattern.fullmatch(key) for pattern in PATTERNS)} == set()


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_something_and_take_the_same_details(key: str) -> None:
    zh, en = WORDS[key]
    assert zh
    assert en
    assert placeholders(zh) == placeholders(en) or key == "place.more"  # one counts all, the other the rest


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "NIANBAO_LANG": "en"}, "en"),
        ({"LANG": "en_GB.UTF-8", "NIANBAO_LANG": "ZH"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "NIANBAO_LANG": ""}, "zh"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chosen: str
) -> None:
    for variable in ("NIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert language() == chosen
    assert choose(Message("年报", "report")) == {"zh": "年报", "en": "report"}[chosen]


def test_details_fill_the_sentence() -> None:
    assert say("watch.still").startswith("nothing moves")
    assert say("summary.documents", count=3) == "3 documents"
