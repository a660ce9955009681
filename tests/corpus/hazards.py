"""Every hazard by name, and which of them go together."""

import random

from tests.corpus import hazards_around, hazards_cells, hazards_labels, hazards_pages, hazards_tables
from tests.corpus.fault import Fault
from tests.corpus.hazard import ANY, Hazard

HAZARDS: dict[str, Hazard] = {
    hazard.name: hazard
    for module in (hazards_cells, hazards_labels, hazards_pages, hazards_tables, hazards_around)
    for hazard in module.HAZARDS
}
_FAMILIES = (
    ("zeros-", "thousands"),  # large numbers leave hardly a zero
    ("page-break", "row-cut"),
    ("title-",),
    ("spare-", "note-", "table-four"),
)  # at most one of each


def choose(style: str, fault: Fault | None, rng: random.Random) -> list[str]:
    """Draw up to three hazards for a rendering. Those that bring findings of their own stay away from faults."""
    chosen: list[str] = []
    forms = set(fault.forms if fault else ANY)
    names = rng.sample(sorted(HAZARDS), rng.choice((0, 2, 4, 8)))
    for hazard in map(HAZARDS.__getitem__, names):
        taken = any(
            hazard.name.startswith(family) and any(name.startswith(family) for name in chosen) for family in _FAMILIES
        )
        clash = fault is not None and (hazard.finds or hazard.size or not hazard.certain)
        if taken or clash or not style.startswith(hazard.styles) or not forms & set(hazard.forms):
            continue
        chosen.append(hazard.name)
        forms &= set(hazard.forms)
    return chosen[:3]
