import pytest

from workers.validate.publisher import Kind, Level, classify


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("清溪镇", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("某县柳坪乡人民政府", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("某县柳坪乡人民政府办公室", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("西岗区人民政府北桥街道办事处", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("北桥街道", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("阿拉善苏木", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("江西省人民政府", Kind.GOVERNMENT, Level.PROVINCE),
        ("宁夏回族自治区", Kind.GOVERNMENT, Level.PROVINCE),
        ("上海市人民政府", Kind.GOVERNMENT, Level.PROVINCE),
        ("上海市浦江区人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("湘西土家族苗族自治州人民政府", Kind.GOVERNMENT, Level.CITY),
        ("北原地区", Kind.GOVERNMENT, Level.PREFECTURE),
        ("柳江市人民政府", Kind.GOVERNMENT, Level.UNKNOWN),
        ("江西省柳江市", Kind.GOVERNMENT, Level.UNKNOWN),
        ("东江市柳江市人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("原山区人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("青山县", Kind.GOVERNMENT, Level.COUNTY),
        ("原州区", Kind.GOVERNMENT, Level.COUNTY),
        ("柳江市人民政府办公厅", Kind.OFFICE, Level.UNKNOWN),
        ("青山区政府办", Kind.OFFICE, Level.COUNTY),
        ("柳江市审计局", Kind.DEPARTMENT, Level.UNKNOWN),
        ("柳江市市场监督管理局", Kind.DEPARTMENT, Level.UNKNOWN),
        ("青山县城市管理局", Kind.DEPARTMENT, Level.COUNTY),
        ("区统计局", Kind.DEPARTMENT, Level.COUNTY),
        ("江西省水利厅", Kind.DEPARTMENT, Level.PROVINCE),
        ("国家税务总局青山县税务局", Kind.DEPARTMENT, Level.COUNTY),
        ("国家统计局", Kind.DEPARTMENT, Level.CENTRAL),
        ("中华人民共和国财政部", Kind.DEPARTMENT, Level.CENTRAL),
        ("柳江经济技术开发区管委会", Kind.DEPARTMENT, Level.UNKNOWN),
        ("柳江经济技术开发区", Kind.UNKNOWN, Level.UNKNOWN),
        ("某某", Kind.UNKNOWN, Level.UNKNOWN),
        (None, Kind.UNKNOWN, Level.UNKNOWN),
    ],
)
def test_a_name_tells_what_kind_of_body_it_is(name: str | None, kind: Kind, level: Level) -> None:
    found = classify(name)
    assert (found.kind, found.level) == (kind, level)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("江西省人民政府", True),
        ("国家统计局", True),
        ("柳江市人民政府", None),  # with districts it may, without it may not
        ("某某", None),
        ("青山县人民政府", False),
        ("清溪镇", False),
        ("江西省水利厅", False),
    ],
)
def test_the_power_to_make_regulations_is_denied_only_where_the_name_settles_it(name: str, may: bool | None) -> None:  # noqa: FBT001 - a column of the table
    assert classify(name).may_make_regulations is may
