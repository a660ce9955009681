"""What was understood of the prose, for the record: every claim that rules look at, in reading order."""

from collections.abc import Iterator

from shared.claim import Amount, Claim, ClaimKind
from workers.validate.context import Context
from workers.validate.growth import DISCLOSED, growths
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity

_MOST = 500  # claims of one report; no report comes near


def understood(context: Context) -> tuple[Claim, ...]:
    """Return the claims of a report."""
    order = {id(sentence): number for number, sentence in enumerate(context.sentences)}
    found = [*_figures(context), *_totals(context), *_rates(context), *_growths(context), *_statements(context)]
    found.sort(key=lambda each: order[id(each[0])])
    return tuple(claim for _, claim in found[:_MOST])


def _figures(context: Context) -> Iterator[tuple[Sentence, Claim]]:
    for claim in context.claims:
        yield (
            claim.sentence,
            Claim(
                kind=ClaimKind.FIGURE,
                section=claim.sentence.section,
                topic=claim.topic,
                amount=_amount(claim.quantity),
                of_tables=context.is_of_tables(claim.sentence, claim.quantity.end),
                quote=claim.sentence.quote,
                where=claim.sentence.where,
            ),
        )


def _totals(context: Context) -> Iterator[tuple[Sentence, Claim]]:
    for each in context.breakdowns:
        if not each.doubtful:
            yield (
                each.sentence,
                Claim(
                    kind=ClaimKind.TOTAL,
                    section=each.sentence.section,
                    amount=_amount(each.total.quantity, each.total.label),
                    parts=tuple(_amount(part.quantity, part.label) for part in each.parts),
                    exhaustive=each.exhaustive,
                    quote=each.sentence.quote,
                    where=each.sentence.where,
                ),
            )


def _rates(context: Context) -> Iterator[tuple[Sentence, Claim]]:
    for rate in context.rates:
        known = rate.part is not None and rate.certain
        yield (
            rate.sentence,
            Claim(
                kind=ClaimKind.RATE,
                section=rate.sentence.section,
                topic=rate.name or None,
                amount=_amount(rate.wholes[0]) if known and rate.wholes else None,
                parts=(_amount(rate.part),) if known and rate.part else (),
                percent=rate.percent,
                quote=rate.sentence.quote,
                where=rate.sentence.where,
            ),
        )


def _growths(context: Context) -> Iterator[tuple[Sentence, Claim]]:
    for growth in growths(context.sentences, context.claims, context.report.publisher):
        yield (
            growth.sentence,
            Claim(
                kind=ClaimKind.GROWTH,
                section=growth.sentence.section,
                topic=growth.topic,
                amount=Amount(growth.now, growth.now, growth.unit),
                percent=growth.percent,
                of_tables=None if growth.topic == DISCLOSED else context.is_of_tables(growth.sentence),
                quote=growth.sentence.quote,
                where=growth.sentence.where,
            ),
        )


def _statements(context: Context) -> Iterator[tuple[Sentence, Claim]]:
    for each in context.statements:
        yield (
            each.sentence,
            Claim(
                kind=ClaimKind.STATEMENT,
                section=each.sentence.section,
                topic=each.topic,
                blocks=each.blocks,
                of_tables=context.is_of_tables(each.sentence),
                quote=each.sentence.quote,
                where=each.sentence.where,
            ),
        )


def _amount(quantity: Quantity, label: str = "") -> Amount:
    return Amount(quantity.low, quantity.high, quantity.unit, label)
