"""What the OpenAPI document says beyond what signatures say."""

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
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
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from workers.gateway.resources import Problem

if TYPE_CHECKING:
    from litestar._openapi.schema_generation import SchemaCreator

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


class Strict(OpenAPISchemaPlugin):
    """Says of what takes no unknown fields that it takes none."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:  # noqa: ANN401 - Litestar's
        """Say whether this is such a struct."""
        return isinstance(value, msgspec.StructMeta) and value.__struct_config__.forbid_unknown_fields

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: "SchemaCreator") -> Schema:
        """Return the schema that it would have had, closed."""
        others = (each for each in schema_creator.plugins if each is not self and isinstance(each, OpenAPISchemaPlugin))
        usual = next(each for each in others if each.is_plugin_supported_field(field_definition))
        schema: Schema = usual.to_openapi_schema(field_definition, schema_creator)
        schema.additional_properties = False
        return schema


class Numbers(OpenAPISchemaPlugin):
    """Says of decimals that they are numbers, as records are written."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:  # noqa: ANN401 - Litestar's
        """Say whether this is the type of decimals."""
        return value is Decimal

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: "SchemaCreator") -> Schema:  # noqa: ARG002 - Litestar's
        """Return the schema of a number."""
        return Schema(type=OpenAPIType.NUMBER)


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
        "application/warc": OpenAPIMediaType(schema=_BINARY),
    },
)


@dataclass
class Upload(Operation):
    """The operation that takes files."""

    def __post_init__(self) -> None:
        self.request_body = _UPLOAD


@dataclass
class Append(Operation):
    """The operation that takes bytes."""

    def __post_init__(self) -> None:
        content = {"application/octet-stream": OpenAPIMediaType(schema=_BINARY)}
        self.request_body = RequestBody(required=True, description="The bytes that follow.", content=content)
