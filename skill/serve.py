"""`back-routine serve`: the Flask door under a production WSGI server."""

import logging
import os
from urllib.parse import urlsplit

import click

from skill.bootstrap import local_service, open_store
from skill.clock import SystemClock
from skill.folders import default_store_url
from skill.store.dynamodb import DynamoDBStore

LOOPBACK = "127.0.0.1"
"""Requests are not verified yet, so nobody else may reach the door."""


@click.command()
@click.option("--port", default=5000, show_default=True, help="Port on 127.0.0.1.")
@click.option(
    "--store",
    default=default_store_url,
    show_default="a file in your data folder",
    help="sqlite:///PATH or dynamodb://TABLE (AWS_ENDPOINT_URL names a local server).",
)
@click.option("--create-table", is_flag=True, help="Create the DynamoDB table first.")
@click.option("--voice", help="hibari, espeak-ng or polly; the best installed if not given.")
@click.option("--no-voice", is_flag=True, help="Render no sound; tracks have sheets only.")
@click.option("--threads", default=8, show_default=True, help="Requests answered at a time.")
def serve(  # noqa: PLR0913 - one argument for each option
    port: int, store: str, voice: str | None, threads: int, *, create_table: bool, no_voice: bool
) -> None:
    """Answer Alexa's requests over HTTP on this machine."""
    import waitress  # noqa: PLC0415 - the other commands do not need it

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if create_table:
        _create_table(store)
    voice_wanted = None if no_voice else voice or "best"
    app = local_service(store, SystemClock(), voice_wanted)
    click.echo(f"Runs are kept in {store}.")
    click.echo(
        f"Answering on http://{LOOPBACK}:{port}/alexa, for this machine only: "
        "requests are not verified yet."
    )
    waitress.serve(app, host=LOOPBACK, port=port, threads=threads)


def _create_table(url: str) -> None:
    store = open_store(url)
    if not isinstance(store, DynamoDBStore):
        raise click.UsageError("--create-table goes with --store dynamodb://TABLE")
    store.create_table()
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    where = f" at {urlsplit(endpoint).netloc}" if endpoint else ""
    click.echo(f"The table {url.removeprefix('dynamodb://')} is there{where}.")
