"""What is wrong with a value, in both languages: msgspec, which finds it, says so in its own English only."""

import re

from shared.errors import Message

_TYPES = {
    "str": Message("文本", "text"),
    "int": Message("整数", "a whole number"),
    "float": Message("数字", "a number"),
    "bool": Message("true 或 false", "true or false"),
    "array": Message("列表", "a list"),
    "object": Message("对象", "an object"),
    "null": Message("空值", "null"),
}
_BETWEEN = {">=": Message("不小于", "at least"), "<=": Message("不大于", "at most")}
# (what msgspec says, what we say); groups of the one fill the other
_SENTENCES = [
    (re.compile(rf"^{said}$"), Message(zh, en))
    for said, zh, en in (
        (r"Expected `\w+` matching regex '(.*)'", "应符合 {0}", "must match {0}"),
        (r"Expected `(?:int|float)` (>=|<=) (\S+)", "应{0} {1}", "must be {0} {1}"),
        (r"Expected `\w+` of length (>=|<=) (\d+)", "长度应{0} {1}", "must have a length of {0} {1}"),
        (r"Expected `([^`]+)`, got `([^`]+)`", "应为{0}，实为{1}", "must be {0}, is {1}"),
        (r"Invalid enum value '?(.*?)'?", "没有这个取值：{0}", "no such value: {0}"),
        (r"Object contains unknown field `(.*)`", "没有这个字段：{0}", "no such field: {0}"),
        (r"Object missing required field `(.*)`", "缺少字段：{0}", "field is missing: {0}"),
        (r"Input data was truncated", "JSON 不完整", "the JSON is cut off"),
        (r"JSON is malformed: .*\(byte (\d+)\)", "JSON 有误（第 {0} 字节）", "the JSON is wrong at byte {0}"),
    )
]
_AT = re.compile(r"(.*?)(?: - at `\$\.?(.*)`)?", re.DOTALL)


def in_words(said: str, where: str = "") -> Message:
    """Return what msgspec says of a value, before it the name of that value; unknown sentences stay as they are."""
    match = _AT.fullmatch(said)
    told, within = (match[1], match[2] or "") if match else (said, "")
    message = next((_filled(says, found) for known, says in _SENTENCES if (found := known.match(told))), None)
    message = message or Message(told, told)
    name = within or where
    return Message(f"{name}：{message.zh}", f"{name}: {message.en}") if name else message


def _filled(says: Message, found: re.Match[str]) -> Message:
    meant = _types if ", got" in found.re.pattern else _plain
    words = [_BETWEEN.get(each) or meant(each) for each in found.groups()]
    return Message(says.zh.format(*(each.zh for each in words)), says.en.format(*(each.en for each in words)))


def _plain(quoted: str) -> Message:
    value = quoted.replace(r"\\", "\\")  # of a pattern, as msgspec quotes it
    return Message(value, value)


def _types(names: str) -> Message:
    """Return the words for `int | null`, say; whatever is no type of JSON stays as it is."""
    known = [_TYPES[each] for each in names.split(" | ") if each in _TYPES]
    if not known:
        return _plain(names)
    return Message("或".join(each.zh for each in known), " or ".join(each.en for each in known))
