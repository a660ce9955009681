"""`/docs`: the OpenAPI document, and a page of our own that shows it, without scripts and from no other site."""

import re
from typing import Any

from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from markupsafe import Markup, escape

from deploy.gateway.problems import PROBLEMS
from deploy.gateway.templates import TEMPLATES

_QUOTED = re.compile(r"`([^`]+)`")
_METHODS = ("get", "post", "patch", "put", "delete")


def _code(text: str) -> Markup:
    """Show what stands between backticks as code."""
    return Markup(_QUOTED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


TEMPLATES.filters["code"] = _code


class Json(JsonRenderPlugin):
    """The document. What may be one of several may be several: a whole number is a number, too."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the document."""
        return super().render(request, _any_of(openapi_schema))


def _any_of(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        return {"anyOf" if name == "oneOf" else name: _any_of(child) for name, child in node.items()}
    return [_any_of(child) for child in node] if isinstance(node, list) else node


class Page(OpenAPIRenderPlugin):
    """The page."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the page."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for path, item in openapi_schema["paths"].items():
            for method in _METHODS:
                if (operation := item.get(method)) is not None:
                    told = {"method": method.upper(), "path": path, **operation}
                    groups.setdefault((operation.get("tags") or [""])[0], []).append(told)
        page = TEMPLATES.get_template("docs.html").render(
            groups=groups,
            info=openapi_schema["info"],
            schemas=openapi_schema.get("components", {}).get("schemas", {}),
            problems=PROBLEMS,
            json_path=self.get_openapi_json_route(request),
            url=str(request.base_url).rstrip("/"),
        )
        return page.encode()
