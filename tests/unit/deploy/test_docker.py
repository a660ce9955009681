import re

from tests.unit.deploy.files import FOLDER
from tests.unit.deploy.test_compose import OWN

TEXT = (FOLDER / "docker" / "Dockerfile").read_text()
STAGES = {
    name: (base, body)
    for base, name, body in re.findall(r"^FROM (\S+) AS (\w+)\n(.*?)(?=^FROM|\Z)", TEXT, re.MULTILINE | re.DOTALL)
}


def test_the_images_that_compose_builds_are_stages() -> None:
    assert {service["build"]["target"] for service in OWN.values()} <= set(STAGES)


def test_no_process_runs_as_root() -> None:
    _, body = STAGES["runtime"]
    user = re.findall(r"^USER (\d+):(\d+)$", body, re.MULTILINE)
    assert user
    assert all(int(number) > 0 for number in user[-1])
    for name in ("worker", "scheduler", "gateway"):
        base, rest = STAGES[name]
        assert base == "runtime"
        assert "USER" not in rest


def test_packages_are_wheels_held_to_their_hashes_and_nothing_that_installs_is_left() -> None:
    _, build = STAGES["build"]
    assert "--require-hashes --only-binary :all:" in build
    assert "pip uninstall -y pip" in build
    _, runtime = STAGES["runtime"]
    assert "site-packages/pip*" in runtime
    assert not re.search(r"\b(gcc|build-essential|clang|make)\b", TEXT)


def test_what_is_copied_is_in_the_context() -> None:
    allowed = {
        line[1:] for line in (FOLDER / "docker" / "Dockerfile.dockerignore").read_text().split() if line[0] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", STAGES["build"][1], re.MULTILINE)
    for source in " ".join(copied).split():
        name = "requirements*.txt" if source == "${REQUIREMENTS}" else source
        assert name in allowed
        assert list(FOLDER.parent.glob(name))
