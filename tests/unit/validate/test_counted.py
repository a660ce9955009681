from workers.validate.called import called, table_of
from workers.validate.counted import counted, interval
from workers.validate.fitting import CASE_TOPICS
from workers.validate.wordings import MATTERS


def test_a_noun_agrees_with_its_number() -> None:
    assert [counted(number, "cell") for number in (0, 1, 7)] == ["0 cells", "1 cell", "7 cells"]


def test_an_interval_shows_both_ends_where_it_has_two() -> None:
    assert (interval(12, 12), interval(260, 269)) == ("12", "260–269")


def test_every_topic_of_the_prose_has_a_name() -> None:
    topics = {wording.topic for matter in MATTERS for wording in matter.wordings} | CASE_TOPICS
    assert [topic for topic in sorted(topics) if called(topic).zh == topic] == []
    assert called("review.upheld").zh == "行政复议结果维持"
    assert table_of("review_litigation.review.total").zh == "表四"
