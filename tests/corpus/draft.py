"""A report before it is written: its numbers and what its prose will claim. Faults change drafts."""

import random

import msgspec

from shared.number import Number
from tests.corpus import numbers, prose
from tests.corpus.bodies import Body
from tests.corpus.numbers import Size
from tests.corpus.prose import Story


class Draft(msgspec.Struct, kw_only=True):
    """Numbers by cell key; `attached` is the 统计表 filed behind a 2019 form, `copy` a second table 二."""

    body: Body
    year: int
    form: str
    cells: dict[str, Number]
    attached: dict[str, Number] | None = None
    copy: dict[str, Number] | None = None
    headings: dict[str, Number] = {}  # values on heading rows of the 统计表
    story: Story | None = None

    @property
    def stat(self) -> dict[str, Number]:
        """The numbers of the 统计表, wherever it stands."""
        return self.cells if self.attached is None else self.attached

    @property
    def told(self) -> Story:
        """The story, once it is planned."""
        if self.story is None:
            raise ValueError("the story is not planned yet")
        return self.story


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Which report is to be made."""

    body: Body
    year: int
    form: str
    size: Size
    attached: bool = False
    copied: bool = False


def draft(profile: Profile, rng: random.Random) -> Draft:
    """Return consistent numbers."""
    size, form = profile.size, profile.form
    if form == "stat_2014":
        cells = numbers.stat_2014(size, rng)
    else:
        proactive = numbers.proactive_2021 if form == "gov_2021" else numbers.proactive_2019
        cells = {
            **proactive(profile.body.kind, size, rng),
            **numbers.applications(form, size, rng),
            **numbers.review_litigation(size, rng, pending=not profile.attached),
        }
    found = Draft(body=profile.body, year=profile.year, form=form, cells=cells)
    if profile.attached:
        found.attached = numbers.stat_2014(size, rng, cells)
    if profile.copied:
        found.copy = {key: value for key, value in cells.items() if key.startswith("proactive.")}
    return found


def plan(draft: Draft, rng: random.Random) -> None:
    """Decide what the prose tells of the numbers as they now are."""
    draft.story = prose.plan(draft.body, draft.year, draft.form, {**draft.cells, **(draft.attached or {})}, rng)
