"""What the OpenAPI document says beyond what signatures say."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    Encoding,
    Example,
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)
from litestar.params import PathParameter, QueryParameter

from workers.gateway.resources import Problem

_MOST = 500  # things on a page

Limit = Annotated[int, QueryParameter(ge=1, le=_MOST, description="How many things a page holds at most.")]
Cursor = Annotated[str | None, QueryParameter(description="`next` of the page before.")]

Sha256 = Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$", description="SHA-256 of the document's bytes.")]

_BINARY = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
_MANIFEST = (
    '{"path": "reports/a.pdf", "source_url": "https://example.org/a.pdf", "publisher": "…", "year": 2023, '
    '"region": "360681", "published": "2024-01-04"}\n'
)


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Return the problems that an operation answers with, beside those of the key."""
    return {
        status: ResponseSpec(
            Problem,
            generate_examples=False,
            media_type="application/problem+json",
            description=HTTPStatus(status).phrase,
        )
        for status in (401, 403, *statuses)
    }


_UPLOAD = RequestBody(
    required=True,
    description=(
        "A form with any number of `files`, each a document or an archive of documents, and a `manifest` "
        "(NDJSON) whose paths are names of those files or of members of those archives; or one archive alone."
    ),
    content={
        "multipart/form-data": OpenAPIMediaType(
            schema=Schema(
                type=OpenAPIType.OBJECT,
                properties={
                    "files": Schema(type=OpenAPIType.ARRAY, items=_BINARY),
                    "manifest": _BINARY,
                    "label": Schema(type=OpenAPIType.STRING, description="What people call the batch."),
                },
            ),
            encoding={"manifest": Encoding(content_type="application/x-ndjson")},
            examples={"manifest": Example(summary="A line of a manifest", value={"manifest": _MANIFEST})},
        ),
        "application/zip": OpenAPIMediaType(schema=_BINARY),
        "application/x-tar": OpenAPIMediaType(schema=_BINARY),
    },
)


@dataclass
class Upload(Operation):
    """The operation that takes files."""

    def __post_init__(self) -> None:
        self.request_body = _UPLOAD
