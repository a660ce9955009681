import pytest

from deploy.drill.season import _insisting, _portions
from shared.errors import TryLater
from shared.store import Item


@pytest.mark.parametrize(("count", "portions"), [(10, 3), (2, 5), (0, 2)])
def test_every_document_is_in_one_portion(count: int, portions: int) -> None:
    items = [Item(str(number), b"") for number in range(count)]
    found = _portions(items, portions)
    assert len(found) == portions
    assert [item for portion in found for item in portion] == items
    assert max(map(len, found)) - min(map(len, found)) <= 1


def test_who_is_told_to_try_later_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.drill.season.time.sleep", lambda _: None)
    answers = iter([TryLater("full"), TryLater("full"), "b1"])

    def submit() -> str:
        answer = next(answers)
        if isinstance(answer, TryLater):
            raise answer
        return answer

    assert _insisting(submit) == "b1"
