import shutil
import subprocess
from importlib.metadata import version
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from shared.settings import load
from tasks.line import NOTIFY, QUEUES
from tests.unit.deploy.files import (
    FOLDER,
    SPECIAL,
    documents,
    least_memory,
    longest_stop,
    megabytes,
    named_variables,
    strings,
    variables,
)
from tests.unit.deploy.test_docker import ROLES

PLACE = FOLDER / "kubernetes"
VERSION = kubernetes_validate.latest_version()
KUBECTL = shutil.which("kubectl")
OVERLAYS = ("base", "keda", "autoscaler")
BASE = [each for name in yaml.safe_load((PLACE / "base/kustomization.yaml").read_text())["resources"]
        for each in documents("kubernetes", "base", name)]  # fmt: skip
DEPLOYMENTS = {each["metadata"]["name"]: each for each in BASE if each["kind"] == "Deployment"}
JOBS = {each["metadata"]["name"]: each["spec"]["jobTemplate"] for each in BASE if each["kind"] == "CronJob"}
PODS = DEPLOYMENTS | JOBS
WORKERS = {name: each for name, each in DEPLOYMENTS.items() if name.startswith("worker-")}
SCALED = documents("kubernetes", "keda", "scaling.yaml")
AUTOSCALERS = documents("kubernetes", "autoscaler", "autoscalers.yaml")

_COUNT = {"type": "integer", "minimum": 0}
_POLICY = {"type": {"enum": ["Percent", "Pods"]}, "value": _COUNT, "periodSeconds": {**_COUNT, "maximum": 1800}}
_POLICIES = {"type": "array", "minItems": 1, "items": {"properties": _POLICY, "required": list(_POLICY)}}
_RULES = {
    "additionalProperties": False,
    "properties": {
        "stabilizationWindowSeconds": {"type": "integer", "minimum": 0, "maximum": 3600},
        "selectPolicy": {"enum": ["Max", "Min", "Disabled"]},
        "policies": _POLICIES,
    },
}
SCALED_OBJECT = {  # the part of KEDA's ScaledObject that is used here; anything else is a slip of the pen
    "type": "object",
    "additionalProperties": False,
    "required": ["scaleTargetRef", "triggers"],
    "properties": {
        "scaleTargetRef": {"required": ["name"], "additionalProperties": {"type": "string"}},
        "pollingInterval": _COUNT,
        "cooldownPeriod": _COUNT,
        "minReplicaCount": _COUNT,
        "maxReplicaCount": _COUNT,
        "fallback": {
            "additionalProperties": False,
            "required": ["failureThreshold", "replicas"],
            "properties": {"failureThreshold": _COUNT, "replicas": _COUNT},
        },
        "advanced": {
            "additionalProperties": False,
            "properties": {
                "horizontalPodAutoscalerConfig": {
                    "additionalProperties": False,
                    "properties": {
                        "behavior": {
                            "additionalProperties": False,
                            "properties": {"scaleDown": _RULES, "scaleUp": _RULES},
                        }
                    },
                }
            },
        },
        "triggers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["type", "metadata"],
                "properties": {
                    "type": {"const": "prometheus"},
                    "metricType": {"enum": ["AverageValue", "Value"]},
                    "metadata": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["serverAddress", "query", "threshold"],
                        "properties": {
                            "serverAddress": {"type": "string", "format": "uri"},
                            "query": {"type": "string"},
                            "threshold": {"type": "string", "pattern": r"^\d+$"},
                            "activationThreshold": {"type": "string", "pattern": r"^\d+$"},
                            "ignoreNullValues": {"enum": ["true", "false"]},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("manifest", BASE + AUTOSCALERS, ids=lambda each: f"{each['kind']}/{each['metadata']['name']}")
def test_manifests_are_what_kubernetes_takes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, VERSION, strict=True)


def test_the_secret_that_one_is_to_make_is_one() -> None:
    kubernetes_validate.validate(*documents("kubernetes", "secret.example.yaml"), VERSION, strict=True)


@pytest.mark.skipif(KUBECTL is None, reason="NOT PUT TOGETHER BY KUSTOMIZE: kubectl is not installed")
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_kustomize_puts_them_together(overlay: str) -> None:
    """What it makes of lists and anchors is what Kubernetes takes, too, all in one namespace."""
    told = [str(KUBECTL), "kustomize", str(PLACE / overlay)]
    made = subprocess.run(told, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    found = list(yaml.safe_load_all(made.stdout))
    expected = {"base": BASE, "keda": BASE + SCALED, "autoscaler": BASE + AUTOSCALERS}[overlay]
    assert sorted(map(_identity, found)) == sorted(map(_identity, expected))
    for manifest in found:
        if manifest["kind"] != "ScaledObject":
            kubernetes_validate.validate(manifest, VERSION, strict=True)
        assert manifest["kind"] == "Namespace" or manifest["metadata"]["namespace"] == "nianbao"
        for container in pod(manifest)["containers"] if manifest["kind"] == "Deployment" else ():
            assert container["image"].endswith(f":{version('nianbao')}")


@pytest.mark.parametrize("scaled", SCALED, ids=lambda each: each["metadata"]["name"])
def test_scaled_objects_are_what_keda_takes(scaled: dict[str, Any]) -> None:
    assert (scaled["apiVersion"], scaled["kind"]) == ("keda.sh/v1alpha1", "ScaledObject")
    jsonschema.validate(scaled["spec"], SCALED_OBJECT)
    assert scaled["spec"]["minReplicaCount"] < scaled["spec"]["maxReplicaCount"]


def test_every_queue_has_workers_of_its_own() -> None:
    queues = [pod(worker)["containers"][0]["args"][1:] for worker in WORKERS.values()]
    assert sorted(queues) == sorted([queue] for queue in QUEUES)
    for worker in WORKERS.values():
        (queue,) = pod(worker)["containers"][0]["args"][1:]
        assert worker["spec"]["template"]["metadata"]["labels"]["nianbao/queue"] == queue
        assert worker["spec"]["selector"]["matchLabels"]["nianbao/queue"] == queue


def test_every_queue_is_scaled_by_its_own_backlog() -> None:
    for scaled in SCALED:
        worker = WORKERS[scaled["spec"]["scaleTargetRef"]["name"]]
        (queue,) = pod(worker)["containers"][0]["args"][1:]
        assert scaled["spec"]["triggers"][0]["metadata"]["query"] == f'max(nianbao_backlog_seconds{{queue="{queue}"}})'
        assert "replicas" not in worker["spec"], "KEDA and the manifest would pull in two directions"
    assert len(SCALED) == len(WORKERS)
    for autoscaler in AUTOSCALERS:
        assert autoscaler["spec"]["scaleTargetRef"]["name"] in WORKERS


def test_workers_have_the_time_and_memory_that_their_limits_ask_for() -> None:
    for name, worker in WORKERS.items():
        assert pod(worker)["terminationGracePeriodSeconds"] >= longest_stop(), name
        limit = megabytes(pod(worker)["containers"][0]["resources"]["limits"]["memory"])
        reads = name not in {"worker-notify", "worker-validate"}
        assert limit >= (least_memory() if reads else 512), name


@pytest.mark.parametrize("name", PODS)
def test_pods_have_no_more_rights_than_they_need(name: str) -> None:
    spec = pod(PODS[name])
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in spec["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        kept = {"/data/out"} if name in JOBS else set()
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/tmp", "/data"} | kept  # noqa: S108 - a volume


def test_who_has_no_port_shows_its_heartbeat() -> None:
    (settings,) = [each for each in BASE if each["kind"] == "ConfigMap"]
    for name in (*WORKERS, "scheduler"):
        (container,) = pod(DEPLOYMENTS[name])["containers"]
        probe = container["livenessProbe"]["exec"]["command"][-1]
        assert f"find {settings['data']['NIANBAO_HEARTBEAT']} " in probe, name


def test_images_are_those_that_the_dockerfile_makes_and_are_pinned() -> None:
    images = yaml.safe_load((PLACE / "base/kustomization.yaml").read_text())["images"]
    used = {pod(each)["containers"][0]["image"] for each in PODS.values()}
    assert used == {each["name"] for each in images} == {f"nianbao-{role}" for role in ROLES}
    assert {each["newTag"] for each in images} == {version("nianbao")}


def test_who_may_meet_a_scan_or_legacy_word_has_what_reads_them() -> None:
    containers = [pod(each)["containers"][0] for each in WORKERS.values()]
    assert {each["args"][1] for each in containers if each["image"] == "nianbao-reader"} == SPECIAL


def test_the_data_set_outlasts_the_job_that_writes_it() -> None:
    spec = pod(JOBS["exporter"])
    (container,) = spec["containers"]
    out = container["args"][container["args"].index("--out") + 1]
    (volume,) = [mount["name"] for mount in container["volumeMounts"] if mount["mountPath"] == out]
    (claim,) = [each["persistentVolumeClaim"]["claimName"] for each in spec["volumes"] if each["name"] == volume]
    assert claim in {each["metadata"]["name"] for each in BASE if each["kind"] == "PersistentVolumeClaim"}


def test_what_answers_over_http_is_probed_there() -> None:
    for name, probes in (("gateway", ("startupProbe", "livenessProbe")), ("scheduler", ("startupProbe",))):
        (container,) = pod(DEPLOYMENTS[name])["containers"]
        for probe in probes:
            assert container[probe]["httpGet"]["port"] == container["ports"][0]["name"]


def test_settings_are_ones_that_the_program_reads_and_accepts() -> None:
    (settings,) = [each for each in BASE if each["kind"] == "ConfigMap"]
    (secret,) = documents("kubernetes", "secret.example.yaml")
    told = settings["data"] | secret["stringData"]
    for each in strings([*map(str, told), PLACE.joinpath("base/gateway.yaml").read_text()]):
        assert named_variables(each) <= variables()
    loaded = load(told)
    assert loaded.limits.memory_mb + 512 <= least_memory()
    host, port = loaded.metrics.split(":")
    scheduler = pod(DEPLOYMENTS["scheduler"])["containers"][0]
    assert (host, int(port)) == ("0.0.0.0", scheduler["ports"][0]["containerPort"])  # noqa: S104 - within its pod


def test_readers_of_documents_have_no_way_out() -> None:
    policies = {each["metadata"]["name"]: each["spec"] for each in BASE if each["kind"] == "NetworkPolicy"}
    assert policies["nothing"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for name, spec in policies.items():
        for rule in spec.get("egress", []):
            assert rule["to"], "an empty list is everywhere"
            open_ = [to for to in rule["to"] if to.get("ipBlock", {}).get("cidr") == "0.0.0.0/0"]
            assert not open_ or name == "notices"
    (only,) = policies["notices"]["podSelector"]["matchExpressions"]
    assert only == {"key": "nianbao/queue", "operator": "In", "values": [NOTIFY]}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_file_belongs_to_a_kustomization(overlay: str) -> None:
    resources = yaml.safe_load((PLACE / overlay / "kustomization.yaml").read_text())["resources"]
    there = {path.name for path in (PLACE / overlay).iterdir()} - {"kustomization.yaml"}
    assert there == {name for name in resources if not name.startswith("..")}
    assert all((PLACE / overlay / name).exists() for name in resources)


def _identity(manifest: dict[str, Any]) -> tuple[str, str]:
    return manifest["kind"], manifest["metadata"]["name"]


def pod(deployment: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = deployment["spec"]["template"]["spec"]
    return found
