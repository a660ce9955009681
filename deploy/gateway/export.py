"""`/v1/export`: the data set, streamed."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from litestar import Response, Router, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream

from deploy.dataset.rows import cell_rows, finding_rows
from deploy.gateway.documented import problems
from deploy.gateway.guard import needs
from deploy.gateway.means import TheStore
from shared.record import Record, encode
from shared.record import schema as record_schema
from shared.store import Scope

_CHUNK = 2**16  # bytes
_NDJSON = "application/x-ndjson"


class Table(StrEnum):
    """A table of the data set."""

    REPORTS = "reports"
    CELLS = "cells"
    FINDINGS = "findings"


@get(
    "/export",
    guards=[needs(Scope.READ)],
    sync_to_thread=True,
    tags=["data set"],
    responses={
        200: ResponseSpec(str, media_type=_NDJSON, description="A JSON object a line"),
        **problems(400, 404),
    },
)
def export(
    store: TheStore,
    batch: Annotated[str | None, QueryParameter(description="Only this batch, under its own names.")] = None,
    table: Annotated[
        Table, QueryParameter(description="Whole records, or their cells or findings in rows.")
    ] = Table.REPORTS,
) -> Stream:
    """Return the data set as NDJSON, while it is read."""
    records = store.records.every() if batch is None else store.records.of_batch(store.batches.get(batch).id)
    headers = {"content-disposition": f'attachment; filename="{table}.jsonl"'}
    return Stream(_chunks(records, table), media_type=_NDJSON, headers=headers)


def _chunks(records: Iterator[Record], table: Table) -> Iterator[bytes]:
    held = bytearray()
    for record in records:
        for row in _rows(record, table):
            held += encode(row) + b"\n"
        if len(held) >= _CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _rows(record: Record, table: Table) -> Iterator[object]:
    match table:
        case Table.REPORTS:
            yield record
        case Table.CELLS:
            yield from cell_rows(record)
        case Table.FINDINGS:
            yield from finding_rows(record)


@get(
    "/schema",
    guards=[needs(Scope.READ)],
    sync_to_thread=False,
    tags=["data set"],
    responses={200: ResponseSpec(dict[str, Any], generate_examples=False, description="JSON Schema"), **problems()},
)
def schema() -> Response[bytes]:
    """Return the JSON Schema of records, as `nianbao schema` prints it."""
    return Response(encode(record_schema()), media_type="application/json")


router = Router("/", route_handlers=[export, schema])
