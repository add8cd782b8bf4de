# ruff: noqa: INP001 - a script, run in an environment that has nothing of ours
"""Ask what is known against what we install: `make audit`.

PyPI is asked first, then OSV. Exit code 1 where something is known, or where a service answers and
does not know a package; 0 where nothing is known. Where no service can be reached the exit code is
0 as well, with a line that says so: pip-audit itself would tell of no vulnerabilities then.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SERVICES = ("pypi", "osv")
PIP_AUDIT = Path(sys.executable).with_name("pip-audit")
PATIENCE_S = 300


def main() -> int:
    """Audit each lock; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pip-audit", default=PIP_AUDIT, type=Path)
    parser.add_argument("locks", nargs="+", type=Path)
    asked = parser.parse_args()
    return max(_judged(asked.pip_audit, lock) for lock in asked.locks)


def _judged(pip_audit: Path, lock: Path) -> int:
    packages = next(filter(None, _answers(pip_audit, lock)), None)
    if packages is None:
        _tell(f"{lock}: NOT AUDITED, neither {' nor '.join(SERVICES)} can be reached from here")
        return 0
    faults = [fault for package in packages for fault in _faults(package)]
    for fault in faults:
        _tell(f"{lock}: {fault}")
    _tell(f"{lock}: {len(packages)} packages, {len(faults)} findings")
    return int(bool(faults))


def _answers(pip_audit: Path, lock: Path) -> Iterator[list[dict[str, Any]] | None]:
    """What each service in turn knows of the packages; None where it cannot be reached."""
    for service in SERVICES:
        words = [pip_audit, "--requirement", lock, "--require-hashes", "--disable-pip"]
        words += [
            "--vulnerability-service",
            service,
            "--format",
            "json",
            "--progress-spinner",
            "off",
        ]
        done = subprocess.run(  # noqa: S603 - pip-audit, with our own lock
            words, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        try:
            packages = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            yield None
            continue
        # A mirror without this service knows nothing of any package.
        yield packages if any("vulns" in package for package in packages) else None


def _faults(package: dict[str, Any]) -> Iterator[str]:
    if "vulns" not in package:
        yield f"{package['name']} is not known: {package.get('skip_reason', 'no reason given')}"
    for known in package.get("vulns", ()):
        better = ", ".join(known["fix_versions"]) or "no version yet"
        yield f"{package['name']} {package['version']}: {known['id']}, mended in {better}"


def _tell(line: str) -> None:
    print(line)  # noqa: T201 - this is a command


if __name__ == "__main__":
    sys.exit(main())
