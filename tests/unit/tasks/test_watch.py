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
