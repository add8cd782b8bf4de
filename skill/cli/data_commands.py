"""`back-routine data …`: all that is kept of a person, to look at and to delete."""

import json
from pathlib import Path
from typing import TextIO

import click

from skill.cli.options import named_store
from skill.folders import LAST_PLACE, beside, default_store_url
from skill.speaker.setting import LOCAL_USER
from skill.store.port import Store, StoreUnavailableError
from skill.store.sqlite.copies import FOLDER
from skill.store.url import StoreUrlError, sqlite_path

_user = click.option(
    "--user",
    default=LOCAL_USER,
    show_default="the local speaker's person",
    help="Id at Alexa, as `context.System.user.userId` has it.",
)
_store = click.option(
    "--store",
    default=default_store_url,
    callback=named_store,
    show_default="a file in your data folder",
    help="sqlite:///PATH or dynamodb://TABLE.",
)


@click.group()
def data() -> None:
    """What is kept of a person; docs/what-is-kept.md explains it."""


@data.command()
@_user
@_store
@click.option(
    "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file."
)
def export(user: str, store: str, output: TextIO) -> None:
    """Write all that is kept of a person as JSON."""
    try:
        kept = {"user": user, "rows": _opened(store).kept(user)}
    except StoreUnavailableError as error:
        raise click.ClickException(str(error)) from error
    output.write(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")
    if not kept["rows"]:
        raise click.ClickException(f"nothing is kept of {user} in {store}; --user names another")


@data.command()
@_user
@_store
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(user: str, store: str, *, yes: bool) -> None:
    """Remove all that is kept of a person."""
    from skill.clock import SystemClock  # noqa: PLC0415 - only needed here

    try:
        opened = _opened(store)
        rows = len(opened.kept(user))
        if rows and not yes:
            click.confirm(f"Delete {rows} rows, for ever?", abort=True)
        opened.forget(user, SystemClock().now())
        if user == LOCAL_USER:
            (beside(store) / LAST_PLACE).unlink(missing_ok=True)
    except StoreUnavailableError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Deleted {rows} rows." if rows else "Nothing was kept of this person.")


@data.command()
@_store
@click.option(
    "--copy", type=click.Path(path_type=Path), help="A file; the newest copy if not given."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(store: str, copy: Path | None, *, yes: bool) -> None:
    """Put a copy of another day in the place of a SQLite file.

    Whoever was forgotten since it was made is not brought back.
    """
    from skill.store.sqlite.care import restore as put_back  # noqa: PLC0415 - only needed here
    from skill.store.sqlite.copies import Copies  # noqa: PLC0415 - likewise

    path = sqlite_path(store)
    if path is None:
        raise click.UsageError("only of sqlite:///PATH there are copies; AWS restores its tables")
    chosen = copy or next(iter(Copies(path).all()), None)
    if chosen is None or not chosen.is_file():
        raise click.ClickException(f"there is no copy at {chosen or path.parent / FOLDER}")
    if not yes:
        click.confirm(f"Put {chosen} in the place of {path}?", abort=True)
    try:
        put_back(path, chosen)
    except StoreUnavailableError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{path} is as it was in {chosen}.")


def _opened(url: str) -> Store:
    from skill.bootstrap import open_store  # noqa: PLC0415 - loads the content

    try:
        return open_store(url)
    except StoreUrlError as error:
        raise click.UsageError(str(error)) from error
