"""The heavy tools, which `make infra` puts below build/infra, and a bundle for this machine."""

import json
import os
import socket
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from skill.bootstrap import open_store
from skill.deploy import INFRA, ROOT
from skill.deploy.bundle import build
from skill.deploy.target import Target

TOOLS = ROOT / "build" / "infra"
FIGURES = TOOLS / "figures.txt"


@dataclass(frozen=True)
class Tools:
    """Where the tools are."""

    checkers: Path
    """Commands of cfn-lint, checkov and the SAM translator's Python."""
    emulator: Path
    """Amazon's runtime emulator."""
    python: Path
    """A Python with what Lambda's runtime brings: awslambdaric and boto3."""


@pytest.fixture(scope="session")
def tools():
    found = Tools(
        TOOLS / "checkers/bin",
        TOOLS / "emulator/samcli/local/rapid/aws-lambda-rie-x86_64",
        TOOLS / "runtime/bin/python",
    )
    missing = [
        str(path) for path in (found.checkers, found.emulator, found.python) if not path.exists()
    ]
    if missing:
        say = pytest.fail if os.environ.get("CI_STRICT") == "1" else pytest.skip
        say(f"not there: {', '.join(missing)}; `make infra` puts them there")
    return found


@pytest.fixture(scope="session")
def expanded(tools, tmp_path_factory):
    """The template as AWS expands it: a file of JSON."""
    result = tmp_path_factory.mktemp("template") / "template.json"
    words = [tools.checkers / "python", INFRA / "checks/transform.py", INFRA / "template.yaml"]
    subprocess.run(
        [*words, result], check=True, env={**os.environ, "AWS_DEFAULT_REGION": "us-east-1"}
    )
    return result


@pytest.fixture(scope="session")
def template(expanded):
    return json.loads(expanded.read_bytes())


@pytest.fixture(scope="session")
def local_target(tools):
    """This machine's architecture and the Python that the runtime was made of."""
    words = [tools.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    version = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    return Target("x86_64", version)


@pytest.fixture(scope="session")
def bundle(local_target, tmp_path_factory):
    """The bundle for this machine: the folder that its zip was unpacked to."""
    folder = tmp_path_factory.mktemp("lambda")
    built = build(folder / "bundle.zip", local_target)
    with zipfile.ZipFile(built.file) as packed:
        packed.extractall(folder / "task")
    return folder / "task"


@pytest.fixture
def table(aws_account):  # noqa: ARG001 - it says where the store is
    """A store on a table of its own."""
    store = open_store(f"dynamodb://back-routine-{os.urandom(4).hex()}")
    store.create_table()
    return store


@pytest.fixture
def free_port():
    """A port with another free one above it."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@pytest.fixture
def tell():
    """Keeps a line of figures, which `make infra` shows at its end."""

    def tell(line):
        with FIGURES.open("a") as figures:
            figures.write(f"{line}\n")

    return tell
