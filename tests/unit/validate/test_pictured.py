from shared.document import Where
from shared.report import Pictured
from workers.validate.pictured import are_pictures, picture_of, unread_pictures


def test_why_a_picture_was_not_read_is_told_with_its_place() -> None:
    read, unread = Pictured(Where(picture=1)), Pictured(Where(picture=2), "elsewhere")
    message, places = unread_pictures([read, unread])
    assert "没有随文提交" in message.zh
    assert places == (Where(picture=2),)


def test_where_no_picture_is_unread_a_table_may_be_anything() -> None:
    message, places = unread_pictures([Pictured(Where(picture=1))])
    assert message.en == "it may be a picture, or missing"
    assert not places


def test_a_table_out_of_pictures_names_them() -> None:
    places = tuple(picture_of(Where(picture=n, bbox=(0, 0, 1, 1), row=3)) for n in (2, 3))
    check = are_pictures("三", places)
    assert check.where == (Where(picture=2), Where(picture=3))
    assert check.message
    assert "number 2, 3" in check.message.en
