"""The numbers of a report: counts are integers, sums of money keep their decimals as printed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

Number = int | Decimal

if TYPE_CHECKING:
    Stated = int | Decimal | str
else:  # msgspec decodes no union of Decimal and str; untyped, every JSON value comes back as what it was
    Stated = Annotated[Any, Meta(extra_json_schema={"type": ["number", "string"]})]
