"""What `back-routine deploy bundle` makes."""

import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from skill.deploy.bundle import MOST_BYTES, build
from skill.deploy.published import listed
from skill.deploy.target import NoInterpreterError, Target
from skill.sound.shipped import keys_to_publish


@pytest.fixture(scope="module")
def target(local_target):
    """Lambda's own, where this machine has its Python, since that one can compile for it."""
    try:
        Target().interpreter()
    except NoInterpreterError:
        return Target("arm64", local_target.python)
    return Target()


@pytest.fixture(scope="module")
def built(target, tmp_path_factory):
    return build(tmp_path_factory.mktemp("once") / "bundle.zip", target)


def test_the_same_sources_make_the_same_bytes(built, target, tmp_path):
    assert build(tmp_path / "elsewhere" / "bundle.zip", target).digest == built.digest
    assert sha256(built.file.read_bytes()).hexdigest() == built.digest


def test_it_is_small(built):
    with zipfile.ZipFile(built.file) as packed:
        unpacked = sum(each.file_size for each in packed.infolist())
    assert unpacked == built.unpacked_bytes < MOST_BYTES


def test_what_lambda_or_nobody_needs_is_not_in_it(built):
    with zipfile.ZipFile(built.file) as packed:
        names = {Path(name).parts[:2] for name in packed.namelist()}
    tops = {parts[0] for parts in names}
    assert not tops & {"boto3", "botocore", "flask", "numpy", "pydub", "click", "bin", "hibari"}
    assert not names & {("skill", "speaker"), ("skill", "deploy"), ("skill", "verify")}


def test_it_knows_which_tracks_there_are(built):
    with zipfile.ZipFile(built.file) as packed:
        keys = listed(packed.read("published.txt").decode())
    assert keys == set(keys_to_publish())


def test_machine_code_is_for_the_machine_it_runs_on(built):
    with zipfile.ZipFile(built.file) as packed:
        libraries = [name for name in packed.namelist() if name.endswith(".so")]
    assert libraries
    assert all(name.endswith("aarch64-linux-gnu.so") for name in libraries)


def test_tracebacks_name_files_where_lambda_has_them(built, target):
    program = "import marshal,sys; print(marshal.loads(sys.stdin.buffer.read()[16:]).co_filename)"
    with zipfile.ZipFile(built.file) as packed:
        compiled = packed.read(f"skill/__pycache__/bootstrap.{target.tag}.pyc")
    words = [target.interpreter(), "-c", program]
    shown = subprocess.run(words, input=compiled, capture_output=True, check=True).stdout
    assert shown.decode().strip() == "/var/task/skill/bootstrap.py"


def test_compiled_files_are_taken_without_a_look_at_their_source(built, target):
    with zipfile.ZipFile(built.file) as packed:
        flags = packed.read(f"skill/__pycache__/bootstrap.{target.tag}.pyc")[4:8]
    assert int.from_bytes(flags, "little") == 0b01
