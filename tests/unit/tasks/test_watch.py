from tasks.watch import Watch


class Time:
    """A clock that can be stepped, and the time that passes whatever the clock says."""

    def __init__(self) -> None:
        self.beside = 1_700_000_000.0
        self.passed = 0.0

    def clock(self) -> float:
        return self.beside + self.passed

    def passing(self) -> float:
        return self.passed


def test_a_step_of_the_clock_is_seen_once_and_the_passing_of_time_is_none() -> None:
    time = Time()
    watch = Watch(time.clock, time.passing)
    time.passed += 100
    assert watch.look() == 0
    for step in (3_600, -3_600):
        time.beside += step
        time.passed += 1
        assert watch.look() == step
        assert watch.look() == 0


def test_a_clock_that_is_set_right_by_little_was_not_stepped() -> None:
    time = Time()
    watch = Watch(time.clock, time.passing)
    time.beside += 1.5
    assert watch.look() == 0


def test_the_time_in_which_nobody_looked_counts_from_the_last_time_that_somebody_did() -> None:
    time = Time()
    watch = Watch(time.clock, time.passing)
    time.passed += 1
    assert watch.blind() == 1
    time.beside += 3_600
    time.passed += 40
    assert watch.blind() == 40
    assert watch.blind() == 0


def test_after_a_step_back_stragglers_are_looked_for_a_few_times() -> None:
    """They had asked for the time before the step and wrote it down after it."""
    time = Time()
    watch = Watch(time.clock, time.passing)
    time.beside -= 3_600
    assert watch.look() == -3_600
    looks = []
    for _ in range(60):
        time.passed += 1
        assert watch.look() == 0
        looks.append(watch.stragglers())
    assert [second for second, step in enumerate(looks, 1) if step] == [1, 5, 35]
    assert set(looks) == {0.0, -3_600.0}
    time.beside += 3_600
    watch.look()
    time.passed += 60
    assert watch.stragglers() == 0
