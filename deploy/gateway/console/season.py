"""The season in charts: what came of the documents, what is wrong most often, who is late, how fast the line is."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter

from deploy.gateway.console.page import Page, person, render
from deploy.gateway.laws import LAWS
from deploy.gateway.means import TheSettings, TheStore
from shared.record import Outcome
from shared.store import Scope, Slot, Store, Wanted
from tasks.context import policy_of
from workers.gateway.chart import Chart, columns

_DAY, _HOUR = 86_400.0, 3_600.0
_DAYS, _HOURS = 30, 48
_RULES = 12
_SEASON = (date(2000, 1, 1), date(2000, 4, 30))  # of the year after the report year; what is outside is counted apart
_LATE = "T01"


@get("/season", guards=[person(Scope.READ)], sync_to_thread=True)
def season(
    request: Request[Any, Any, Any],
    store: TheStore,
    settings: TheSettings,
    year: Annotated[str | None, QueryParameter()] = None,
) -> Page:
    """Show the charts, those of mistakes and lateness for one report year: the latest one unless another is asked."""
    years = store.season.years()
    of = int(year) if year in set(map(str, years)) else next(iter(years), None)
    rules = store.heads.rules(Wanted(year=of))
    deadlines = sorted({day for name, day in policy_of(settings).deadlines.items() if not name.startswith("before")})
    hours = _slots(store, _HOURS, _HOUR)
    waits: list[Mapping[str, float]] = [{"wait": each.seconds / 60} if each else {} for each in hours]
    return render(
        request,
        "season.html",
        year=of,
        years=years,
        outcomes=list(Outcome),
        days=_chart(
            _names(store, _DAYS, _DAY, "%m-%d"), [each.outcomes if each else {} for each in _slots(store, _DAYS, _DAY)]
        ),
        rules=list(rules.items())[:_RULES],
        laws=LAWS,
        late=rules.get(_LATE, 0),
        published=None if of is None else _published(store.season.published(of), deadlines),
        throughput=_chart(_names(store, _HOURS, _HOUR, "%H:00"), [each.outcomes if each else {} for each in hours]),
        waits=columns(_names(store, _HOURS, _HOUR, "%H:00"), waits, ["wait"], {}),
        backlog=store.documents.backlog(),
        now=store.clock(),
    )


def _published(counts: Mapping[str, int], deadlines: Sequence[str]) -> Chart:
    """Return the days of publication in weeks; after a deadline has passed the colour is another."""
    first, last = _SEASON
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    told = {day.strftime("%m-%d"): 0 for day in days}
    for day, count in counts.items():
        if day[5:] in told:
            told[day[5:]] += count
    ends = [*deadlines, "99-99"]
    values = [{f"late{sum(day > end for end in ends)}": count} for day, count in told.items()]
    marks = {number + 1: day for number, day in enumerate(told) if day in deadlines}
    return columns(list(told), values, [f"late{n}" for n in range(len(ends))], marks)


def _chart(names: Sequence[str], values: Sequence[Mapping[str, float]]) -> Chart:
    return columns(names, values, list(Outcome), {})


def _offset() -> float:
    """Return how far local time is from UTC, in seconds."""
    return (datetime.now(UTC).astimezone().utcoffset() or timedelta()).total_seconds()


def _last(store: Store, length: float) -> int:
    return math.floor((store.clock() + _offset()) / length)


def _slots(store: Store, count: int, length: float) -> list[Slot | None]:
    """Return the last stretches of time, the present one last, with what ended in them."""
    last = _last(store, length)
    since = (last - count + 1) * length - _offset()
    found = {each.number: each for each in store.season.slots(since, length, _offset())}
    return [found.get(number) for number in range(last - count + 1, last + 1)]


def _names(store: Store, count: int, length: float, form: str) -> list[str]:
    last = _last(store, length)
    begins = (number * length - _offset() for number in range(last - count + 1, last + 1))
    return [datetime.fromtimestamp(begin, UTC).astimezone().strftime(form) for begin in begins]


HANDLERS = (season,)
