"""`back-routine serve`: the Flask door under a production WSGI server."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from skill import limits
from skill.bootstrap import alexa_verifier, figures_with, open_store, service
from skill.clock import SystemClock
from skill.folders import default_store_url
from skill.schedule.commands import start_in_background
from skill.speaker.page.guard import Guard
from skill.store.dynamodb import DynamoDBStore
from skill.telemetry.lines import start_logging

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

Door = Callable[[str, str | None], "WSGIApplication"]
"""Makes the app for a store's URL and a voice."""


@click.command()
@click.option("--port", default=5000, show_default=True, help="Port to listen at.")
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    help="Address to listen at; HTTPS is for the web server in front.",
)
@click.option(
    "--skill-id",
    envvar="BACK_ROUTINE_SKILL_ID",
    help="amzn1.ask.skill.…: the only skill whose requests are answered [BACK_ROUTINE_SKILL_ID].",
)
@click.option(
    "--local", is_flag=True, help="Answer any program of this machine, and nobody else's."
)
@click.option(
    "--store",
    default=default_store_url,
    show_default="a file in your data folder",
    help="sqlite:///PATH or dynamodb://TABLE (AWS_ENDPOINT_URL names a local server).",
)
@click.option("--create-table", is_flag=True, help="Create the DynamoDB table first.")
@click.option("--voice", help="hibari, espeak-ng or polly; the best installed if not given.")
@click.option("--no-voice", is_flag=True, help="Render no sound; tracks have sheets only.")
@click.option("--no-schedule", is_flag=True, help="Leave nudges and housekeeping to others.")
@click.option(
    "--threads",
    default=8,
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
    are they not verified, and then nobody but this machine can send any.
    """
    from skill.serving import server_for  # noqa: PLC0415 - the other commands do not need it

    start_logging()
    door = _local_door(host, port) if local else _verified_door(skill_id, threads)
    if create_table:
        _create_table(store)
    app = door(store, None if no_voice else voice or "best")
    if not no_schedule:
        start_in_background(store)
    click.echo(f"Runs are kept in {store}.")
    click.echo(f"Answering on http://{host}:{port}/alexa, {_whom(local=local)}.")
    server_for(app, host=host, port=port, threads=threads, **HTTP).run()


def _local_door(host: str, port: int) -> Door:
    if host != LOOPBACK:
        raise click.UsageError(
            f"--local verifies nothing, so it listens at {LOOPBACK} only: leave out --host, "
            "or give a --skill-id in place of --local"
        )
    # A page in a browser of this machine is not a program of this machine.
    return lambda store, voice: Guard(
        service(store, SystemClock(), voice, None, figures_with(None)), port
    )


def _verified_door(skill_id: str | None, threads: int) -> Door:
    if not skill_id:
        raise click.UsageError(
            "--skill-id says whose requests to answer (the developer console shows it, "
            "amzn1.ask.skill.…); to try the skill on this machine take --local"
        )
    clock = SystemClock()
    verifier = alexa_verifier(skill_id, clock, places=threads // 2)
    return lambda store, voice: service(store, clock, voice, verifier, figures_with(verifier))


def _whom(*, local: bool) -> str:
    return "to this machine only: nothing is verified" if local else "to Alexa only"


def _create_table(url: str) -> None:
    store = open_store(url)
    if not isinstance(store, DynamoDBStore):
        raise click.UsageError("--create-table goes with --store dynamodb://TABLE")
    store.create_table()
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    where = f" at {urlsplit(endpoint).netloc}" if endpoint else ""
    click.echo(f"The table {url.removeprefix('dynamodb://')} is there{where}.")
