"""`back-routine model …`: the interaction model, built, checked and tried."""

import re
import sys
from pathlib import Path

import click

_ENDPOINT = re.compile(r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w:-]+|https://[^\s]+")
"""What Amazon takes for a skill's endpoint. DOC/smapi/skill-manifest.html."""

_ALIAS = re.compile(r":function:[\w-]+:[\w-]+$")
"""The version or alias at the end of a function's ARN."""

_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[^\s?#\"<>]*)?", re.IGNORECASE)
"""What can stand in a store for everybody to open: with a host that has a domain."""


@click.group()
def model() -> None:
    """What people may say: build it for Alexa, check it, try it."""


@model.command()
def build() -> None:
    """Write the skill package, and the form that the local speaker hears by."""
    # The parser of the templates is only needed here.
    from interaction_model.package import built_files, write  # noqa: PLC0415
    from interaction_model.source import ROOT  # noqa: PLC0415

    changed = write(built_files())
    for file in changed:
        click.echo(file.relative_to(ROOT).as_posix())
    if not changed:
        click.echo("Everything is as its source builds it.")


@model.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--endpoint", required=True, help="The function's ARN, or the door's address with https."
)
@click.option("--privacy-url", help="Where your privacy policy is to be read.")
@click.option("--icons", help="Where the files of interaction_model/icons are to be fetched.")
def package(folder: Path, endpoint: str, privacy_url: str | None, icons: str | None) -> None:
    """Write what `ask deploy` takes into a FOLDER, with the endpoint that answers.

    Certification wants the privacy policy and the icons, too.
    """
    # The parser of the templates is only needed here.
    from interaction_model.manifest import Addresses  # noqa: PLC0415
    from interaction_model.package import files_to_deploy, write  # noqa: PLC0415

    if not _ENDPOINT.fullmatch(endpoint):
        raise click.BadParameter(
            "give arn:aws:lambda:REGION:ACCOUNT:function:NAME, or an https:// address",
            param_hint="--endpoint",
        )
    papers = {"--privacy-url": privacy_url, "--icons": icons}
    for option, url in papers.items():
        if url is not None and not _ADDRESS.fullmatch(url):
            raise click.BadParameter("give an https:// address with a host", param_hint=option)
    icons = f"{icons.rstrip('/')}/" if icons else None
    try:
        write(files_to_deploy(folder, Addresses(endpoint, privacy_url, icons)))
    except OSError as error:
        raise click.ClickException(str(error)) from error
    missing = [option for option, url in papers.items() if url is None]
    if missing:
        click.echo(f"For certification give {' and '.join(missing)}, too.")
    if endpoint.startswith("arn:") and not _ALIAS.search(endpoint):
        click.echo("Is the ARN whole? The stack's SkillEndpoint ends in :live, which alone may be")
        click.echo("called by Alexa; without it Amazon refuses the endpoint.")
    click.echo("Now, so that the skill keeps its id, and no second one is created,")
    click.echo(f"  cp -r .ask {folder}    # from the folder where `ask deploy` created the skill")
    click.echo(f"  cd {folder} && ask deploy --target skill-metadata")


@model.command()
@click.argument("language", default="en")
def learn(language: str) -> None:
    """Fit the local speaker's hearing to the sentences of a LANGUAGE (takes two minutes)."""
    from interaction_model.learning import learn as fit  # noqa: PLC0415
    from interaction_model.learning_danger import learn_danger  # noqa: PLC0415
    from interaction_model.source import ROOT  # noqa: PLC0415

    for file in (fit(language), learn_danger(language)):
        click.echo(file.relative_to(ROOT).as_posix())


@model.command()
def check() -> None:
    """Hold the skill package against Amazon's rules, the catalog and the skill."""
    from interaction_model.checks import findings  # noqa: PLC0415

    found = findings()
    for finding in found:
        click.echo(finding, err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("The model, the catalog and the skill agree.")


@model.command("try")
@click.argument("sentence", required=False)
@click.option("--json", "as_json", is_flag=True, help="Read sentences from standard input.")
@click.option("--locale", default="en-US", show_default=True)
@click.option("--question", "question_open", is_flag=True, help="As if a question were open.")
@click.option("--playing", is_flag=True, help="As if a track played.")
def try_(
    sentence: str | None, locale: str, *, as_json: bool, question_open: bool, playing: bool
) -> None:
    """Tell what a SENTENCE is taken for, and what else it might have been.

    With --json, standard input gives a sentence a line, and each gets a line of JSON.
    """
    # Hearing takes a moment to import, and no other command needs it.
    from skill.cli.model_trial import line_of, table_of, trial  # noqa: PLC0415

    if sentence is None and not as_json:
        raise click.UsageError('Give a sentence: back-routine model try "how much longer"')
    attempt = trial(locale, question_open=question_open, playing=playing)
    if as_json:
        for line in [sentence] if sentence else sys.stdin:
            click.echo(line_of(attempt(line.strip())))
    elif sentence is not None:
        click.echo(table_of(attempt(sentence)))
