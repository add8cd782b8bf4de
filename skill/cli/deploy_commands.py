"""`back-routine deploy …`: what is sent to AWS, built and checked; see `infra/README.md`."""

import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from skill.deploy import BUNDLE, ROOT
from skill.deploy.bundle import MOST_BYTES, BundleError
from skill.deploy.bundle import build as build_bundle
from skill.deploy.checks import Check, checks
from skill.deploy.target import ARCHITECTURES, NoInterpreterError, Target
from skill.deploy.template import FILE, Template, template
from skill.folders import cache_folder

_NOTES = {
    "SkillId": "no skill may call the function yet; see infra/README.md, step 2",
    "AccountSecret": "nobody is nudged: the skill has no account",
    "AlarmTopicArn": "alarms tell nobody; they are only seen in CloudWatch",
}
"""What follows where a parameter is empty."""

_tracks = click.option(
    "--tracks",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: cache_folder() / "tracks",
    show_default="where `audio build` puts them",
    help="Folder of the tracks.",
)


@click.group()
def deploy() -> None:
    """Put the skill on AWS: build the bundle, see what will be done."""


@deploy.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=BUNDLE,
    show_default="where the template looks for it",
    help="The zip; the folder of its name is made, too.",
)
@click.option(
    "--architecture", type=click.Choice(list(ARCHITECTURES)), default="arm64", show_default=True
)
@click.option("--python", "version", default=Target().python, show_default=True)
def bundle(out: Path, architecture: str, version: str) -> None:
    """Build what Lambda runs: the same bytes from the same sources, compiled."""
    try:
        built = build_bundle(out.resolve(), Target(architecture, version))
    except (BundleError, NoInterpreterError, OSError) as error:
        raise click.ClickException(str(error)) from error
    packed = built.file.stat().st_size
    click.echo(f"{_shown(built.file)}  sha256 {built.digest}")
    click.echo(f"{built.unpacked_bytes / 1e6:.1f} MB unpacked, {packed / 1e6:.1f} MB packed.")
    if built.unpacked_bytes >= MOST_BYTES:
        raise click.ClickException(f"that is more than {MOST_BYTES / 1e6:.0f} MB: leave more out")


@deploy.command()
@click.option("--stack", default="back-routine", show_default=True, help="Name of the stack.")
@click.option("--region", default="us-east-1", show_default=True, help="AWS region.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter; repeatable."
)
@click.option("--bundle", type=click.Path(path_type=Path), default=BUNDLE, show_default=False)
@_tracks
@click.option(
    "--published", is_flag=True, help="Tracks are in the bucket by now: do not look for them here."
)
def plan(  # noqa: PLR0913 - one argument for each option
    stack: str,
    region: str,
    settings: tuple[str, ...],
    bundle: Path,
    tracks: Path,
    *,
    published: bool,
) -> None:
    """Tell what will be done, and check all that can be checked without an account.

    Exit code 1 if something is wrong.
    """
    given = dict(_pair(setting) for setting in settings)
    here = template()
    _tell_what(here, stack, region, here.values(given))
    found = list(checks(here, given, region, bundle, None if published else tracks))
    for check in found:
        _tell(check)
    if any(check.faults for check in found):
        raise click.exceptions.Exit(1)
    click.echo("\nThis does it:\n  " + _command(stack, region, given))


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise click.BadParameter(f"{setting}: write NAME=VALUE", param_hint="--set")
    return name, value


def _tell_what(here: Template, stack: str, region: str, values: Mapping[str, str]) -> None:
    click.echo(f"The stack {stack} in {region}, of {_shown(FILE)}:")
    kinds = Counter(each["Type"].removeprefix("AWS::") for each in here.resources.values())
    for kind, count in sorted(kinds.items()):
        click.echo(f"  {count:2d} {kind}")
    click.echo("with")
    for name, value in values.items():
        click.echo(f"  {name} = {value or '(empty: ' + _NOTES.get(name, 'none') + ')'}")
    click.echo("checked:")


def _tell(check: Check) -> None:
    click.echo(f"  {'FAULT' if check.faults else 'ok':<6}{check.what}: {check.found}")
    for fault in check.faults:
        click.echo(f"        {fault}")


def _command(stack: str, region: str, given: Mapping[str, str]) -> str:
    words = ["sam", "deploy", "--template-file", _shown(FILE), "--stack-name", stack]
    words += ["--region", region, "--resolve-s3", "--capabilities", "CAPABILITY_IAM"]
    pairs = [f"{name}={value}" for name, value in given.items() if value]
    return shlex.join([*words, *(["--parameter-overrides", *pairs] if pairs else [])])


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
