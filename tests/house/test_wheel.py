"""What `pip install` brings is the whole product, and works without this folder."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.corpus.samples import FOLDER

ROOT = Path(__file__).parents[2]
PACKAGES = ("shared", "workers", "tasks", "deploy")
HTML = next(path for path in sorted(FOLDER.iterdir()) if path.suffix == ".html")
EXTRAS = ("cv2", "numpy", "onnxruntime", "rapidocr", "opentelemetry", "psycopg", "pyarrow")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    """Forms, rules, migrations, pages and dictionaries among them."""
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607 - whichever git there is
    if listed.returncode:
        pytest.skip("NOT COMPARED WITH THE REPOSITORY: this is no checkout")
    files = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(PACKAGES)}
    assert files <= packed
    assert not {name for name in packed if name.startswith("tests")}


PROGRAM = """
import sys
alone, packages, extras, report = sys.argv[1:]
sys.path[:0] = [alone]
sys.path.append(packages)
sys.modules |= dict.fromkeys(extras.split(","))  # whoever imports one is told that there is none
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
import deploy, deploy.cli, msgspec
for each in iter_modules(deploy.cli.__path__, "deploy.cli."):
    import_module(each.name)
import deploy.gateway.serve, deploy.gateway.templates, deploy.scheduler, deploy.worker
from deploy.measured import measured
from shared.job import Hints
from shared.limits import Limits
from shared.settings import Settings
from shared.store import Store
from workers.pipeline import check
from workers.validate import default_policy
assert deploy.__file__.startswith(alone), deploy.__file__
assert measured().samples
Store.open(Settings(home="home")).close()
record = check(Path(report).read_bytes(), Path(report).name, Hints(), Limits(), default_policy())
print(record.report.form, len(record.report.cells))
"""


def test_a_report_is_read_and_a_store_made_where_nothing_but_the_wheel_and_what_it_must_have_is(
    wheel: Path, tmp_path: Path
) -> None:
    """No extra is installed."""
    alone = tmp_path / "packages"
    zipfile.ZipFile(wheel).extractall(alone)
    arguments = [str(alone), sysconfig.get_path("purelib"), ",".join(EXTRAS), str(HTML)]
    told = [sys.executable, "-I", "-S", "-c", PROGRAM, *arguments]
    done = subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["gov_2021", "200"], done.stderr[-2000:]
    assert (tmp_path / "home" / "nianbao.db").exists()
