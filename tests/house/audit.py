"""Known vulnerabilities of what is installed with the product: `python -m tests.house.audit`.

Where no index answers for a package it says so and lets it pass: a build without the internet is no build with holes.
With `--strict` it does not.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

AUDITED = (Path("requirements-ocr.txt"), Path("requirements-parquet.txt"))  # all that any image holds


class Vulnerability(msgspec.Struct):
    """What is known, and where it is mended."""

    id: str
    fix_versions: list[str] = []


class Dependency(msgspec.Struct):
    """A package; one that was skipped has a reason instead of a version."""

    name: str
    version: str = ""
    vulns: list[Vulnerability] = []
    skip_reason: str = ""


class Audit(msgspec.Struct):
    """What pip-audit prints."""

    dependencies: list[Dependency]


def holes(audit: Audit) -> Iterator[str]:
    """Yield a line for every known vulnerability."""
    for each in audit.dependencies:
        for known in each.vulns:
            mended = ", ".join(known.fix_versions) or "no version yet"
            yield f"{each.name} {each.version}: {known.id}, mended in {mended}"


def verdict(printed: str, *, strict: bool) -> tuple[int, list[str]]:
    """Return the exit status and what there is to say about pip-audit's output."""
    try:
        audit = msgspec.json.decode(printed, type=Audit)
    except msgspec.DecodeError:
        return int(strict), ["NOT AUDITED: the service that knows of vulnerabilities does not answer"]
    skipped = sum(bool(each.skip_reason) for each in audit.dependencies)
    found = list(holes(audit))
    said = [*found, f"{len(found)} known vulnerabilities in {len(audit.dependencies) - skipped} packages"]
    if skipped:
        said.append(f"NOT AUDITED: {skipped} packages that the service does not know")
    return int(bool(found) or (strict and skipped > 0)), said


def main() -> int:
    """Audit."""
    told = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json"]
    told += [word for lock in AUDITED for word in ("-r", str(lock))]
    done = subprocess.run([sys.executable, "-m", "pip_audit", *told], capture_output=True, text=True, check=False)
    status, said = verdict(done.stdout, strict="--strict" in sys.argv)
    sys.stdout.write("\n".join(said) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
