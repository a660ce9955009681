import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.respective import respective


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
