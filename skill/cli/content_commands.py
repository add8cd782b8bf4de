"""`back-routine content …`: for those who write what is said, and those who ship it."""

from pathlib import Path

import click

from skill.content.content import load
from skill.content.files import locales
from skill.deploy.json_content import json_copies


@click.group()
def content() -> None:
    """What is said, and the catalog."""


@content.command()
@click.option(
    "--locale",
    "chosen",
    type=click.Choice(locales()),
    multiple=True,
    help="Only this locale; may be repeated.",
)
def check(chosen: tuple[str, ...]) -> None:
    """Hold all content against its schema and name every fault."""
    # jsonschema is there where content is written, not where it is served.
    from skill.content.checks.check import faults  # noqa: PLC0415

    found = dict.fromkeys(str(fault) for locale in chosen or locales() for fault in faults(locale))
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.exceptions.Exit(1)
    for locale in chosen or locales():
        there = load(locale)
        click.echo(
            f"{there.locale}: {len(there.exercises)} exercises, {len(there.narration)} lines, "
            f"{len(there.phrases)} phrases"
        )


@content.command("compile")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def compile_(folder: Path) -> None:
    """Write all content to FOLDER as JSON, for a bundle that has to start fast.

    In FOLDER/skill/content of a bundle it takes the place of the YAML: leave that out there.
    """
    for file, text in json_copies():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(text)
        click.echo(folder / file)
