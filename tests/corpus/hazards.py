"""Every hazard by name, and which of them go together."""

import random

from tests.corpus import hazards_cells, hazards_labels, hazards_pages
from tests.corpus.fault import Fault
from tests.corpus.hazard import ANY, Hazard

HAZARDS: dict[str, Hazard] = {
    hazard.name: hazard for module in (hazards_cells, hazards_labels, hazards_pages) for hazard in module.HAZARDS
}
_EXCLUSIVE = ("zeros-", "page-break", "row-cut", "title-")  # at most one of each family


def choose(style: str, fault: Fault | None, rng: random.Random) -> list[str]:
    """Draw up to three hazards for a rendering. Those that bring findings of their own stay away from faults."""
    chosen: list[str] = []
    forms = set(fault.forms if fault else ANY)
    names = rng.sample(sorted(HAZARDS), rng.choice((0, 2, 4, 8)))
    for hazard in map(HAZARDS.__getitem__, names):
        family = next((each for each in _EXCLUSIVE if hazard.name.startswith(each)), None)
        taken = family is not None and any(name.startswith(family) for name in chosen)
        clash = fault is not None and (hazard.finds or hazard.size or not hazard.certain)
        if taken or clash or not style.startswith(hazard.styles) or not forms & set(hazard.forms):
            continue
        chosen.append(hazard.name)
        forms &= set(hazard.forms)
    return chosen[:3]
