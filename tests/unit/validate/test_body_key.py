import pytest

from shared.report import Report
from tests.rules.case import report
from workers.validate.body_key import Alias, Body, identify


def of(publisher: str, url: str | None = None, aliases: tuple[Alias, ...] = (), **more: object) -> Body | None:
    return identify(body(publisher, **more), url, aliases)


def body(publisher: str, **more: object) -> Report:
    return report({"publisher": publisher, **more})


def key(publisher: str, **more: str) -> str:
    found = of(publisher, **more)
    assert found is not None
    return found.key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("某县清溪镇人民政府", "某县清溪镇"),
        ("某省某市某县清溪镇", "某县清溪镇人民政府"),
        ("清溪镇人民政府", "清溪镇"),
        ("某区东门街道办事处", "某区东门街道"),
        ("某区东门街道办", "某区东门街道"),
        ("某县人民政府", "某市某县"),
        ("某县 清溪镇", "某县清溪镇"),
    ],
)
def test_regions_in_front_and_suffixes_make_no_difference(first: str, second: str) -> None:
    assert key(first) == key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("某县人民政府", "某县人民政府办公室"),
        ("甲县清溪镇", "乙县清溪镇"),
        ("某县清溪镇", "某县清溪乡"),
        ("某县城市管理局", "某县城市综合执法局"),
    ],
)
def test_other_bodies_are_others(first: str, second: str) -> None:
    assert key(first) != key(second)


def test_a_district_of_the_same_name_in_another_city_is_another() -> None:
    here, there, bare = (of(f"{city}城关区财政局") for city in ("甲市", "乙市", ""))
    assert here
    assert there
    assert bare
    assert not here.may_be(there)
    assert here.may_be(bare)


def test_a_name_without_a_region_belongs_to_its_site() -> None:
    assert key("城关镇", url="https://a.test/1") != key("城关镇", url="https://b.test/1")
    assert key("城关镇", url="https://a.test/2023.html") == key("城关镇人民政府", url="http://a.test/x/2022.pdf")


def test_a_district_of_no_city_is_told_by_its_site() -> None:
    here, there, again, bare = (
        of("城关区财政局", url) for url in ("https://a.test/1", "https://b.test/1", "https://www.a.test/2", None)
    )
    assert here
    assert there
    assert again
    assert bare
    assert not here.may_be(there)
    assert here.may_be(again)
    assert here.may_be(bare)


def test_a_name_without_a_region_or_a_site_may_be_anybodys() -> None:
    found = [of("城关镇"), of("教育局"), of("教育局", "https://a.test/1"), of("某县教育局")]
    assert [body.unsure for body in found if body] == [True, True, False, False]


def test_the_region_may_stand_in_what_the_site_prints() -> None:
    found = of("清溪镇", "https://a.test/1", metadata={"发文机关": "某县清溪镇人民政府"})
    assert found is not None
    assert found.key == key("某县清溪镇")
    other = of("清溪镇", metadata={"发文机关": "某县财政局"})
    assert other is not None
    assert other.key == "清溪镇"


def test_the_alias_table_joins_names() -> None:
    table = (Alias(("某县城市管理综合行政执法局", "某县城市管理局")),)
    assert of("某县城市管理局", aliases=table) == of("某县城市管理综合行政执法局", aliases=table)
    assert of("某市某县城市管理局", aliases=table) == of("城市管理局", aliases=table)
    assert of("乙县城市管理局", aliases=table) == of("乙县城市管理局")


def test_an_alias_tells_when_the_body_became_another() -> None:
    found = of("某县文化局", aliases=(Alias(("某县文化旅游局", "某县文化局"), 2022),))
    assert found is not None
    assert found.reorganized == 2022


def test_nobody_is_nobody() -> None:
    assert of("") is None
