"""The bundle: what Lambda runs, the same bytes from the same sources, compiled ahead of time.

Without compiled files a cold start takes four to six times as long: Lambda's disk is read-only, so
Python would compile every module anew in each start.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from skill.deploy import INFRA, ROOT
from skill.deploy.json_content import json_copies
from skill.deploy.published import FILE, written
from skill.deploy.target import Target
from skill.sound.shipped import keys_to_publish

LOCK = INFRA / "bundle.lock"
"""What is installed, each file by its hash."""
MOST_BYTES = 25_000_000
"""Our own limit for the unpacked bundle; Lambda's is 250 MB, and every megabyte slows a start."""
PACKAGES = (
    "skill/routine",
    "skill/content",
    "skill/store",
    "skill/alexa",
    "skill/alexa/alerts",
    "skill/alexa/conversations",
    "skill/jobs",
    "skill/sound",
    "skill/telemetry",
)
"""Of our own, what answers and what does the jobs: the modules of these folders, but none below."""
MODULES = (
    "skill/__init__.py",
    "skill/bootstrap.py",
    "skill/clock.py",
    "skill/countries.py",
    "skill/doors/__init__.py",
    "skill/doors/lambda_function.py",
    "skill/doors/lambda_schedule.py",
    "skill/interfaces.py",
    "skill/limits.py",
)
"""What else they need."""
_FAKES = "fakes.py"
"""What stands in for something in tests."""
CONTENT = PurePath("skill/content")
"""Where content lies. In the bundle it is JSON: YAML, and its reader, take ten times as long."""
_STRIPPED = ("bin", "tests", "__pycache__", "*.pyi", "py.typed", ".lock", "*.h")
"""What installed packages bring along and nothing imports."""
_KEPT_OF_METADATA = ("licenses", "METADATA")
"""Of a package's metadata: who made it, and under which licence."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell; the same for all files."""
_ON_LAMBDA = "/var/task"
"""Where Lambda unpacks a bundle; tracebacks name files there."""


class BundleError(Exception):
    """The bundle could not be built, with what uv or the compiler had to say."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was built."""

    file: Path
    """The zip."""
    unpacked_bytes: int
    """What it takes on Lambda's disk; see `MOST_BYTES`."""
    digest: str
    """SHA-256 of the zip: the same sources give the same."""


def build(file: Path, target: Target) -> Bundle:
    """Build the bundle, and beside it the folder that it was packed from.

    Args:
        file: the zip to be.
        target: what it runs on.

    Raises:
        NoInterpreterError: the target's Python is not on this machine.
        BundleError: something cannot be installed or compiled.
    """
    python = target.interpreter()
    folder = file.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _install(folder, target)
    _strip(folder)
    for path, what in own_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(what)
    (folder / FILE.name).write_text(written(keys_to_publish()), "ascii")
    _compile(folder, python)
    _pack(folder, file)
    size = sum(path.stat().st_size for path in _files(folder))
    return Bundle(file, size, sha256(file.read_bytes()).hexdigest())


def own_files() -> Iterator[tuple[PurePath, bytes]]:
    """What of our own belongs into the bundle: paths seen from the checkout, and what they hold."""
    for path in sorted({*_modules(), *_texts()}):
        yield path.relative_to(ROOT), path.read_bytes()
    for name, text in json_copies():
        yield CONTENT / name, text


def _modules() -> Iterator[Path]:
    yield from (ROOT / module for module in MODULES)
    for package in PACKAGES:
        yield from (each for each in (ROOT / package).glob("*.py") if each.name != _FAKES)


def _texts() -> Iterator[Path]:
    """Content that is no module, as it is; what is written in YAML goes as JSON."""
    for path in _files(ROOT / CONTENT):
        if path.suffix not in {".yaml", ".py", ".pyc"}:
            yield path


def _install(folder: Path, target: Target) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise BundleError("uv is needed to build the bundle: pip install uv")
    words: list[str | Path] = ["pip", "install", "--quiet", "--link-mode", "copy"]
    words += ["--target", folder]
    words += ["--python-platform", target.platform, "--python-version", target.python]
    # Nothing is built here: what is built here would be for this machine.
    words += ["--only-binary", ":all:", "--require-hashes", "--requirement", LOCK]
    _run([uv, *words])


def _strip(folder: Path) -> None:
    for pattern in _STRIPPED:
        for path in sorted(folder.rglob(pattern)):
            _remove(path)
    for path in folder.glob("*.dist-info/*"):
        if path.name not in _KEPT_OF_METADATA:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _compile(folder: Path, python: Path) -> None:
    """Compile everything; unchecked, since a zip's times mean nothing and nothing changes."""
    words = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    paths: list[str | Path] = ["-s", folder, "-p", _ON_LAMBDA, folder]
    # Amazon's sources hold old escapes that a newer Python warns of.
    _run([python, "-W", "ignore", *words, *paths], PYTHONHASHSEED="0")


def _pack(folder: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w") as bundle:
        for path in _files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Lambda's own user has to read it.
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            bundle.writestr(entry, path.read_bytes(), compresslevel=9)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _run(words: list[str | Path], **environment: str) -> None:
    done = subprocess.run(  # noqa: S603 - uv and Python, with paths of our own
        words, check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )
    if done.returncode:
        raise BundleError(f"{words[0]} failed:\n{done.stdout}{done.stderr}".rstrip())
