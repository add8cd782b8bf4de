"""`back-routine serve`: the Flask door under a production WSGI server."""

import os
import re
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from types import FrameType
from typing import TYPE_CHECKING, Any, Never
from urllib.parse import urlsplit

import click

from skill import limits
from skill.bootstrap import open_store
from skill.bootstrap_here import alexa_verifier, copy_daily, look_after, service
from skill.cli.options import PORT, writable_store
from skill.cli.schedule_commands import check_settings, start_in_background
from skill.clock import SystemClock
from skill.doors.serving import bound, server_for
from skill.folders import default_store_url
from skill.output import show
from skill.speaker.page.guard import Guard
from skill.store.dynamodb import DynamoDBStore
from skill.store.port import StoreUnavailableError
from skill.telemetry.lines import start_logging
from skill.voiced import LocalSound

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOOPBACK = "127.0.0.1"
"""The address that nobody but this machine can reach."""

HTTP: dict[str, Any] = {
    # Or a body of any size would be kept on the disk before it is found to be too large.
    "max_request_body_size": limits.REQUEST_BYTES,
    # The web server in front speaks HTTPS; tracks must have its address, or Alexa plays none.
    "trusted_proxy": LOOPBACK,
    "trusted_proxy_headers": {"x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
"""How waitress takes requests."""
THREADS = 8
"""Requests answered at a time, where nobody says how many: a store that hangs holds up a few."""
_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[\w-]+", re.ASCII)


def _skill_id(_: click.Context, __: click.Parameter, id_: str | None) -> str | None:
    if id_ and not _SKILL_ID.fullmatch(id_):
        raise click.BadParameter(f"{id_} is no id of a skill: those begin with amzn1.ask.skill.")
    return id_


@click.command()
@click.option("--port", type=PORT, default=5000, show_default=True, help="Port to listen at.")
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    help="Address to listen at; HTTPS is for the web server in front.",
)
@click.option(
    "--skill-id",
    envvar="BACK_ROUTINE_SKILL_ID",
    callback=_skill_id,
    help="amzn1.ask.skill.…: the only skill whose requests are answered [BACK_ROUTINE_SKILL_ID].",
)
@click.option(
    "--local", is_flag=True, help="Answer any program of this machine, and nobody else's."
)
@click.option(
    "--store",
    default=default_store_url,
    callback=writable_store,
    show_default="a file in your data folder",
    help="sqlite:///PATH or dynamodb://TABLE (AWS_ENDPOINT_URL names a local server).",
)
@click.option("--create-table", is_flag=True, help="Create the DynamoDB table first.")
@click.option("--voice", help="hibari, espeak-ng or polly; the best installed if not given.")
@click.option("--no-voice", is_flag=True, help="Render no sound; tracks have sheets only.")
@click.option("--no-schedule", is_flag=True, help="Leave nudges and housekeeping to others.")
@click.option(
    "--threads",
    default=THREADS,
    show_default=True,
    type=click.IntRange(2),
    help="Requests answered at a time.",
)
def serve(  # noqa: PLR0913 - one argument for each option
    port: int,
    host: str,
    store: str,
    *,
    skill_id: str | None,
    voice: str | None,
    threads: int,
    local: bool,
    create_table: bool,
    no_voice: bool,
    no_schedule: bool,
) -> None:
    """Answer Alexa's requests over HTTP.

    Every request must be signed by Alexa and meant for the skill of the id; only with --local
    are they not verified, and then nobody but this machine can send any. It is one process; several
    may answer on one store, each at a port of its own, behind a web server.
    """
    _check(host, skill_id, local=local)
    if not no_schedule:
        check_settings()
    start_logging()
    if create_table:
        _create_table(store)
    _look_after(store)
    sound = _sound(None if no_voice else voice or "best")
    try:
        sockets = bound(host, port)
    except OSError as error:
        why, _, _ = str(error.strerror).partition(" (")
        raise click.ClickException(
            f"cannot listen at {host}:{port}: {why}; --host and --port name another"
        ) from error
    clock = SystemClock()
    # Requests that wait for certificates must leave some threads to the others.
    verifier = (
        alexa_verifier(skill_id, clock, places=threads // 2) if skill_id and not local else None
    )
    app: WSGIApplication = service(store, clock, sound, verifier)
    copy_daily(store, clock)
    if not no_schedule:
        start_in_background(store)
    # A page in a browser of this machine is not a program of this machine.
    app = Guard(app, port) if local else app
    server = server_for(app, in_one_piece=True, sockets=sockets, threads=threads, **HTTP)
    show(f"Runs are kept in {store}.")
    show(f"Answering on http://{host}:{port}/alexa, {_whom(local=local)}.")
    for asked in (SIGTERM, SIGINT):
        signal(asked, _leave)
    server.run()


def _leave(_signal: int, _frame: FrameType | None) -> Never:
    """Let what is being answered be answered, and end; once is enough to be asked."""
    for asked in (SIGTERM, SIGINT):
        signal(asked, SIG_IGN)
    raise SystemExit(0)


def _check(host: str, skill_id: str | None, *, local: bool) -> None:
    """That it is clear whose requests are answered.

    Raises:
        UsageError: it is not.
    """
    if local and host != LOOPBACK:
        raise click.UsageError(
            f"--local verifies nothing, so it listens at {LOOPBACK} only: leave out --host, "
            "or give a --skill-id in place of --local"
        )
    if not (local or skill_id):
        raise click.UsageError(
            "--skill-id says whose requests to answer (the developer console shows it, "
            "amzn1.ask.skill.…); to try the skill on this machine take --local"
        )


def _sound(voice: str | None) -> LocalSound:
    from audio.render_tasks import RenderError  # noqa: PLC0415 - only here is a voice looked for
    from audio.voices.voice import MissingVoiceError  # noqa: PLC0415

    try:
        return LocalSound(voice)
    except (MissingVoiceError, RenderError) as error:
        raise click.ClickException(str(error)) from error


def _whom(*, local: bool) -> str:
    return "to this machine only: nothing is verified" if local else "to Alexa only"


def _look_after(url: str) -> None:
    """Have a damaged store mended before anything is served from it, and say so."""
    try:
        mended = look_after(url, SystemClock())
    except StoreUnavailableError as error:
        raise click.ClickException(str(error)) from error
    if mended:
        click.echo(mended.told, err=True)


def _create_table(url: str) -> None:
    store = open_store(url)
    if not isinstance(store, DynamoDBStore):
        raise click.UsageError("--create-table goes with --store dynamodb://TABLE")
    store.create_table()
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    where = f" at {urlsplit(endpoint).netloc}" if endpoint else ""
    show(f"The table {url.removeprefix('dynamodb://')} is there{where}.")
