"""The machine that a bundle is built for."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = {"arm64": "aarch64", "x86_64": "x86_64"}
"""Lambda's names and those of wheels."""
MANYLINUX = "manylinux_2_28"
"""Lambda's python3.12 and later run on Amazon Linux 2023, whose glibc is 2.34.
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""


class NoInterpreterError(Exception):
    """The Python that Lambda runs is not on this machine; the message says where to get it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a bundle runs on."""

    architecture: str = "arm64"
    """`arm64` or `x86_64`."""
    python: str = "3.13"
    """Version of Python, as in the name of Lambda's runtime."""

    @property
    def platform(self) -> str:
        """The platform of wheels that may be installed."""
        return f"{ARCHITECTURES[self.architecture]}-{MANYLINUX}"

    @property
    def tag(self) -> str:
        """How compiled files are marked: `cpython-313`."""
        return f"cpython-{self.python.replace('.', '')}"

    def interpreter(self) -> Path:
        """A Python of this version on this machine, whose compiler makes what the target reads.

        Raises:
            NoInterpreterError: there is none.
        """
        name = f"python{self.python}"
        # pyenv's own command of that name only works for a version that is chosen.
        environment = {**os.environ, "PYENV_VERSION": self.python}
        try:
            told = subprocess.run(  # noqa: S603 - a name made of figures
                [name, "-c", "import sys; print(sys.executable)"],
                env=environment,
                capture_output=True,
                check=True,
                text=True,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoInterpreterError(
                f"{name} is needed to compile the bundle: uv python install {self.python}"
            ) from error
        return Path(told.stdout.strip())
