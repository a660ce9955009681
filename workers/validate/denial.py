"""How a sentence denies something, and how often it may."""

NEGATION = r"(?:从未|未曾|尚未|未|没有|无)"
ENOUGH = 20  # times that one sentence denies something
