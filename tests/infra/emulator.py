"""Amazon's Lambda runtime interface emulator, which runs a bundle as Lambda does."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

INVOKE = "/2015-03-31/functions/function/invocations"
"""The path that the emulator answers at, for any function."""


class Emulator:
    """One execution environment: it starts with the first event, and lives until it is closed."""

    def __init__(self, tools, bundle, handler, port, settings):
        self.times_ms = []
        self._log = Path(bundle).parent / f"{handler}.{port}.log"
        self._url = f"http://127.0.0.1:{port}{INVOKE}"
        words = [tools.emulator, "--runtime-interface-emulator-address", f"127.0.0.1:{port}"]
        words += ["--runtime-api-address", f"127.0.0.1:{port + 1}"]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*words, tools.python, "-m", "awslambdaric", handler],
                cwd=bundle,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=_environment(bundle, settings),
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(10)

    def ask(self, event):
        """Send an event; gives the answer's bytes, as Alexa would get them."""
        request = urllib.request.Request(self._url, json.dumps(event).encode())
        began = time.perf_counter()
        answer = self._answer(request)
        self.times_ms.append((time.perf_counter() - began) * 1_000)
        told = json.loads(answer)
        failed = isinstance(told, dict) and "errorMessage" in told
        assert not failed, f"{answer.decode()}\n{self.log}"
        return answer

    @property
    def log(self):
        return self._log.read_text()

    @property
    def most_bytes(self):
        """The most memory that the handler's process ever had."""
        return int(_after("VmHWM:", Path(f"/proc/{self._handler}/status").read_text())) * 1024

    @property
    def cpu_ms(self):
        """Time of a CPU that the handler's process took; others on this machine do not slow it."""
        fields = Path(f"/proc/{self._handler}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) * 1_000 / os.sysconf("SC_CLK_TCK")

    @property
    def _handler(self):
        """The emulator's only child."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        (child,) = (child for task in tasks for child in task.read_text().split())
        return child

    def _answer(self, request):
        for _ in range(100):
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    return response.read()
            except urllib.error.URLError as error:
                if not isinstance(error.reason, ConnectionRefusedError):
                    raise
                time.sleep(0.02)
        raise TimeoutError(f"the emulator does not listen: {self.log}")


def _after(name, text):
    (line,) = (line for line in text.splitlines() if line.startswith(name))
    return line.split()[1]


def _environment(bundle, settings):
    return {
        "PATH": os.environ["PATH"],
        # On Lambda the bundle comes before what the runtime brings.
        "PYTHONPATH": str(bundle),
        "LAMBDA_TASK_ROOT": str(bundle),
        # Lambda's disk is read-only: what is not compiled in the bundle is compiled each time.
        "PYTHONDONTWRITEBYTECODE": "1",
        "AWS_LAMBDA_FUNCTION_TIMEOUT": "8",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        **settings,
    }
