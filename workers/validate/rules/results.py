"""N, results and applicants of the prose: rows and columns of table 三."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from shared.finding import Severity, Verdict
from workers.validate.claims import Claim
from workers.validate.comparison import Target, agree, total
from workers.validate.context import Context
from workers.validate.reasons import REASONS
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, UNCERTAIN, Check, Rule, fail, rule
from workers.validate.shares import Share

_A = "applications."
_ROWS = ("new", "results.total")
_NEW, _OVER, _CLOSED = f"{_A}new.total", f"{_A}carried_over.total", f"{_A}results.total.total"
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
            several, single = ("相应各行总计之和", "the sum of its rows' totals"), ("相应一行总计", "its row's total")
            target = Target(tuple(f"{_A}{row}.total" for row in rows), *(several if len(rows) > 1 else single))
            first = Target((f"{_A}{rows[0]}.natural_person",), "自然人列", "the natural persons' column")
            yield agree(context, claim, (target,), first)
    for share in context.shares:
        if share.topic in _RESULTS:
            keys = tuple(f"{_A}{row}.total" for each in _RESULTS[share.topic] for row in _rows(context, each))
            wholes = ((_CLOSED,), (_NEW,), (_NEW, _OVER)) if share.of_any else ((_CLOSED,),)
            yield _is_share(context, share, tuple((keys, whole) for whole in wholes))


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
    columns_of = {"natural_person": ("natural_person",), "organizations": _ORGANIZATIONS}
    columns_of |= {f"applicants.{column}": (column,) for column in _ORGANIZATIONS}
    for topic, columns in columns_of.items():
        new, over, closed = (
            tuple(f"{_A}{row}.{column}" for column in columns) for row in ("new", "carried_over", "results.total")
        )
        targets = (
            Target(new, "本年新收", "row 一 (new)"),
            Target(new + over, "本年新收与上年结转之和", "the sum of rows 一 and 二 (new and carried over)"),
            Target(closed, "办理结果总计", "row 三（七） (results)"),
        )
        for claim in context.claims:
            if claim.topic == topic:
                check = agree(context, claim, targets)
                yield UNCERTAIN if check.verdict is Verdict.FAIL and _is_the_rest(context, claim) else check
        wholes = (_NEW,), (_NEW, _OVER), (_CLOSED,)
        for share in context.shares:
            if share.topic == topic:
                parts = (new, new + over, closed)
                yield _is_share(context, share, tuple(zip(parts, wholes, strict=True)))


def _is_the_rest(context: Context, claim: Claim) -> bool:
    """Whether organizations are what a row's total leaves beside its natural persons: then its own sum fails (A03)."""
    if claim.topic != "organizations":
        return False
    rows = [(context.value(f"{_A}{row}.total"), context.value(f"{_A}{row}.natural_person")) for row in _ROWS]
    rests = [whole - persons for whole, persons in rows if whole is not None and persons is not None]
    return any(claim.quantity.low <= rest <= claim.quantity.high for rest in rests)


def _is_share(context: Context, share: Share, made_of: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Check:
    """Judge a share by the cells of its part and its whole; it must be one of those that it may be made of."""
    unit = Decimal(1).scaleb(int(share.percent.as_tuple().exponent))
    found: list[tuple[object, object, Decimal]] = []
    for keys, whole_keys in made_of:
        part, whole = total(context, keys), total(context, whole_keys)
        if part is None or whole is None:
            return NOT_ASSESSABLE
        if whole:
            exact = Decimal(100) * part / whole
            if abs(exact - share.percent) < unit:  # rounded or cut off
                return PASS
            found.append((part, whole, exact.quantize(unit, ROUND_HALF_UP)))
    if not found or not context.is_of_tables(share.sentence, share.end):
        return UNCERTAIN
    counted, among, right = found[0]
    cells = tuple(dict.fromkeys((*made_of[0][0], *made_of[0][1])))
    return fail(
        f"文中占比为 {share.percent}%，表三为 {counted} ÷ {among} = {right}%",
        f"the text says {share.percent}%; in table 三 it is {counted} / {among} = {right}%",
        severity=Severity.WARNING,
        cells=cells,
        expected=right,
        actual=share.percent,
        quote=share.sentence.quote,
        where=(share.sentence.where, *context.where(*cells)),
    )


RULES: tuple[Rule, ...] = (results_as_in_table, applicants_as_in_table)
