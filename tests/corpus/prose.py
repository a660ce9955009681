"""Writes a report's prose from its numbers: head, six sections, closing lines."""

import random
from collections import defaultdict

import msgspec

from shared.form import due as due_form
from shared.number import Number
from tests.corpus import asides, phrases
from tests.corpus.asides import Aside
from tests.corpus.bodies import Body, Kind
from tests.corpus.claims import Told, figures, true_ones
from tests.corpus.truth import TrueSection

HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
TITLES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年政府信息公开工作年度报告",
    "{year}年{name}政府信息公开工作年度报告",
    "{name}{year}年度政府信息公开工作年度报告",
    "{name}关于{year}年度政府信息公开工作的年度报告",
    "{name}{year}年政府信息公开年报",
)
FEE_DUE_FROM = 2021
_NESTED = 5  # a part as small as this is not told apart


class Story(msgspec.Struct, kw_only=True):
    """What the prose is going to claim. Faults change it before it is written."""

    year: int
    form: str
    period: tuple[int, int] | None  # year of the first day, year of the last day; None: not stated
    period_in_overview: bool = False
    items: int  # published items told
    parts: list[int]  # how they are told apart; empty: not at all
    exhaustive: bool  # the parts are all there are
    nested: list[int] = []  # parts of the first part, told in brackets
    says_none_received: bool
    fee: int | None = 0  # yuan collected for processing information; None: not mentioned
    hotline: int = 0
    figures: dict[str, Number] = {}  # what claims may tell
    claims: list[Told] = []  # further sentences that the numbers confirm or refute
    asides: list[Aside] = []  # and some that they have nothing to say of


class Prose(msgspec.Struct):
    """The written report without its tables."""

    preamble: list[str]
    sections: dict[str, TrueSection]


def plan(body: Body, year: int, form: str, cells: dict[str, Number], rng: random.Random) -> Story:
    """Decide what a careful writer would tell of these numbers."""
    received = cells.get("applications.new.total", cells.get("stat.applications.received", 0))
    over = cells.get("applications.carried_over.total", 0)
    items, parts = rng.randint(30, 900), []
    if "stat.proactive.items_distinct" in cells:  # then the prose repeats the 统计表
        items = int(cells["stat.proactive.items_distinct"])
    elif rng.random() < 0.75:
        cuts = sorted(rng.sample(range(1, items), rng.choice((2, 3))))
        parts = [b - a for a, b in zip([0, *cuts], [*cuts, items], strict=True)]
    nested = []
    if parts and parts[0] > _NESTED and rng.random() < 0.5:
        first = rng.randint(1, parts[0] - 2)
        second = rng.randint(1, parts[0] - first - 1)
        nested = [first, second, parts[0] - first - second]
    fee = 0 if year >= FEE_DUE_FROM else None
    if fee == 0 and received and cells.get("proactive.fees.amount_wan_yuan", 0) >= 1 and rng.random() < 0.2:
        fee = rng.choice((100, 380, 1260))
    hotline = rng.choice((0, rng.randint(3, 900)))
    known = figures(cells, items, hotline)
    claims = true_ones(known)
    return Story(
        year=year,
        form=form,
        period=(year, year),
        period_in_overview=rng.random() < 0.2,
        items=items,
        parts=parts,
        exhaustive=rng.random() < 0.7,
        nested=nested,
        says_none_received=not received and not over,
        fee=fee,
        hotline=hotline,
        figures=known,
        claims=[Told(each) for each in rng.sample(claims, min(len(claims), rng.choice((0, 1, 2, 4))))],
        asides=asides.choose(body.kind, rng) if form != "stat_2014" else [],
    )


def title(body: Body, year: int, rng: random.Random) -> str:
    """Return one of the usual titles."""
    return rng.choice(TITLES).format(name=body.name, year=year)


def write(body: Body, story: Story, cells: dict[str, Number], rng: random.Random) -> Prose:
    """Return the prose that tells `story`; a report of 2014's form has five free sections, the others the six."""
    voice = Voice(body, story, cells, rng)
    old = story.form == "stat_2014"
    preamble = [voice.say(phrases.OPENING[1:] if old else phrases.OPENING)]
    if story.period and not story.period_in_overview:
        preamble[0] += voice.say(phrases.PERIOD)
    if rng.random() < 0.7:
        preamble.append(voice.say(phrases.CONTACT))
    return Prose(preamble, _old_sections(voice) if old else _sections(voice, body))


class Voice:
    """Fills the slots of the corpus' sentences for one report."""

    def __init__(self, body: Body, story: Story, cells: dict[str, Number], rng: random.Random) -> None:
        self.story, self.rng = story, rng
        self._places: dict[str, list[str]] = defaultdict(list)
        self.undisputed = not any(value for key, value in cells.items() if key.startswith("review_litigation."))
        new = cells.get("applications.new.total", cells.get("stat.applications.received", 0))
        natural = cells.get("applications.new.natural_person", 0)
        overdue = cells.get("applications.results.other.overdue_fee.total", 0)
        first, last = story.period or (story.year, story.year)
        fields = ("name", "short", "we", "host", "phone", "postcode")
        self._slots: dict[str, object] = {
            **{field: getattr(body, field) for field in fields},
            "all": _whole(body),
            "year": story.year,
            "last": story.year - 1,
            "next": story.year + 1,
            "from_y": first,
            "to_y": last,
            "basis": phrases.BASIS[due.key if (due := due_form(story.year)) else story.form],
            "fee": story.fee,
            "hotline": story.hotline,
            "new": new,
            "natural": natural,
            "legal": new - natural,
            "overdue": overdue,
            "notices": overdue + 1,
            "over": cells.get("applications.carried_over.total", 0),
            "closed": cells.get("applications.results.total.total", 0),
            "forward": cells.get("applications.carried_forward.total", 0),
            **story.figures,
            "items": story.items,
        }
        for told in story.claims:
            self._places[told.claim.place].append(told.claim.text.format(**{**self._slots, **told.filled}))
        for aside in story.asides:
            self._places[aside.place].append(aside.text.format(**self._slots))

    @property
    def period_in_overview(self) -> bool:
        """Whether the statistical period stands in the first section instead of the preamble."""
        return self.story.period is not None and self.story.period_in_overview

    def more(self, place: str) -> str:
        """Return the further sentences that stand in one place."""
        return "".join(self._places[place])

    def say(self, *banks: str | tuple[str, ...]) -> str:
        """Return one sentence of each bank, one after the other."""
        chosen = [bank if isinstance(bank, str) else self.rng.choice(bank) for bank in banks]
        return "".join(sentence.format(**self._slots) for sentence in chosen)


def _whole(body: Body) -> str:
    """Name what the tables count. An office publishes either its own figures or its government's: no word for it."""
    if body.name.endswith(("办公室", "办公厅")):
        return ""
    return f"全{body.we[-1]}" if body.kind in (Kind.CITY, Kind.COUNTY) else body.we


def _items(story: Story, rng: random.Random) -> str:
    """Tell how much was published: alone, with all its parts, or with some of them."""
    if not story.parts:
        return phrases.ITEMS_ALONE.format(total=story.items)
    if not story.exhaustive:
        return phrases.ITEMS_PARTIAL.format(total=story.items, first=story.parts[0], second=story.parts[1])
    labels = rng.choice([bank for bank in phrases.PARTS if len(bank) == len(story.parts)])
    told = [label.format(n=n) for label, n in zip(labels, story.parts, strict=True)]
    if story.nested:
        told[0] += phrases.NESTED.format(*story.nested)
    pattern = rng.choice(phrases.ITEMS_LISTED)
    joiner = rng.choice(("，", "、")) if "其中" in pattern else "、"
    return pattern.format(year=story.year, total=story.items, parts=joiner.join(told))


def _sections(voice: Voice, body: Body) -> dict[str, TrueSection]:
    story, rng, say = voice.story, voice.rng, voice.say
    supervised = (phrases.ASSESSED, phrases.REVIEWED) if body.is_government else ()
    hotline = story.hotline and not any("{hot}" in told.claim.text for told in story.claims)
    topics = (
        _items(story, rng) + say(phrases.PROACTIVE) + voice.more("proactive"),
        say(phrases.RECEIVED_NONE if story.says_none_received else phrases.RECEIVED)
        + voice.more("on_request")
        + say(phrases.ON_REQUEST),
        say(phrases.MANAGEMENT) + voice.more("management"),
        say(phrases.PLATFORM, *([phrases.HOTLINE] if hotline else [])) + voice.more("platform"),
        voice.more("supervision") + say(*supervised, phrases.ACCOUNTABLE),
    )
    overview = [say(phrases.OVERVIEW, *([phrases.PERIOD] if voice.period_in_overview else [])) + voice.more("overview")]
    own_lines, ending = rng.random() < 0.4, rng.choice(("", "情况"))
    for numeral, heading, text in zip("一二三四五", phrases.TOPIC_HEADINGS, topics, strict=True):
        head = f"（{numeral}）{heading}{ending}"
        overview += [head, text] if own_lines else [f"{head}。{text}"]
    texts = {"overview": overview, "problems": _problems(voice), "other_matters": _other_matters(voice)}
    if rng.random() < 0.3:
        texts["applications"] = [say(phrases.SEE_TABLE)]
    if voice.undisputed and rng.random() < 0.3:
        texts["review_litigation"] = [say(phrases.NO_DISPUTE)]
    for key in ("applications", "review_litigation", "problems"):
        if more := voice.more(key):
            texts[key] = [*texts.get(key, []), more]
    return {key: TrueSection(heading, texts.get(key, [])) for key, heading in HEADINGS.items()}


def _problems(voice: Voice) -> list[str]:
    count = voice.rng.randint(2, 3)

    def listed(bank: tuple[str, ...]) -> str:
        chosen = voice.rng.sample(bank, count)
        told = [numeral + each for numeral, each in zip(("一是", "二是", "三是"), chosen, strict=False)]
        return voice.say("".join(told).removesuffix("；") + "。")

    return [
        voice.say(phrases.PROBLEM_LEAD) + listed(phrases.PROBLEMS),
        voice.say(phrases.MEASURE_LEAD) + listed(phrases.MEASURES),
    ]


def _other_matters(voice: Voice) -> list[str]:
    fee = voice.story.fee
    if fee is None:
        return [voice.say(phrases.SILENT_OTHER)]
    told = [voice.say(phrases.FEE_COLLECTED if fee else phrases.FEE_NONE)]
    if voice.rng.random() < 0.6:
        told.append(voice.say(phrases.OTHER_MATTERS))
    if more := voice.more("other_matters"):
        told.append(more)
    return told


def _old_sections(voice: Voice) -> dict[str, TrueSection]:
    received = phrases.RECEIVED_NONE if voice.story.says_none_received else phrases.OLD_RECEIVED
    texts = (
        [voice.say(phrases.OVERVIEW, *([phrases.PERIOD] if voice.period_in_overview else [])) + voice.more("overview")],
        [_items(voice.story, voice.rng) + voice.say(phrases.PROACTIVE)],
        [voice.say(received)],
        [voice.say(phrases.OLD_DISPUTE)],
        _problems(voice),
    )
    return {
        f"old_{number}": TrueSection(heading, text)
        for number, (heading, text) in enumerate(zip(phrases.OLD_HEADINGS, texts, strict=True), 1)
    }
