"""The report's region is the smallest element with every phrase of the forms, wherever a site puts it."""

from shared.limits import Limits
from workers.extract.html_region import Region, phrases
from workers.extract.html_tree import parse

BODY = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>四、行政复议、行政诉讼情况</p><p>五、存在的主要问题</p>"


def region(markup: str) -> str | None:
    element = Region(parse(markup, Limits())).element
    return element.get("id") or element.tag


def test_phrases_are_long_enough_to_mean_the_form() -> None:
    assert "本年新收政府信息公开申请数量" in phrases()
    assert "其他" not in phrases()
    assert all(len(phrase) >= 4 for phrase in phrases())


def test_navigation_that_names_the_same_things_does_not_count() -> None:
    links = "<ul><li><a href=1>行政复议</a><li><a href=2>总体情况</a></ul>"
    assert region(f"<div id=side>{links}</div><div><div id=text>{BODY}</div></div>{links}") == "text"


def test_a_phrase_may_be_broken_by_markup_and_white_space() -> None:
    broken = BODY.replace("总体情况", "总体<span>情\n况</span>")
    assert region(f"<div id=side>旁</div><div id=text>{broken}</div>") == "text"


def test_sections_in_neighbouring_elements_are_all_inside() -> None:
    first, rest = BODY.split("<p>五", 1)
    assert region(f"<div id=all><div>{first}</div><div><p>五{rest}</div></div><div>旁</div>") == "all"


def test_a_table_is_no_region_though_it_holds_every_phrase() -> None:
    table = "<table><tr><td>规章</td><td>总体情况</td></tr><tr><td>行政复议</td><td>行政诉讼</td></tr></table>"
    assert region(f"<div id=text><p>某镇年报</p>{table}</div>") == "text"


def test_a_page_without_phrases_has_its_longest_text_for_region() -> None:
    prose = "关于召开防汛工作会议的通知，请各村委会按时参加。" * 20
    assert region(f"<div id=side>栏目</div><div id=text><p>{prose[:200]}</p><p>{prose[200:]}</p></div>") == "text"
