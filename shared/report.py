"""A report as read: head, sections and every cell of its statutory form. The source for rules and for the data set."""

from enum import StrEnum

import msgspec

from shared.claim import Claim
from shared.document import Where
from shared.number import Number


class State(StrEnum):
    """What stood in a cell; blank is never zero."""

    NUMBER = "number"
    ZERO = "zero"  # an explicit 0 or 零
    BLANK = "blank"  # nothing, or only white space
    NOT_APPLICABLE = "not_applicable"  # / - — 无 不适用
    TEXT_NUMBER = "text_number"  # a number inside words: 公示栏9条, 251000元
    FUZZY = "fuzzy"  # 260余, 近500, 约
    TEXT = "text"  # words, or digits that allow more than one reading
    MISSING = "missing"  # the document has no such cell
    INFERRED = "inferred"  # the text is ambiguous and the form's own sums leave one reading


class Value(msgspec.Struct, frozen=True):
    """One cell of the form. `value` is None unless it was read with certainty."""

    value: Number | None
    state: State
    raw: str = ""
    where: Where = Where()
    unit: str | None = None  # only where the cell itself names one: 251000元

    @property
    def is_unread(self) -> bool:
        """Whether the reading could not tell figures apart, or did not find those of a printed row: no body's fault."""
        return self.state is State.TEXT and (not self.raw or any(character.isdigit() for character in self.raw))


MISSING = Value(None, State.MISSING)


class Section(msgspec.Struct, frozen=True):
    """A stretch of prose. `places` has one entry a line of `text`. Personal data in `text` is masked."""

    heading: str
    text: str
    where: Where = Where()
    places: tuple[Where, ...] = ()


class Heading(msgspec.Struct, frozen=True):
    """A section heading as it stands in the document, in document order."""

    section: str  # key of the section
    text: str
    where: Where


class Difference(msgspec.Struct, frozen=True):
    """A cell that a second reading does not confirm: what was read first and then, and why it is in doubt."""

    first: str
    second: str | None  # None where the second reading cannot tell
    why: str  # reads-differently, crosses-a-line, overlapping, not-visible, unreadable


class SecondReading(msgspec.Struct, frozen=True):
    """What an independent reading says of the cells whose sums fail: the publisher's mistake, or the reader's."""

    confirmed: tuple[str, ...]  # keys of cells
    differs: dict[str, Difference]  # by key of the cell


class Pictured(msgspec.Struct, frozen=True):
    """A picture inside of the document that shows a table which its text lacks, or may show one.

    `unread` says why nobody has read it: `elsewhere` (a file of its own that was not submitted), `no-recognizer`
    (the extra is not installed), `too-many` (more than the limits), `broken`.
    """

    where: Where
    unread: str | None = None


class PersonalData(msgspec.Struct, frozen=True):
    """A place where the report shows personal data. The data itself is never stored."""

    kind: str  # resident_id, mobile, personal_mail, …: see shared.personal
    masked: str
    quote: str  # the line around it, masked
    where: Where


class Coverage(msgspec.Struct, frozen=True):
    """How much of the form was found. `mapped` counts cells that are not `missing`."""

    expected: int
    mapped: int
    blank: int


class Copy(msgspec.Struct, frozen=True):
    """A further copy of a table of the main form inside the same document."""

    table: str  # key of the form's table
    cells: dict[str, Value]


class Attachment(msgspec.Struct, frozen=True):
    """Another form in the same document, such as the pre-2019 statistics table behind a 2020 report."""

    form: str
    cells: dict[str, Value]
    coverage: Coverage
    headings: dict[str, Value] = {}  # heading rows that carry a value all the same: key of the heading


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One body's annual report, normalized to its statutory form.

    `sections` are keyed as the law orders them (overview … other_matters); one that the document lacks is absent.
    `cells` has every key of `form`. `extra` holds numbers beyond the form's cells, such as a 16th cell in table 四.
    """

    title: str | None
    publisher: str | None
    year: int | None
    form: str | None
    forms_seen: tuple[str, ...] = ()  # editions whose anchors stand in the main tables; two of them is a mixture
    published: str | None = None  # ISO date
    period: tuple[str, str] | None = None  # ISO dates, first and last day
    period_quote: str | None = None
    metadata: dict[str, str] = {}  # what the site prints around the report: 索引号, 发文机关, …
    preamble: Section | None = None
    sections: dict[str, Section]
    appendix: Section | None = None
    headings: tuple[Heading, ...] = ()
    cells: dict[str, Value]
    heading_values: dict[
        str, Value
    ] = {}  # heading rows of a 统计表 that carry a value all the same: key of the heading
    extra: dict[str, tuple[Value, ...]] = {}  # by table key
    unmapped_rows: dict[str, tuple[str, ...]] = {}  # by table key: labels of rows that are not the form's
    coverage: Coverage
    copies: tuple[Copy, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    second_reading: SecondReading | None = None  # of a PDF or a scan whose sums fail
    recognized: tuple[int, ...] = ()  # pages that were read from their picture: nothing on them accuses anyone alone
    pictures: tuple[Pictured, ...] = ()  # inside of the document, with tables that its text lacks
    claims: tuple[Claim, ...] = ()  # what was understood of the prose, in reading order
