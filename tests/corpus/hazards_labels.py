"""Hazards in labels: brackets, typos, spaces, instructions."""

import random
from collections.abc import Callable

import msgspec

from tests.corpus.hazard import GOV, Hazard
from tests.corpus.sheet import Box, Grid, Role, Sheet
from tests.corpus.truth import Truth


def _relabel(change: Callable[[str, random.Random], str], tables: tuple[str, ...] = ()) -> Callable[..., Sheet]:
    """Return a recipe that rewrites the labels of (these) tables."""

    def recipe(sheet: Sheet, rng: random.Random) -> Sheet:
        for block in sheet:
            if isinstance(block, Grid) and (not tables or block.table in tables):
                block.boxes = [_changed(box, change, rng) for box in block.boxes]
        return sheet

    return recipe


def _changed(box: Box, change: Callable[[str, random.Random], str], rng: random.Random) -> Box:
    return box if box.key or not box.text else msgspec.structs.replace(box, text=change(box.text, rng))


def _half_width(label: str, rng: random.Random) -> str:
    return label.replace("（", "(").replace("）", rng.choice((")", ") ")))


def _circled(label: str, _: random.Random) -> str:
    for plain, circled in zip("一二三四五六七", "㈠㈡㈢㈣㈤㈥㈦", strict=True):
        label = label.replace(f"（{plain}）", circled)
    return label


def _comma(label: str, _: random.Random) -> str:
    return label.replace("不补正、", "不补正，").replace("缴纳费用、", "缴纳费用，")


def _dotted(label: str, _: random.Random) -> str:
    for digit in "12345678":
        label = label.replace(f"{digit}.", f"{digit}、")
    return label


_TYPOS = {
    "过程性信息": "过程性性信息",
    "其他法律行政法规禁止公开": "其他法律行政止公开",
    "“三安全一稳定”": '"三安全一稳定"',
    "行政复议": "行政法复议",
    "保护第三方合法权益": "保护第三方合法利益",
    "信访举报投诉类申请": "信访投诉举报类申请",
    "不掌握相关政府信息": "不掌握相关信息",
}


def _typos(label: str, _: random.Random) -> str:
    for right, wrong in _TYPOS.items():
        label = label.replace(right, wrong)
    return label


_INSTRUCTIONS = {
    "现行有效件数": "现行有效件数（历史累计）",
    "规章": "规章（设区的市、自治州人民政府应提供相关数据）",
    "本年收费金额（单位：万元）": "本年收费金额（单位：万元，按实际到账填写）",
    "对外公开总数量": "对外公开总数量（截至年底）",
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数量（不含补正）",
}


def _instructions(label: str, _: random.Random) -> str:
    return _INSTRUCTIONS.get(label, label)


def _spaced(label: str, rng: random.Random) -> str:
    if len(label) != 4:  # the four-letter labels of narrow columns
        return label
    return rng.choice((" ".join(label), f"{label[:2]} {label[2:]}", "\n".join(label), f"{label[:2]}\n{label[2:]}"))


def _broken(label: str, rng: random.Random) -> str:
    """Break a long label into two lines."""
    if len(label) < 9:
        return label
    at = rng.randint(3, len(label) - 3)
    return f"{label[:at]}\n{label[at:]}"


def _without_administrative(label: str, _: random.Random) -> str:
    return "规范性文件" if label == "行政规范性文件" else label


_HEADINGS = {
    "overview": ("一、工作总体推进情况", "一、总体情况：", "一、 总体情况"),
    "proactive": ("二、行政机关主动公开政府信息情况", "二、主动公开政府信息的情况"),
    "applications": ("三、行政机关收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"),
    "review_litigation": (
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、政府信息公开行政复议行政诉讼情况",
        "四、政府信息公开行政复议和行政诉讼情况",
    ),
    "problems": ("五、政府信息公开工作存在的主要问题及改进情况", "五、存在的主要问题及改进举措"),
    "other_matters": ("六、其他需要报告事项", "六、需要报告的其他事项"),
}


def _headings(truth: Truth, rng: random.Random) -> None:
    for key, section in truth.sections.items():
        section.heading = rng.choice(_HEADINGS.get(key, (section.heading,)))


_TRADITIONAL = str.maketrans("开报", "開報")


def _traditional(truth: Truth, _: random.Random) -> None:
    at = truth.title.rindex("政府信息公开")
    truth.title = truth.title[:at] + truth.title[at:].translate(_TRADITIONAL)


def _spaced_title(truth: Truth, rng: random.Random) -> None:
    year = str(truth.year)
    truth.title = truth.title.replace(year, rng.choice((f" {year} ", f" {year}", f"{year} ")), 1).strip()


def _stray_tail(sheet: Sheet, _: random.Random) -> Sheet:
    """Put the title's last character on a line of its own."""
    title = next(block for block in sheet if not isinstance(block, Grid) and block.role is Role.TITLE)
    title.text = f"{title.text[:-1]}\n{title.text[-1]}"
    return sheet


HAZARDS = (
    Hazard(name="labels-half-width", sheet=_relabel(_half_width)),
    Hazard(name="labels-circled", sheet=_relabel(_circled)),
    Hazard(name="labels-comma", sheet=_relabel(_comma), forms=("gov_2021",)),
    Hazard(name="labels-dotted", sheet=_relabel(_dotted), forms=GOV),
    Hazard(name="labels-typos", sheet=_relabel(_typos), forms=GOV),
    Hazard(name="labels-instructions", sheet=_relabel(_instructions), forms=GOV),
    Hazard(name="labels-spaced", sheet=_relabel(_spaced), forms=GOV),
    Hazard(name="labels-broken", sheet=_relabel(_broken)),
    Hazard(name="labels-shortened", sheet=_relabel(_without_administrative), forms=("gov_2021",)),
    Hazard(name="headings-varied", truth=_headings, finds="S04 info x*", forms=GOV),
    Hazard(name="title-traditional", truth=_traditional),
    Hazard(name="title-spaced", truth=_spaced_title),
    Hazard(name="title-stray-tail", sheet=_stray_tail),
)
