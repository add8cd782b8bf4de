"""What is known to be right or wrong before anything is sent to AWS."""

import ast
import zipfile

import pytest
from click.testing import CliRunner

from skill.cli.deploy_commands import deploy
from skill.deploy import BUNDLE, ROOT
from skill.deploy.bundle import own_files
from skill.deploy.checks import checks, of_bundle, of_list, of_region, of_tracks, of_upload
from skill.deploy.published import written
from skill.deploy.template import template
from skill.sound.library import FolderLibrary
from skill.sound.shipped import keys_to_publish

SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789012"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SkillId", "amzn1.ask.skill.mine", "amzn1.ask.skill. and the id"),
        ("Stage", "production", "allowed are development, live"),
        ("MemoryMb", "64", "it is 256 to 1769"),
        ("MemoryMb", "much", "it is no number"),
        ("SkilId", SKILL_ID, "is no parameter"),
    ],
)
def test_a_wrong_parameter_is_found(name, value, fault):
    (found,) = template().faults_of({name: value})
    assert name in found
    assert fault in found


def test_defaults_and_a_right_skill_id_are_no_fault():
    assert list(template().faults_of({})) == []
    assert list(template().faults_of({"SkillId": SKILL_ID, "Stage": "live"})) == []


def test_every_function_has_its_handler():
    assert list(template().missing_handlers()) == []
    assert template().handlers()["SkillFunction"] == "skill.doors.lambda_function.handler"


def test_a_bundle_that_is_not_built_is_found(tmp_path):
    assert "back-routine deploy bundle" in of_bundle(tmp_path / "bundle.zip").faults[0]


def test_a_bundle_of_older_sources_is_found(tmp_path):
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as packed:
        for path, what in own_files():
            packed.writestr(path.as_posix(), b"old" if path.name == "bootstrap.py" else what)
    stale, uncompiled = of_bundle(tmp_path / "bundle.zip").faults
    assert "1 files are not as here, first skill/bootstrap.py" in stale
    assert "are not compiled for Lambda's Python" in uncompiled


@pytest.fixture
def bundle_of(tmp_path):
    """Makes a bundle whose list of tracks has these keys."""

    def make(keys):
        with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as packed:
            packed.writestr("published.txt", written(keys))
        return tmp_path / "bundle.zip"

    return make


def test_tracks_that_the_skill_counts_on_and_nobody_rendered_are_found(bundle_of, tmp_path):
    check = of_tracks("hibari", bundle_of(["0" * 32]), tmp_path)
    assert check.found.startswith("0 of 1 rendered")
    assert "run `back-routine audio build`" in check.faults[0]


def test_tracks_that_the_skill_does_not_count_on_may_be_missing(bundle_of, tmp_path):
    key = keys_to_publish()[0]
    FolderLibrary(tmp_path).place(key).touch()
    bundle = bundle_of([key])
    assert of_tracks("hibari", bundle, tmp_path).faults == ()
    assert "lists 1 of" in of_list("hibari", bundle).found


def test_a_region_that_there_is_not_is_asked_about():
    assert of_region("eu-west-1").faults == ()
    (fault,) = of_region("us-eas-1").faults
    assert "is us-east-1 meant?" in fault


def test_another_bundle_than_the_one_that_is_uploaded_is_told_of(tmp_path):
    assert "cp" not in of_upload(BUNDLE).found
    assert (
        f"first cp {tmp_path / 'other.zip'} build/bundle.zip"
        in of_upload(tmp_path / "other.zip").found
    )


def test_where_no_list_says_which_tracks_there_are_none_is_counted(tmp_path):
    assert of_tracks("nobody", tmp_path / "bundle.zip", tmp_path).found.startswith("not known")


def test_tracks_that_are_published_by_now_need_not_be_here(bundle_of):
    bundle = bundle_of(keys_to_publish())
    looked_at = [check.what for check in checks(template(), {}, "eu-west-1", bundle, None)]
    assert "list of tracks" in looked_at
    assert "tracks" not in looked_at


@pytest.mark.parametrize("keys", [[], ["0" * 32]])
def test_a_bundle_that_knows_of_no_track_of_the_voice_is_found(bundle_of, keys):
    assert "run `back-routine deploy bundle`" in of_list("hibari", bundle_of(keys)).faults[0]


def test_a_bundle_without_a_list_of_tracks_is_found(tmp_path):
    assert "back-routine deploy bundle" in of_list("hibari", tmp_path / "bundle.zip").faults[0]


def test_a_voice_that_was_never_measured_is_found(tmp_path):
    assert "no lengths of the voice nobody ship" in of_list("nobody", tmp_path).faults[0]


def test_a_setting_without_a_value_is_refused():
    result = CliRunner().invoke(deploy, ["plan", "--set", "SkillId"])
    assert result.exit_code == 2
    assert "write NAME=VALUE" in result.output


# What is in the bundle -------------------------------------------------------------------------

HANDLERS = {"skill/doors/lambda_function.py", "skill/doors/lambda_schedule.py"}
BUNDLED = {path.as_posix(): what for path, what in own_files() if path.suffix == ".py"}


def imported(source, *, lazily):
    """Files of our own that a module imports: at once, or anywhere in it."""
    tree = ast.parse(source)
    for node in ast.walk(tree) if lazily else tree.body:
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        for name in names:
            below = name.split(".")
            packages = ["/".join([*below[:n], "__init__.py"]) for n in range(1, len(below) + 1)]
            for path in (*packages, "/".join(below) + ".py"):
                if (ROOT / path).is_file():
                    yield path


def test_every_module_of_the_bundle_is_reached_from_its_handlers():
    reached, waiting = {"skill/doors/__init__.py"}, set(HANDLERS)
    while waiting:
        path = waiting.pop()
        reached.add(path)
        if path in BUNDLED:
            waiting |= {*imported(BUNDLED[path], lazily=True)} - reached
    assert sorted(BUNDLED.keys() - reached) == []


def test_what_a_module_of_the_bundle_imports_at_once_is_in_it():
    wanted = {path for what in BUNDLED.values() for path in imported(what, lazily=False)}
    assert sorted(wanted - BUNDLED.keys()) == []


def test_the_bundle_has_the_handlers_and_what_is_said():
    names = {path.as_posix() for path, _ in own_files()}
    handlers = {handler.rpartition(".")[0] for handler in template().handlers().values()}
    assert {f"{module.replace('.', '/')}.py" for module in handlers} <= names
    assert "skill/content/en-US/phrases.json" in names


def test_nothing_in_the_bundle_has_to_be_read_as_yaml():
    assert [path for path, _ in own_files() if path.suffix == ".yaml"] == []
