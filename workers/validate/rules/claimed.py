"""N, figures and statements of the prose that the tables state too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

import msgspec

from shared.errors import Message
from shared.finding import Severity
from shared.number import Number
from shared.report import State
from workers.validate.claims import Claim
from workers.validate.context import Context
from workers.validate.prose import Sentence
from workers.validate.reasons import REASONS
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, PASS_BLANK_AS_ZERO, UNCERTAIN, Check, Rule, fail, rule
from workers.validate.shares import Share, shares
from workers.validate.statements import all_closed, all_upheld, no_cases, none_issued, none_received

_A = "applications."
_NEW, _OVER, _FORWARD = f"{_A}new.total", f"{_A}carried_over.total", f"{_A}carried_forward.total"
_CLOSED = f"{_A}results.total.total"


class _Target(msgspec.Struct, frozen=True):
    """Cells whose sum a claim may mean, and what the sum is called."""

    keys: tuple[str, ...]
    zh: str
    en: str


_NEW_ALONE = re.compile(r"新收[^,;。:\d]*$")  # of an office's own they are no more than the region's, which come first


def _value(context: Context, keys: Sequence[str]) -> Number | None:
    """Return the sum of some cells; None where one is not known."""
    values = [context.value(key) for key in keys]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _end(sentence: Sentence, words: str) -> int:
    return sentence.text.find(words) + len(words)


def _agree(context: Context, claim: Claim, targets: Sequence[_Target], hint: _Target | None = None) -> Check:
    """Judge one claim: it must equal one of the sums it may mean.

    A government's sentence that does not say whose figures it gives may count its own office's: uncertain, unless it
    claims more than the whole region has.
    """
    values = {target: _value(context, target.keys) for target in targets}
    known = {target: value for target, value in values.items() if value is not None}
    low, high = claim.quantity.low, claim.quantity.high
    if any(low <= value <= high for value in known.values()):
        return PASS
    if len(known) < len(values):
        return NOT_ASSESSABLE
    scope = context.is_of_tables(claim.sentence, claim.quantity.end)
    most = (
        next(iter(known.values()))
        if _NEW_ALONE.search(claim.sentence.text, 0, claim.quantity.start)
        else max(known.values())
    )
    if scope is False or (scope is None and low <= most):
        return UNCERTAIN
    stated = str(low) if low == high else f"[{low}, {high}]"
    zh = "，".join(f"{target.zh}为 {value}" for target, value in known.items())
    en = ", ".join(f"{target.en} is {value}" for target, value in known.items())
    if hint and (_value(context, hint.keys) or 0) == low:
        zh, en = f"{zh}；{hint.zh}正是 {low}，是否引错了列", f"{en}; {hint.en} is {low}: was the wrong column quoted?"
    cells = tuple(dict.fromkeys(key for target in targets for key in target.keys))
    first = next(iter(known.values()))
    return fail(
        f"文中为 {stated}，表中{zh}",
        f"the text says {stated}; in the table {en}",
        cells=cells,
        expected=first if len(known) == 1 else " / ".join(str(value) for value in known.values()),
        actual=low if low == high else stated,
        quote=claim.sentence.quote,
        where=(claim.sentence.where, *context.where(*cells)),
    )


def _claimed(context: Context, targets: Mapping[str, Sequence[_Target]]) -> Iterator[Check]:
    for claim in context.claims:
        if claim.topic in targets:
            yield _agree(context, claim, targets[claim.topic])


_RECEIVED = (
    _Target((_NEW,), "本年新收总计", "new applications"),
    _Target((_NEW, _OVER), "本年新收与上年结转之和", "new and carried over together"),
)
_RESULTS_TOTAL = _Target((_CLOSED,), "（七）总计", "（七） the total of results")


@rule("N04", "no-applications", Severity.ERROR, GOV)
def no_applications(context: Context) -> Iterator[Check]:
    """Where the prose says that no application was received, row 一 of table 三 is zero.

    文中写明未收到政府信息公开申请的，表三“本年新收”总计应为 0；政府的报告若只说本级机关，则不作判断。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 2023年未收到政府信息公开申请；表三“一”总计 0。
    不通过: 2023年未收到政府信息公开申请；表三“一”总计 3。
    """
    keys = [key for key in context.report.cells if key.startswith(f"{_A}new.")]
    cells = [context.report.cells[key] for key in keys]
    total = context.value(_NEW)
    for sentence in context.sentences:
        for words in none_received(sentence, context.report.year, about=context.is_on_applications(sentence)):
            if total is None:
                blank = all(cell.state is State.BLANK or cell.value == 0 for cell in cells)
                yield PASS_BLANK_AS_ZERO if blank and cells else NOT_ASSESSABLE
            elif total == 0:
                yield PASS
            elif not context.is_of_tables(sentence, _end(sentence, words)):
                yield UNCERTAIN
            else:
                yield fail(
                    f"文中说没有收到申请，表三“本年新收政府信息公开申请数量”总计却为 {total}",
                    f"the text says that no application was received, but row 一 of table 三 shows {total}",
                    cells=(_NEW,),
                    expected=total,
                    actual=0,
                    quote=sentence.quote,
                    where=(sentence.where, *context.where(_NEW)),
                )


@rule("N05", "received-as-in-table", Severity.ERROR, GOV)
def received_as_in_table(context: Context) -> Iterator[Check]:
    """Applications that the prose says were received are row 一 of table 三, or rows 一 and 二 together.

    文中“收到申请 N 件”应等于表三本年新收总计，或本年新收与上年结转之和。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 收到申请 75 件；表三本年新收 74，上年结转 1。
    不通过: 收到申请 17 件；表三本年新收 15，上年结转 0。
    """
    return _claimed(context, {"received": _RECEIVED})


@rule("N06", "accepted-as-in-table", Severity.WARNING, GOV)
def accepted_as_in_table(context: Context) -> Iterator[Check]:
    """Applications that the prose says were accepted are row 一 of table 三, or 一 and 二; handled: or 三（七）.

    文中“受理申请 N 件”应等于表三本年新收总计，或本年新收与上年结转之和；“办理申请 N 件”也可以是（七）总计。

    依据: 《条例》第五十条第（二）项；“受理”“办理”的口径不一，故为提示。
    通过: 受理申请 12 件；表三本年新收 12。
    不通过: 受理申请 12 件；表三本年新收 10，上年结转 0。
    """
    return _claimed(context, {"accepted": _RECEIVED, "handled": (*_RECEIVED, _RESULTS_TOTAL)})


@rule("N07", "closed-and-carried-as-in-table", Severity.ERROR, GOV)
def closed_and_carried_as_in_table(context: Context) -> Iterator[Check]:
    """What the prose says was closed, carried over and carried forward are rows 三（七）, 二 and 四 of table 三.

    文中“办结 N 件”“上年结转 N 件”“结转下年 N 件”应分别等于表三（七）、二、四的总计。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 办结 98 件，上年结转 8 件，结转下年度 5 件，与表三相同。
    不通过: 办结 98 件；表三（七）总计 97。
    """
    targets = {
        "closed": (_RESULTS_TOTAL,),
        "carried_over": (_Target((_OVER,), "上年结转总计", "carried over"),),
        "carried_forward": (_Target((_FORWARD,), "结转下年度总计", "carried forward"),),
    }
    return _claimed(context, targets)


@rule("N08", "all-closed-none-carried-forward", Severity.WARNING, GOV)
def all_closed_none_carried_forward(context: Context) -> Iterator[Check]:
    """Where the prose says that all applications have been closed, row 四 of table 三 is zero.

    文中说申请均已办结或办结率 100% 的，表三“结转下年度继续办理”总计应为 0；“到期办结率”不算。

    依据: 文字与表格应一致。
    通过: 收到申请 5 件，均已办结；结转 0。
    不通过: 收到申请 5 件，均已办结；结转 2。
    """
    for sentence in context.sentences:
        about = context.is_on_applications(sentence)
        for words in islice(
            all_closed(sentence, context.report.year, about=about), 1
        ):  # said in two ways it is said once
            value = context.value(_FORWARD)
            if value is None:
                yield NOT_ASSESSABLE
            elif value == 0:
                yield PASS
            elif not context.is_of_tables(sentence, _end(sentence, words)):
                yield UNCERTAIN
            else:
                yield fail(
                    f"文中说“{words}”，表三却有 {value} 件结转下年度继续办理",
                    f'the text says "{words}", but table 三 carries {value} forward',
                    cells=(_FORWARD,),
                    expected=value,
                    actual=0,
                    quote=sentence.quote,
                    where=(sentence.where, *context.where(_FORWARD)),
                )


_RESULTS = {
    "results.granted": ("results.granted",),
    "results.partially_granted": ("results.partially_granted",),
    "results.granted_or_partially": ("results.granted", "results.partially_granted"),
    "results.denied": ("results.denied.*",),
    "results.unable": ("results.unable.*",),
    "results.not_processed": ("results.not_processed.*",),
    "results.other": ("results.other.*",),
} | {reason: (reason,) for reason in REASONS}


@rule("N09", "results-as-in-table", Severity.ERROR, GOV)
def results_as_in_table(context: Context) -> Iterator[Check]:
    """Results that the prose counts are the total column of their rows in table 三, not the natural persons'.

    文中“予以公开 N 件”“不予公开 N 件”等应等于表三相应各行总计列之和；常见错误是引用了自然人列。
    只写占比的（“不予公开的占 19.9%”），按表三核算，不符的为提示。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 予以公开 42 件；表三（一）总计 42。
    不通过: 予以公开及部分公开 258 件；表三（一）272 +（二）3 = 275，258 是（一）的自然人列。
    """
    for claim in context.claims:
        if claim.topic in _RESULTS:
            rows = [row for pattern in _RESULTS[claim.topic] for row in _rows(context, pattern)]
            if not rows:  # a sub-row that this form has not
                continue
            target = _Target(tuple(f"{_A}{row}.total" for row in rows), "总计列之和", "the sum of the total column")
            first = _Target((f"{_A}{rows[0]}.natural_person",), "自然人列", "the natural persons' column")
            yield _agree(context, claim, (target,), first)
    for share in shares(context.sentences, context.report.year):
        if share.topic in _RESULTS:
            keys = tuple(f"{_A}{row}.total" for each in _RESULTS[share.topic] for row in _rows(context, each))
            yield _is_share(context, share, ((keys, (_CLOSED,)),))


def _rows(context: Context, pattern: str) -> list[str]:
    """Return the rows of table 三 that a name stands for; `name.*` stands for its parts."""
    prefix = _A + pattern.removesuffix("*")
    keys = [key for key in context.report.cells if key.startswith(prefix) and key.endswith(".total")]
    return [key.removeprefix(_A).removesuffix(".total") for key in keys]


_ORGANIZATIONS = (
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_organization",
    "other_organization",
)


@rule("N10", "applicants-as-in-table", Severity.ERROR, GOV)
def applicants_as_in_table(context: Context) -> Iterator[Check]:
    """Applications by kind of applicant in the prose are the columns of table 三.

    文中“自然人 N 件”“法人或其他组织 N 件”应等于表三本年新收（或加上年结转，或办理结果总计）的相应各列之和。

    依据: 文字与表格应一致。
    通过: 自然人 89 件，法人或其他组织 6 件，与表三“一”相同。
    不通过: 自然人 89 件；表三“一”自然人列 86。
    """
    for topic, columns in (("natural_person", ("natural_person",)), ("organizations", _ORGANIZATIONS)):
        new, over, closed = (
            tuple(f"{_A}{row}.{column}" for column in columns) for row in ("new", "carried_over", "results.total")
        )
        targets = (
            _Target(new, "本年新收", "new applications"),
            _Target(new + over, "本年新收与上年结转之和", "new and carried over together"),
            _Target(closed, "办理结果总计", "the total of results"),
        )
        yield from _claimed(context, {topic: targets})
        wholes = (_NEW,), (_NEW, _OVER), (_CLOSED,)
        for share in shares(context.sentences, context.report.year):
            if share.topic == topic:
                parts = (new, new + over, closed)
                yield _is_share(context, share, tuple(zip(parts, wholes, strict=True)))


def _is_share(context: Context, share: Share, made_of: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Check:
    """Judge a share by the cells of its part and its whole; it must be one of those that it may be made of."""
    unit = Decimal(1).scaleb(int(share.percent.as_tuple().exponent))
    found: list[tuple[Number, Number, Decimal]] = []
    for keys, whole_keys in made_of:
        part, whole = _value(context, keys), _value(context, whole_keys)
        if part is None or whole is None:
            return NOT_ASSESSABLE
        if whole:
            exact = Decimal(100) * part / whole
            if abs(exact - share.percent) < unit:  # rounded or cut off
                return PASS
            found.append((part, whole, exact.quantize(unit, ROUND_HALF_UP)))
    if not found or not context.is_of_tables(share.sentence, share.end):
        return UNCERTAIN
    part, whole, right = found[0]
    cells = tuple(dict.fromkeys((*made_of[0][0], *made_of[0][1])))
    return fail(
        f"文中占比为 {share.percent}%，表三为 {part} ÷ {whole} = {right}%",
        f"the text says {share.percent}%; in table 三 it is {part} / {whole} = {right}%",
        severity=Severity.WARNING,
        cells=cells,
        expected=right,
        actual=share.percent,
        quote=share.sentence.quote,
        where=(share.sentence.where, *context.where(*cells)),
    )


_R = "review_litigation."
_REVIEW = _Target((f"{_R}review.total",), "行政复议总计", "the total of reviews")
_DIRECT = _Target((f"{_R}litigation_direct.total",), "未经复议直接起诉总计", "the total of lawsuits without review")
_AFTER = _Target((f"{_R}litigation_after_review.total",), "复议后起诉总计", "the total of lawsuits after review")
_BOTH = _Target(_DIRECT.keys + _AFTER.keys, "行政诉讼两类总计之和", "the total of lawsuits")
_ONE_KIND = {"litigation.direct": _DIRECT, "litigation.after_review": _AFTER}


_OUTCOME_NAMES = {
    "upheld": Message("结果维持", "those upheld"),
    "corrected": Message("结果纠正", "those corrected"),
    "other": Message("其他结果", "those that ended otherwise"),
    "pending": Message("尚未审结", "those pending"),
}


@rule("N11", "cases-as-in-table", Severity.ERROR, GOV)
def cases_as_in_table(context: Context) -> Iterator[Check]:
    """Reviews and lawsuits that the prose counts are the totals of table 四.

    文中因政府信息公开引起的“行政复议 N 件”“行政诉讼 N 件”应等于表四的总计（诉讼为两类之和，句中说明的按一类）；
    接着说的维持、纠正、其他结果、尚未审结的件数，应等于相应各格。

    依据: 《条例》第五十条第（三）项；文字与表格应一致。
    通过: 行政复议 7 件，行政诉讼 9 件；表四 7，4 + 5。
    不通过: 行政复议 7 件；表四行政复议总计 6。
    """
    for claim in context.claims:
        if claim.topic == "cases":
            yield _agree(context, claim, (_Target(_REVIEW.keys + _BOTH.keys, "三类总计之和", "the three totals"),))
        elif claim.topic == "review":
            yield _agree(context, claim, (_REVIEW,))
        elif claim.topic in _ONE_KIND:
            yield _agree(context, claim, (_ONE_KIND[claim.topic],))
        elif claim.topic == "litigation":
            text = claim.sentence.text
            one = _DIRECT if "直接起诉" in text else _AFTER if "复议后" in text else None
            yield _agree(context, claim, (_BOTH, one) if one else (_BOTH,))
        elif claim.topic.startswith(("review.", "litigation.")):
            yield _agree(context, claim, tuple(_of_outcome(claim.topic)))


def _of_outcome(topic: str) -> Iterator[_Target]:
    """Return what 维持5件 of some cases may mean: lawsuits are of two kinds, together unless one is named."""
    cases, _, outcome = topic.rpartition(".")
    blocks = {"review": (_REVIEW,), "litigation": (_BOTH, _DIRECT, _AFTER)}.get(cases) or (_ONE_KIND[cases],)
    for each in blocks:
        keys = tuple(key.replace(".total", f".{outcome}") for key in each.keys)
        name = _OUTCOME_NAMES[outcome]
        yield _Target(keys, each.zh.replace("总计", name.zh), each.en.replace("the total", name.en))


_OUTCOMES = ("corrected", "other", "pending")


@rule("N12", "outcomes-as-in-table", Severity.ERROR, GOV)
def outcomes_as_in_table(context: Context) -> Iterator[Check]:
    """Reviews and lawsuits that the prose denies or says were all upheld are so in table 四.

    文中说没有发生行政复议、行政诉讼的，表四相应总计应为 0；说“均维持”的，纠正、其他结果和尚未审结应为 0。
    “未败诉”不作判断。

    依据: 《条例》第五十条第（三）项；文字与表格应一致。
    通过: 未发生行政复议、行政诉讼；表四全为 0。
    不通过: 行政复议 7 件，均获维持；表四尚未审结 2。
    """
    for sentence in context.sentences:
        for outcome in no_cases(sentence, context.report.year):
            keys = [f"{_R}{block}.total" for block in outcome.blocks]
            yield _are_zero(context, sentence, keys, outcome.words)
        of_disclosure = sentence.section == "review_litigation" or re.search(r"信息公开|依申请", sentence.text)
        if of_disclosure or context.is_on_applications(sentence):
            for outcome in all_upheld(sentence):
                keys = [f"{_R}{block}.{name}" for block in outcome.blocks for name in _OUTCOMES]
                yield _are_zero(context, sentence, keys, outcome.words)


def _are_zero(context: Context, sentence: Sentence, keys: Sequence[str], words: str) -> Check:
    values = {key: context.value(key) for key in keys}
    positive = {key: value for key, value in values.items() if value}
    if not positive:
        return NOT_ASSESSABLE if None in values.values() else PASS
    if not context.is_of_tables(sentence, _end(sentence, words)):
        return UNCERTAIN
    total = sum(positive.values())
    return fail(
        f"文中说“{words}”，表中相应各格却共有 {total}",
        f'the text says "{words}", but the cells it speaks of hold {total}',
        cells=keys,
        expected=total,
        actual=0,
        quote=sentence.quote,
        where=(sentence.where, *context.where(*positive)),
    )


_D = "proactive.normative_documents."


@rule("N13", "documents-as-in-table", Severity.ERROR, GOV)
def documents_as_in_table(context: Context) -> Iterator[Check]:
    """Normative documents that the prose counts are those of table 二.

    文中“制发规范性文件 N 件”“废止”“现行有效”应等于表二“行政规范性文件”相应各格；说未制发的，“本年制发件数”应为 0。

    依据: 《条例》第二十条第（一）项；文字与表格应一致。
    通过: 制发规范性文件 5 件；表二本年制发 5。
    不通过: 制发规范性文件 5 件；表二本年制发 3。
    """
    issued = "issued" if context.report.form == "gov_2021" else "created"
    names = {"documents.issued": issued, "documents.repealed": "repealed", "documents.in_force": "in_force"}
    targets = {
        topic: (_Target((_D + name,), "规范性文件", "normative documents"),)
        for topic, name in names.items()
        if _D + name in context.report.cells
    }
    yield from _claimed(context, targets)
    for sentence in context.sentences:
        for words in none_issued(sentence, context.report.year):
            yield _are_zero(context, sentence, [_D + issued], words)


RULES: tuple[Rule, ...] = (
    no_applications,
    received_as_in_table,
    accepted_as_in_table,
    closed_and_carried_as_in_table,
    all_closed_none_carried_forward,
    results_as_in_table,
    applicants_as_in_table,
    cases_as_in_table,
    outcomes_as_in_table,
    documents_as_in_table,
)
