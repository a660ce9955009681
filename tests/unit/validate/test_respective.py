import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.respective import respective, respective_by_name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "予以公开、部分公开和不予公开分别为8件、5件、7件。",
            [("results.granted", 8), ("results.partially_granted", 5), ("results.denied", 7)],
        ),
        ("予以公开、部分公开、不予公开分别为8件、5件。", []),
        ("通过网站，予以公开、不予公开分别为8件、5件。", []),
        ("予以公开、不予公开共8件、5件。", []),
    ],
)
def test_as_many_figures_as_names_belong_to_them_in_order(text: str, told: list[tuple[str, int]]) -> None:
    (sentence,) = sentences("applications", Section("", text))
    assert [(topic, quantity.low) for topic, quantity in respective(sentence, 2023)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "规范性文件制发、废止、现行有效数分别为5件、2件、30件。",
            [("documents.issued", 5), ("documents.repealed", 2), ("documents.in_force", 30)],
        ),
        (
            "本局作出行政许可、行政处罚决定分别为12件、8件。",
            [("decisions.licensing", 12), ("decisions.penalties", 8)],
        ),
        ("会同县司法局清理规范性文件制发、废止数分别为5件、2件。", []),
        ("2022年作出行政许可、行政处罚决定分别为12件、8件。", []),
        ("行政许可、行政处罚分别公示12件、8件。", []),
    ],
)
def test_documents_and_decisions_are_named_by_their_own_words(text: str, told: list[tuple[str, int]]) -> None:
    (sentence,) = sentences("overview", Section("", text))
    assert [(topic, quantity.low) for topic, quantity in respective_by_name(sentence, 2023)] == told
