"""The zoo: hostile documents, written by the project, each with the end that it must come to."""

from tests.faults.zoo import archives, layouts, legacy, pages, pdfs, sheets, texts, words
from tests.faults.zoo.beast import Beast

BEASTS: list[Beast] = [
    *archives.BEASTS,
    *words.BEASTS,
    *sheets.BEASTS,
    *legacy.BEASTS,
    *pdfs.BEASTS,
    *layouts.BEASTS,
    *pages.BEASTS,
    *texts.BEASTS,
]
