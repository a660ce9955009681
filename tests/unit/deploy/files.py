"""The files that deploy the product, and what the program itself says about their figures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

import deploy
from shared.limits import Limits
from shared.settings import Settings
from tasks.app import build

FOLDER = Path(deploy.__file__).parent
SPECIAL = {"express", "extract.pdf", "extract.docx", "quarantine"}  # queues where scans and legacy Word may wait
_MARGIN = 35  # seconds that Celery may take to stop after a task was stopped
_MEGABYTES = {"m": 1, "g": 1024, "Mi": 1, "Gi": 1024, "M": 1, "G": 1024}


def documents(*path: str) -> list[dict[str, Any]]:
    """Return the documents of a YAML file; those of a List one by one."""
    read = list(yaml.safe_load_all(FOLDER.joinpath(*path).read_text()))
    return [item for document in read for item in (document["items"] if document["kind"] == "List" else [document])]


def variables() -> set[str]:
    """Return the variables that the program reads."""
    fields = {f"NIANBAO_{name.upper()}" for name in Settings.__struct_fields__ if name != "limits"}
    return fields | {f"NIANBAO_LIMIT_{name.upper()}" for name in Limits.__struct_fields__}


def named_variables(text: str) -> set[str]:
    """Return the program's variables that a file names."""
    return set(re.findall(r"NIANBAO_[A-Z_]+", text))


def longest_stop() -> float:
    """Return the seconds that a worker may take to stop."""
    app = build(Settings(redis_url="redis://localhost"), "x")
    return float(app.conf.task_time_limit) + _MARGIN


def least_memory() -> int:
    """Return the megabytes that a worker needs: what one reading may take, and its own."""
    return Limits().memory_mb + 512


def megabytes(quantity: str) -> int:
    """Return a quantity of memory."""
    number, unit = re.fullmatch(r"(\d+)(\w+)", quantity).groups()  # type: ignore[union-attr]
    return int(number) * _MEGABYTES[unit]


def seconds(quantity: str) -> int:
    """Return a quantity of time."""
    return int(quantity.removesuffix("s"))


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield every string in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def read_json(*path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the content of a JSON file."""
    return msgspec.json.decode(FOLDER.joinpath(*path).read_bytes())
