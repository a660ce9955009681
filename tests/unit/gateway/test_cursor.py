import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.gateway.cursor import CursorError, cursor, key


@given(st.tuples(st.text(), st.text()))
def test_a_cursor_gives_back_its_key(told: tuple[str, str]) -> None:
    assert key(cursor(told), tuple[str, str]) == told


@given(st.text())
def test_any_other_word_is_refused(word: str) -> None:
    with pytest.raises(CursorError):
        key(word, tuple[int, int, str])
