"""What pages have in common: places of findings, marks on pictures of pages."""

import re
from types import SimpleNamespace

from deploy.gateway.templates import TEMPLATES
from shared.document import Where

PARTS = TEMPLATES.get_template("parts.html").module


def t(name: str, **values: object) -> str:
    return {"place.page": f"page {values.get('n')}", "semicolon": "; "}.get(name, name)


def places(*wheres: Where) -> str:
    return str(PARTS.places(t, wheres)).strip()  # type: ignore[attr-defined] # a macro


def drawn(*box: float) -> list[float]:
    mark = SimpleNamespace(box=box, findings=(1,), is_waived=False, is_suspect=False, key="a", number=1)
    one = SimpleNamespace(page=1, is_picture=False, width=600, height=800, marks=(mark,))
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', str(PARTS.sheet(t, one, "a.png", "lazy")))]  # type: ignore[attr-defined] # likewise


def test_a_place_is_named_once() -> None:
    assert places(Where(page=2), Where(page=2), Where(page=3)) == "page 2; page 3"
    assert places(*(Where(page=page) for page in range(1, 6))) == "page 1; page 2; page 3 …"


def test_a_number_stands_in_its_cell_and_beside_a_figure_that_has_none() -> None:
    assert 100 < drawn(100, 50, 160, 70)[0] < 160
    assert drawn(100, 50, 106, 60)[0] > 106
