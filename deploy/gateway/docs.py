"""`/docs`: the OpenAPI document as a page of our own, without scripts and from no other site."""

from typing import Any

from litestar import Request
from litestar.openapi.plugins import OpenAPIRenderPlugin

from deploy.gateway.problems import PROBLEMS
from deploy.gateway.templates import TEMPLATES

_METHODS = ("get", "post", "patch", "put", "delete")


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
        )
        return page.encode()
