import json
import re

from deploy.cli import app
from tasks.line import NOTIFY, QUEUES
from tests.unit.deploy.files import FOLDER, SPECIAL
from tests.unit.deploy.test_compose import OWN

TEXT = (FOLDER / "docker" / "Dockerfile").read_text()
STAGES = {
    name: (base, body)
    for base, name, body in re.findall(r"^FROM (\S+) AS ([\w-]+)\n(.*?)(?=^FROM|\Z)", TEXT, re.MULTILINE | re.DOTALL)
}

IMAGES = ("requirements.txt", "requirements-ocr.txt", "requirements-parquet.txt")
ROLES = ("worker", "reader", "sender", "scheduler", "gateway", "exporter")


def test_the_images_that_compose_builds_are_stages() -> None:
    assert {service["build"]["target"] for service in OWN.values()} <= set(STAGES)


def test_no_process_runs_as_root() -> None:
    for name in ROLES:
        base, body = STAGES[name]
        user = re.findall(r"^USER (\S+)$", STAGES[base][1] + body, re.MULTILINE)
        assert user[-1:] == ["10001:10001"]


def test_what_volumes_are_laid_over_is_the_users() -> None:
    """An engine that finds no folder there makes one of root's."""
    (made,) = re.findall(r"install --directory --owner 10001 --group 10001 (.+)$", STAGES["base"][1], re.MULTILINE)
    laid = {volume.split(":")[1] for service in OWN.values() for volume in service.get("volumes", [])}
    assert laid
    assert laid | {"/data"} <= set(made.split())


def test_no_layer_holds_the_packages_twice() -> None:
    for name in ROLES:
        base, body = STAGES[name]
        assert (STAGES[base][1] + body).count("COPY --from=build") == 1


def test_every_role_is_a_command_that_there_is_and_senders_do_nothing_else() -> None:
    commands = {name: json.loads(re.findall(r"^CMD (.+)$", STAGES[name][1], re.MULTILINE)[0]) for name in ROLES}
    queues = {name: set(command[1:]) for name, command in commands.items() if command[0] == "worker"}
    assert queues["sender"] == {NOTIFY}
    assert queues["worker"] == set(QUEUES) - {NOTIFY}
    assert all(NOTIFY not in each for name, each in queues.items() if name != "sender")
    known = {name for panel in app.COMMANDS.values() for name in panel}
    assert {command[0] for command in commands.values()} <= known


def test_libreoffice_and_recognition_are_in_no_image_but_the_readers() -> None:
    assert [name for name, (_, body) in STAGES.items() if "libreoffice" in body] == ["reader"]
    assert [name for name, (_, body) in STAGES.items() if "requirements-ocr" in body] == ["build-reader"]
    command = json.loads(re.findall(r"^CMD (.+)$", STAGES["reader"][1], re.MULTILINE)[0])
    assert set(command[1:]) == SPECIAL


def test_parquet_is_in_no_image_but_the_one_that_exports() -> None:
    assert [name for name, (_, body) in STAGES.items() if "requirements-parquet" in body] == ["build-exporter"]
    held = {lock: "pyarrow==" in (FOLDER.parent / lock).read_text() for lock in IMAGES}
    assert held == {"requirements.txt": False, "requirements-ocr.txt": False, "requirements-parquet.txt": True}
    (users,) = (name for name, (_, body) in STAGES.items() if "--from=build-exporter" in body)
    assert json.loads(re.findall(r"^CMD (.+)$", STAGES[users][1], re.MULTILINE)[0])[0] == "export"


def test_packages_are_wheels_held_to_their_hashes_and_nothing_that_installs_is_left() -> None:
    installed = re.findall(
        r"\bpip .*install (.+?)(?: \\)?$",
        "".join(body for name, (_, body) in STAGES.items() if name.startswith("build")),
        re.MULTILINE,
    )
    for told in installed:
        assert "--require-hashes --only-binary :all:" in told or told == "--no-deps /wheels/*.whl"
    assert len(installed) == 5
    assert "pip wheel --no-deps --no-build-isolation" in STAGES["build"][1]
    assert "venv --without-pip" in STAGES["build"][1]
    assert "rm -rf /usr/local/lib/python3*/site-packages/* /usr/local/lib/python3*/ensurepip" in STAGES["base"][1]
    assert not re.search(r"\b(gcc|build-essential|clang|make)\b", TEXT)


def test_what_is_copied_is_in_the_context() -> None:
    allowed = {
        line[1:] for line in (FOLDER / "docker" / "Dockerfile.dockerignore").read_text().split() if line[0] == "!"
    }
    body = "".join(body for name, (_, body) in STAGES.items() if name.startswith("build"))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", body, re.MULTILINE)
    for source in " ".join(copied).split():
        name = "requirements*.txt" if "requirements" in source.lower() else source
        assert name in allowed
        assert list(FOLDER.parent.glob(name))


def test_who_draws_pages_has_a_chinese_font() -> None:
    """Where PDFium looks for one of its own accord; some PDFs have none in them."""
    assert "fonts-wqy-microhei" in STAGES["gateway"][1]
