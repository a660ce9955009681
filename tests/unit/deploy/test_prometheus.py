"""Dashboard and alerts speak PromQL about metrics that exist, with labels that they have."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import promql_parser
import pytest
import yaml
from prometheus_client import CollectorRegistry, Counter, Histogram

from deploy.metrics import Line
from shared.settings import Settings
from shared.store import Store
from tests.unit.deploy.files import FOLDER, read_json

DASHBOARD: dict[str, Any] = read_json("grafana", "nianbao.json")
RULES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "prometheus" / "rules.yml").read_text())["groups"][0]["rules"]
EXPRESSIONS = {rule["alert"]: rule["expr"] for rule in RULES} | {
    f"{panel['title']} {target['refId']}": target["expr"]
    for panel in DASHBOARD["panels"]
    for target in panel["targets"]
}
_OF_OTHERS = {  # the pump's and the gateway's own
    "nianbao_pump_tick_timestamp_seconds": set(),
    "nianbao_http_seconds": {"method", "path", "status"},
}
PROMTOOL = shutil.which("promtool")
_SUFFIX = re.compile(r"_(total|sum|count|bucket)$")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, set[str]]]:
    """Give the labels of every metric."""
    with Store.open(Settings(home=str(tmp_path_factory.mktemp("store")))) as store:
        registry = CollectorRegistry()
        line = Line(store)
        registry.register(line)
        labels: dict[str, set[str]] = {name: set(each) for name, each in _OF_OTHERS.items()}
        for family in registry.collect():
            own = [each for each in vars(line).values() if isinstance(each, Counter | Histogram)]
            named = [each._labelnames for each in own if each._name == family.name]  # noqa: SLF001 - none has been used
            labels[family.name] = set(named[0]) if named else set().union(*(each.labels for each in family.samples))
        yield labels


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions_ask_for_what_is_exported(name: str, exported: dict[str, set[str]]) -> None:
    selectors = list(_selectors(promql_parser.parse(EXPRESSIONS[name])))
    assert selectors
    for selector in selectors:
        metric = _SUFFIX.sub("", selector.name)
        assert metric in exported, selector.name
        asked = {matcher.name for matcher in selector.matchers.matchers}
        assert asked <= exported[metric] | {"le"}, selector.name


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions_group_by_labels_that_there_are(name: str, exported: dict[str, set[str]]) -> None:
    known = set().union(*exported.values()) | {"le", "instance"}
    grouped = re.findall(r"\bby \(([^)]*)\)", EXPRESSIONS[name])
    assert {label.strip() for labels in grouped for label in labels.split(",")} <= known


def test_every_alert_says_what_is_the_matter_and_how_grave_it_is() -> None:
    for rule in RULES:
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"]["summary"]
    assert len({rule["alert"] for rule in RULES}) == len(RULES)


@pytest.mark.skipif(PROMTOOL is None, reason="NOT HELD AGAINST PROMTOOL: it is not installed (Debian: prometheus)")
@pytest.mark.parametrize(
    "asked",
    [
        ("check", "config", FOLDER / "prometheus" / "prometheus.yml"),
        ("check", "rules", FOLDER / "prometheus" / "rules.yml"),
        ("test", "rules", Path(__file__).with_name("alerts.test.yml")),
    ],
    ids=lambda asked: " ".join(asked[:2]),
)
def test_prometheus_own_tool_takes_them(asked: tuple[str, str, Path]) -> None:
    done = subprocess.run([str(PROMTOOL), *map(str, asked)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboard_is_what_grafana_reads() -> None:
    """The parts of its schema that this one uses."""
    schema = {"required": ["uid", "title", "schemaVersion", "panels", "time", "templating"], "properties": {
        "uid": {"type": "string", "pattern": r"^[\w-]{8,40}$"},
        "schemaVersion": {"type": "integer", "minimum": 36},
        "refresh": {"type": "string", "pattern": r"^\d+[smh]$"},
        "panels": {"items": {
            "required": ["id", "type", "title", "gridPos", "targets", "datasource", "fieldConfig", "options"],
            "properties": {
                "type": {"enum": ["timeseries", "stat", "table", "bargauge", "heatmap", "barchart", "gauge"]},
                "gridPos": {
                    "properties": {"w": {"minimum": 1, "maximum": 24}, "h": {"minimum": 1}, "x": {"maximum": 23}},
                    "required": ["x", "y", "w", "h"],
                    "additionalProperties": {"type": "integer", "minimum": 0},
                },
                "targets": {"minItems": 1, "items": {"required": ["expr", "refId", "datasource"]}},
                "datasource": {"required": ["type", "uid"]},
                "options": {"type": "object"},
                "fieldConfig": {"required": ["defaults", "overrides"]},
            },
        }},
    }}  # fmt: skip
    jsonschema.validate(DASHBOARD, schema)
    for panel in DASHBOARD["panels"]:
        names = [target["refId"] for target in panel["targets"]]
        assert len(set(names)) == len(names), panel["title"]


def test_panels_do_not_lie_on_each_other() -> None:
    places = set()
    for panel in DASHBOARD["panels"]:
        grid = panel["gridPos"]
        cells = {(grid["x"] + x, grid["y"] + y) for x in range(grid["w"]) for y in range(grid["h"])}
        assert not cells & places, panel["title"]
        assert grid["x"] + grid["w"] <= 24
        places |= cells
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_grafana_finds_the_dashboard_and_its_data() -> None:
    provisioning = FOLDER / "grafana" / "provisioning"
    (source,) = yaml.safe_load((provisioning / "datasources/prometheus.yaml").read_text())["datasources"]
    (provider,) = yaml.safe_load((provisioning / "dashboards/nianbao.yaml").read_text())["providers"]
    uids = {target["datasource"]["uid"] for panel in DASHBOARD["panels"] for target in panel["targets"]}
    assert uids == {source["uid"]}
    compose = (FOLDER / "compose" / "compose.yaml").read_text()
    assert f"{Path(provider['options']['path']) / 'nianbao.json'}:ro" in compose


def test_prometheus_scrapes_what_compose_runs() -> None:
    told = yaml.safe_load((FOLDER / "prometheus" / "prometheus.yml").read_text())
    services = yaml.safe_load((FOLDER / "compose" / "compose.yaml").read_text())["services"]
    for job in told["scrape_configs"]:
        name, port = job["static_configs"][0]["targets"][0].split(":")
        assert name in services
        assert port in str(services[name].get("environment", "")) + str(services[name].get("ports", ""))
    assert all((FOLDER / "prometheus" / name).exists() for name in told["rule_files"])


def _selectors(node: Any) -> Iterator[Any]:  # noqa: ANN401 - the parser ships no types
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for part in ("expr", "lhs", "rhs", "vector_selector", "selector", "param"):
        if (inner := getattr(node, part, None)) is not None:
            yield from _selectors(inner)
    for inner in getattr(node, "args", None) or ():
        yield from _selectors(inner)
