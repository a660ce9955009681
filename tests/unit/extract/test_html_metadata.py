"""What the head of a page says."""

from lxml import html

from workers.extract.html_metadata import tags


def test_the_fields_of_government_sites_are_found_in_any_case() -> None:
    page = html.fromstring(
        '<html><head><title> 云岭市 年报 </title><meta name="pubdate" content="2024-01-18 09:30">'
        '<meta name="ContentSource" content=""><meta name="viewport" content="x"></head><body>3</body></html>'
    )
    assert tags(page) == {"title": "云岭市 年报", "PubDate": "2024-01-18 09:30"}


def test_a_date_of_publication_is_one_by_whatever_name() -> None:
    page = html.fromstring('<html><head><meta property="article:published_time" content="2024-01-18"></head></html>')
    assert tags(page) == {"PubDate": "2024-01-18"}


def test_an_article_in_xml_says_its_date_in_an_element() -> None:
    page = html.fromstring("<article><pubdate>\n2024-01-18 </pubdate><div>一</div></article>")
    assert tags(page) == {"PubDate": "2024-01-18"}


def test_data_for_search_engines_says_a_date_too() -> None:
    data = '<script type="application/ld+json">{"datePublished": "2024-01-18T09:00:00+08:00"}</script>'
    assert tags(html.fromstring(f"<html><head>{data}</head></html>")) == {"PubDate": "2024-01-18"}
    assert tags(html.fromstring(f"<html><head>{data}{data.replace('18', '19')}</head></html>")) == {}
