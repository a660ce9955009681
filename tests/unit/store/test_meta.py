from shared.store import Store


def test_a_word_takes_the_place_of_one_that_is_such(store: Store) -> None:
    assert store.meta.replace("word", "one", lambda before: not before)
    assert not store.meta.replace("word", "two", lambda before: not before)
    assert store.meta.get("word") == "one"
    assert store.meta.replace("word", "two", "one".__eq__)
    assert store.meta.get("word") == "two"


def test_a_word_that_is_there_stays_for_good(store: Store) -> None:
    assert [store.meta.once("name", each) for each in ("first", "second")] == ["first", "first"]
