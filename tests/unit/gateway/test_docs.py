import re

from tests.unit.gateway.conftest import Client


def test_the_page_shows_every_operation_and_asks_no_other_site(nobody: Client) -> None:
    page = nobody.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert not re.search(r'(src|href)="(https?:)?//', page.text)
    schema = nobody.get("/docs/openapi.json").json()
    for path in schema["paths"]:
        assert path in page.text
    assert nobody.get("/static/docs.css").headers["content-type"].startswith("text/css")


def test_the_page_begins_with_requests_that_are_taken_and_shows_code_as_code(nobody: Client) -> None:
    page = nobody.get("/docs").text
    assert f"-F documents=@report.pdf {str(nobody.base_url).rstrip('/')}/v1/batches" in page
    assert "<code>nianbao key add</code>" in page
    assert "`" not in page


def test_the_document_names_the_paths_of_the_contract_and_their_problems(nobody: Client) -> None:
    paths = nobody.get("/docs/openapi.json").json()["paths"]
    for path in ("/v1/batches", "/v1/batches/{batch}/events", "/v1/documents/{sha256}/record", "/v1/export"):
        assert path in paths
    assert "multipart/form-data" in paths["/v1/batches"]["post"]["requestBody"]["content"]
    assert "application/problem+json" in paths["/v1/batches"]["post"]["responses"]["422"]["content"]


def test_static_files_are_those_of_the_project_alone(nobody: Client) -> None:
    for name in ("nothing.css", "..%2Fapp.py", "__init__.py"):
        assert nobody.get(f"/static/{name}").status_code == 404
