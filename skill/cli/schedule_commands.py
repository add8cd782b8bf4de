"""`back-routine schedule`: the jobs that the clock starts, without the rest of the service."""

import logging
from importlib.util import find_spec

import click

from skill.cli.options import writable_store
from skill.folders import default_store_url
from skill.jobs.parts import Parts
from skill.jobs.scheduler.clockwork import LOOKS_EVERY_S
from skill.jobs.settings import SettingsError
from skill.telemetry.lines import start_logging

_log = logging.getLogger(__name__)


@click.command()
@click.option(
    "--store",
    default=default_store_url,
    callback=writable_store,
    show_default="a file in your data folder",
    help="sqlite:///PATH or dynamodb://TABLE; the one that the service uses.",
)
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option(
    "--every",
    default=float(LOOKS_EVERY_S),
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Seconds between looks for what is due.",
)
def schedule(store: str, every: float, *, once: bool) -> None:
    """Nudge those who asked for it, and keep house.

    Any number of these may run on one store, and `back-routine serve` does the same: each job is
    done once, and what was missed while none ran is caught up.
    """
    # Nobody else needs these.
    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415

    from skill.jobs.jobs import JOBS  # noqa: PLC0415
    from skill.jobs.scheduler.clockwork import wind_up  # noqa: PLC0415
    from skill.jobs.scheduler.runner import run  # noqa: PLC0415

    start_logging()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    parts = _parts(store)
    if once:
        for job in JOBS:
            run(job, parts)
        return
    scheduler = BlockingScheduler()
    wind_up(scheduler, parts, every)
    click.echo(f"Looking every {every:g} s for what is due in {store}.")
    try:
        scheduler.start()
    except KeyboardInterrupt:
        click.echo("Stopped. What is missed is caught up the next time.")


def check_settings() -> None:
    """That the environment names the skill's account in full, or not at all.

    Raises:
        UsageError: it does not; it says what is missing.
    """
    from skill.jobs.settings import account  # noqa: PLC0415 - loads nothing else

    try:
        account()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def start_in_background(store: str) -> None:
    """Do the same in a thread of this process, for as long as it lives."""
    if not find_spec("apscheduler"):
        _log.warning("no jobs run here: pip install 'my-back-routine[schedule]'")
        return
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    from skill.jobs.scheduler.clockwork import wind_up  # noqa: PLC0415

    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler = BackgroundScheduler(daemon=True)
    wind_up(scheduler, _parts(store))
    scheduler.start()


def _parts(store: str) -> Parts:
    from skill.bootstrap import open_store  # noqa: PLC0415 - loads the whole skill
    from skill.bootstrap_here import jobs_here  # noqa: PLC0415 - loads the whole skill
    from skill.clock import SystemClock  # noqa: PLC0415 - likewise

    try:
        return jobs_here(open_store(store), SystemClock())
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
