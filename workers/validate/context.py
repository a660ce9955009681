"""What every rule may ask about one report; whatever several rules need is worked out once."""

from collections.abc import Mapping
from functools import cached_property

from shared.document import Where
from shared.form import Form, Identity, form_of
from shared.number import Number
from shared.report import MISSING, Report, Value
from workers.validate.breakdowns import Breakdown, breakdowns
from workers.validate.claims import Claim, claims
from workers.validate.culprit import Explanation, explain
from workers.validate.increases import increases
from workers.validate.neighbours import NONE, Neighbours
from workers.validate.prose import Sentence, sentences
from workers.validate.publisher import Kind, Publisher, classify
from workers.validate.rates import Rate, rates
from workers.validate.scope import is_of_tables, names_own_office
from workers.validate.shares import Share, shares
from workers.validate.statements import Statement, statements
from workers.validate.subject import on_applications

_NO_COINCIDENCE = 10  # from here on equal figures are the same ones
_NEW, _OVER = "applications.new.total", "applications.carried_over.total"
_WHOLES = {
    **dict.fromkeys(("received", "accepted", "handled"), ((_NEW,), (_NEW, _OVER))),
    "closed": (("applications.results.total.total",),),
    "review": (("review_litigation.review.total",),),
}


class Context:
    """A report with what follows from it. `deadlines` are the policy's, by class of publisher."""

    def __init__(self, report: Report, deadlines: Mapping[str, str], neighbours: Neighbours = NONE) -> None:
        self.report = report
        self.deadlines = deadlines
        self.neighbours = neighbours

    @cached_property
    def form(self) -> Form | None:
        """The edition of the main tables, or the variant of it that is printed; None where it is unknown."""
        return form_of(self.report.form, self.report.cells)

    @cached_property
    def statistics(self) -> tuple[Mapping[str, Value], ...]:
        """The cells of every 统计表 in the document, headings that carry a value among them."""
        tables: list[Mapping[str, Value]] = [
            {**attachment.headings, **attachment.cells}
            for attachment in self.report.attachments
            if attachment.form == "stat_2014"
        ]
        own = {**self.report.heading_values, **self.report.cells}
        return ((own,) if self.report.form == "stat_2014" else ()) + tuple(tables)

    @cached_property
    def publisher(self) -> Publisher:
        """What kind of body publishes."""
        return classify(self.report.publisher)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the prose in reading order."""
        report = self.report
        parts = (
            (("preamble", report.preamble),) if report.preamble else (),
            tuple(report.sections.items()),
            (("appendix", report.appendix),) if report.appendix else (),
        )
        return tuple(sentence for part in parts for key, section in part for sentence in sentences(key, section))

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """Every total with parts in the prose."""
        return tuple(breakdowns(self.sentences))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every figure of the prose that the tables state too."""
        return tuple(claims(self.sentences, self._on_applications, self.report.year))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Every share of what table 三 counts that the prose gives without its number."""
        return tuple(shares(self.sentences, self._on_applications, self.report.year))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the prose says without a figure, in reading order."""
        told = zip(self.sentences, self._on_applications, strict=True)
        return tuple(each for one, about in told for each in statements(one, self.report.year, about=about))

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """Every percentage of the prose that its sentence may give the numbers of."""
        return (*rates(self.sentences, self.breakdowns), *increases(self.sentences))

    @cached_property
    def _on_applications(self) -> tuple[bool, ...]:
        """Of every sentence, whether it or its paragraph so far speaks of applications for information."""
        return tuple(on_applications(self.sentences))

    @cached_property
    def _about_applications(self) -> frozenset[int]:
        told = zip(self.sentences, self._on_applications, strict=True)
        return frozenset(id(sentence) for sentence, about in told if about)

    def is_on_applications(self, sentence: Sentence) -> bool:
        """Whether a sentence, or its paragraph so far, speaks of applications for information."""
        return id(sentence) in self._about_applications

    def is_of_tables(self, sentence: Sentence, end: int | None = None) -> bool | None:
        """Whether a sentence, up to a place in it, speaks of what the tables count; None where it does not say.

        One that gives a figure of the tables, large enough to be no coincidence, speaks of them, and so do those that
        follow it in its paragraph and name no office of their own, until one names somebody else.
        """
        told = is_of_tables(sentence, self.publisher, self.report.publisher, end)
        return True if told is None and id(sentence) in self._on_tables else told

    @cached_property
    def _on_tables(self) -> frozenset[int]:
        found, on_tables = set(), False
        for sentence in self.sentences:
            on_tables = (on_tables and not sentence.opens) or id(sentence) in self._quoting_tables
            if on_tables:
                if id(sentence) in self._quoting_tables or not names_own_office(sentence):
                    found.add(id(sentence))
                on_tables = is_of_tables(sentence, self.publisher, self.report.publisher) is not False
        return frozenset(found)

    def leaves_open_whose(self, sentence: Sentence, end: int) -> bool:
        """Whether a government says neither there nor before in the paragraph whether its own office alone is meant."""
        is_open = self.publisher.kind is Kind.GOVERNMENT and self.is_of_tables(sentence, end) is None
        return is_open and id(sentence) not in self._after_others

    @cached_property
    def _after_others(self) -> frozenset[int]:
        """The sentences behind one of their paragraph that names somebody else than the tables' body."""
        found, after = set(), False
        for sentence in self.sentences:
            after = after and not sentence.opens
            if after:
                found.add(id(sentence))
            after = after or is_of_tables(sentence, self.publisher, self.report.publisher) is False
        return frozenset(found)

    @cached_property
    def _quoting_tables(self) -> frozenset[int]:
        """The sentences with a whole figure that the tables give too."""
        return frozenset(
            id(claim.sentence)
            for claim in self.claims
            if claim.quantity.is_exact
            and claim.quantity.low >= _NO_COINCIDENCE
            and any(self._sum(keys) == claim.quantity.low for keys in _WHOLES.get(claim.topic, ()))
        )

    def _sum(self, keys: tuple[str, ...]) -> Number | None:
        values = [value for key in keys if (value := self.value(key)) is not None]
        return sum(values) if len(values) == len(keys) else None

    @cached_property
    def explanations(self) -> dict[Identity, tuple[Explanation, ...]]:
        """What would mend the failing sums of the main form, by sum."""
        return explain(self.form, self.report.cells) if self.form else {}

    def value(self, key: str) -> Number | None:
        """The number in a cell of the main form; None where none was read with certainty."""
        return self.report.cells.get(key, MISSING).value

    def where(self, *keys: str) -> tuple[Where, ...]:
        """Where cells of the main form stand, each place once."""
        found = (self.report.cells.get(key, MISSING).where for key in keys)
        return tuple(dict.fromkeys(place for place in found if place != Where()))
