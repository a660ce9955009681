"""A person's browser: the Chromium of the system, before the whole service on one machine.

Where there is none the tests are skipped, and say so: `apt-get install chromium`.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.cli.line import line
from deploy.gateway.serve import Gateway
from shared.settings import Settings
from shared.store import Store

KEY = "nbk_browser"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Service(msgspec.Struct, frozen=True):
    """What `nianbao up` runs, and the link that it prints."""

    url: str
    store: Store

    @property
    def link(self) -> str:
        return f"{self.url}/login?key={KEY}"


@pytest.fixture(scope="module")  # no longer: the driver keeps an event loop running in this thread
def browser() -> Iterator[Browser]:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("NO BROWSER: what a person sees was not tested; install chromium")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=options)
        yield launched
        launched.close()


@pytest.fixture(scope="module")  # no longer: the driver keeps an event loop running in this thread
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    settings = Settings(home=str(tmp_path_factory.mktemp("home")))
    with line(settings, 1) as (store, _), Gateway(settings, store, "127.0.0.1", 0, KEY) as gateway:
        yield Service(gateway.url, store)


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """A page that is logged in; whatever it complains of is an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 950}, locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    opened.goto(service.link)
    yield opened
    shots = os.environ.get("NIANBAO_SCREENSHOTS")
    if shots:
        Path(shots).mkdir(parents=True, exist_ok=True)
        name = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0].replace("/", "_")
        opened.screenshot(path=Path(shots, f"{name}.png"), full_page=True)
    context.close()
    assert complaints == []
