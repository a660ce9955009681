import pytest
from PIL import Image

from shared.raster import A4, width


@pytest.mark.parametrize(
    ("told", "points"),
    [({"dpi": (150, 150)}, 480.0), ({"dpi": (72, 72)}, A4), ({"dpi": (3_000, 3_000)}, A4), ({}, A4)],
)
def test_a_picture_is_as_wide_as_its_file_says_where_that_can_be_meant(
    told: dict[str, tuple[int, int]], points: float
) -> None:
    assert width(Image.new("L", (1_000, 10)), told) == points
