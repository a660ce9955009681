import pytest

from shared.report import Section
from workers.validate.outcomes import outcomes
from workers.validate.prose import sentences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("行政复议7件，其中维持5件、纠正2件。", [("review.upheld", 5), ("review.corrected", 2)]),
        ("行政复议7件，较上年增加3件，其中尚未审结1件。", []),
        ("行政复议7件，化解2件，维持5件。", []),
    ],
)
def test_outcomes_follow_their_cases_at_once(text: str, told: list[tuple[str, int]]) -> None:
    (sentence,) = sentences("review_litigation", Section("", text))
    found = outcomes(sentence, [("review", sentence.quantities[0])])
    assert [(topic, quantity.low) for topic, quantity in found] == told
