from concurrent.futures import ThreadPoolExecutor

from shared.store import Store
from tests.unit.store.samples import Clock


def test_a_request_is_begun_once_for_each_owner_and_key(store: Store) -> None:
    first = store.requests.begin("k1", "a", "digest", "label", express=True)
    assert store.requests.begin("k1", "a", "other", "label", express=True) == first
    assert store.batches.get(first.batch).express
    others = {store.requests.begin(*of, "digest", "", express=False).batch for of in (("k2", "a"), ("k1", "b"))}
    assert len(others | {first.batch}) == 3


def test_the_answer_is_kept_for_seven_days(store: Store, clock: Clock) -> None:
    store.requests.begin("k", "a", "digest", "", express=False)
    store.requests.answer("k", "a", b"receipt")
    clock.now += 6 * 86_400
    assert store.requests.begin("k", "a", "digest", "", express=False).receipt == b"receipt"
    clock.now += 2 * 86_400
    assert store.requests.begin("k", "a", "digest", "", express=False).receipt is None


def test_many_at_once_make_one_batch(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: store.requests.begin("k", "a", "d", "", express=False).batch, range(16)))
    assert len(set(made)) == 1
    assert len(store.batches.newest()) == 1
