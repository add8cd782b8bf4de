"""The local speaker's commands: `talk` for scripts, `speaker` for people."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from skill.cli.options import PORT, spoken_locale, writable_store
from skill.clock import SystemClock
from skill.folders import LAST_PLACE, beside, default_store_url
from skill.limits import BLOCKED_PORTS
from skill.output import show
from skill.speaker.device.profile import PROFILES
from skill.speaker.ending import ended_by_signals
from skill.speaker.setting import LOCAL_DEVICE, LOCAL_USER, Setting
from skill.speaker.supervision import SpeakerBrokenError
from skill.temporary import own_folder

if TYPE_CHECKING:
    from skill.speaker.cloud.faults import Faults


def _zone(_: click.Context, __: click.Parameter, name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.BadParameter(
            f"{name} is no time zone; write one such as Europe/Berlin"
        ) from error


def _moment(_: click.Context, __: click.Parameter, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            f"{text} is no ISO time; write one such as 2026-11-18T07:30"
        ) from error


def _wrong(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> "Faults":
    from skill.speaker.cloud.faults import FaultError, read_faults  # noqa: PLC0415 - loads Flask

    try:
        return read_faults(texts)
    except FaultError as error:
        raise click.BadParameter(str(error)) from error


_FAULTS = click.option(
    "--fault",
    "faults",
    multiple=True,
    callback=_wrong,
    help="Something wrong with Alexa's services: reminders=429, slow=5s or down. May be repeated.",
)
_DEVICE = click.option(
    "--device",
    type=click.Choice(list(PROFILES)),
    default="local",
    help="The kind of device. Default: local, our own speaker, where every sentence reaches us.",
)
_USER = click.option("--user", default=LOCAL_USER, help="The account's user id.")
_LOCALE = click.option(
    "--locale", default="en-US", callback=spoken_locale, help="The device's language."
)
_PAGE_PORT = 5000


@click.command()
@click.argument("script", type=click.File(encoding="utf-8"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--store",
    callback=writable_store,
    help="sqlite:///PATH or dynamodb://TABLE. Default: one thrown away.",
)
@click.option("--start", callback=_moment, help="When it begins, local in --tz. Default: now.")
@click.option("--tz", "zone", callback=_zone, default="UTC", help="The home's time zone.")
@click.option("--voice", help="Render real tracks in this voice. Default: estimated lengths.")
@_FAULTS
@_LOCALE
@_DEVICE
@_USER
@click.pass_context
@ended_by_signals()
def talk(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: click.Context,
    script: TextIO,
    as_json: bool,  # noqa: FBT001 - click passes flags so
    store: str | None,
    start: datetime | None,
    zone: ZoneInfo,
    voice: str | None,
    faults: "Faults",
    locale: str,
    device: str,
    user: str,
) -> None:
    """Has the conversation that SCRIPT describes (- for standard input), in virtual time.

    A line is a sentence to say, or one of: @wait 90s, @until idle, @at 2026-11-18T07:30,
    @restart, @lose|@double|@late started|nearly|finished|stopped|failed,
    @press next|previous|play|pause, @task StartRoutine minutes=10 (as an Alexa routine),
    @voice anna (whose voice Alexa knows from then on; without a name, nobody's),
    @expect TEXT, @elsewhere (Alexa answers the last sentence herself), # comment.

    On an Echo only "open/start/ask/tell my back routine ..." and playback words reach the skill
    outside of a session; on --device local every sentence does.

    Exits with 1 when a rule of the platform was broken or an expectation failed, with 2 when
    the script cannot be read or done.
    """
    from audio.render_tasks import RenderError  # noqa: PLC0415
    from audio.voices.voice import MissingVoiceError  # noqa: PLC0415 - all loads only when it talks
    from skill.speaker.local_skill import StoredSkill  # noqa: PLC0415
    from skill.speaker.talk.script import ScriptError, read_script  # noqa: PLC0415
    from skill.speaker.talk.script_runner import ScriptRunner  # noqa: PLC0415
    from skill.speaker.talk.transcript import json_lines, plain_lines  # noqa: PLC0415
    from skill.speaker.text_ears import HearingEars  # noqa: PLC0415
    from skill.store.port import StoreUnavailableError  # noqa: PLC0415
    from skill.store.url import StoreUrlError  # noqa: PLC0415
    from skill.understanding import Hearing  # noqa: PLC0415

    # A store that is kept has seen other conversations, maybe on other devices at the same time.
    seed = uuid4().hex if store else ""
    setting = Setting(zone, locale, PROFILES[device], user, f"{LOCAL_DEVICE}{seed}")
    begins = start or SystemClock().now()
    try:
        steps = read_script(script.read())
        with _store(store) as store_url:
            runner = ScriptRunner(
                start=begins if begins.tzinfo else begins.replace(tzinfo=zone),
                setting=setting,
                skill=StoredSkill(store_url, setting, voice),
                make_ears=lambda clock: HearingEars(Hearing.load(locale), clock, zone),
                seed=seed,
                measured_sounds=voice is not None,
                faults=faults,
            )
            passed = runner.perform(steps, (json_lines if as_json else plain_lines)(_write))
    except (MissingVoiceError, ScriptError, StoreUrlError) as error:
        raise click.UsageError(str(error)) from error
    except (RenderError, StoreUnavailableError) as error:
        raise click.ClickException(str(error)) from error
    ctx.exit(0 if passed else 1)


@contextmanager
def _store(url: str | None) -> Iterator[str]:
    """The store of that URL, or one that is thrown away afterwards."""
    from skill.bootstrap_here import make_table_for_trying_out  # noqa: PLC0415 - loads the skill

    if url is not None:
        make_table_for_trying_out(url)
        yield url
        return
    with own_folder() as folder:
        yield f"sqlite:///{Path(folder) / 'store.db'}"


def _write(line: str) -> None:
    """Writes a line at once, so that a reader at the other end of a pipe need not wait."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@click.command()
@click.option(
    "--store",
    default=default_store_url,
    callback=writable_store,
    help="sqlite:///PATH or dynamodb://TABLE. Default: in your data folder.",
)
@click.option("--voice", help="hibari, espeak-ng or polly. Default: the best that is installed.")
@click.option("--no-voice", is_flag=True, help="No sound: write what would be heard.")
@click.option(
    "--page/--terminal",
    "as_page",
    default=None,
    help="A web page, or this terminal. Default: the page, unless sentences are piped in.",
)
@click.option(
    "--open/--no-open",
    "opens_browser",
    default=True,
    help="Whether to show the page in your browser, if there is one.",
)
@click.option("--port", type=PORT, help="Where it listens. Default: 5000 for the page, else any.")
@click.option("--tz", "zone", callback=_zone, help="The home's time zone. Default: this machine's.")
@_FAULTS
@_LOCALE
@_DEVICE
@_USER
@ended_by_signals()
def speaker(  # noqa: PLR0913, PLR0917 - one argument for each option
    store: str,
    voice: str | None,
    no_voice: bool,  # noqa: FBT001 - click passes flags so
    as_page: bool | None,  # noqa: FBT001 - likewise
    opens_browser: bool,  # noqa: FBT001 - likewise
    port: int | None,
    zone: ZoneInfo | None,
    faults: "Faults",
    locale: str,
    device: str,
    user: str,
) -> None:
    """Starts the smart speaker, as a web page or in this terminal.

    Try "start my back routine", spoken or typed. Ctrl-C ends the page, Ctrl-D the terminal, where
    sentences can also be piped in, a line each.
    """
    from audio.render_tasks import RenderError  # noqa: PLC0415
    from audio.voices.voice import MissingVoiceError  # noqa: PLC0415 - all loads only when it speaks
    from skill.bootstrap_here import copy_daily, look_after  # noqa: PLC0415
    from skill.clock import SystemClock  # noqa: PLC0415
    from skill.speaker.local_skill import StoredSkill  # noqa: PLC0415
    from skill.speaker.loudspeaker.choice import choose_sound  # noqa: PLC0415
    from skill.speaker.notices import of_mended  # noqa: PLC0415
    from skill.speaker.terminal.keyboard import is_piped  # noqa: PLC0415
    from skill.speaker.terminal.terminal_speaker import TerminalSpeaker  # noqa: PLC0415
    from skill.speaker.text_ears import HearingEars  # noqa: PLC0415
    from skill.store.port import StoreUnavailableError  # noqa: PLC0415
    from skill.store.url import StoreUrlError  # noqa: PLC0415
    from skill.understanding import Hearing  # noqa: PLC0415

    here = zone or _this_machines_zone()
    setting = Setting(here, locale, PROFILES[device], user)
    store_url = store
    named_voice = None if no_voice else voice or "best"
    ledger = beside(store_url) / "alexa.sqlite3"
    last_place = beside(store_url) / LAST_PLACE if setting.profile.has_battery else None
    try:
        mended = look_after(store_url, SystemClock())
        if mended is not None:
            click.echo(mended.told)
        notice = of_mended(mended, locale)
        copy_daily(store_url, SystemClock())
        if not is_piped(sys.stdin) if as_page is None else as_page:
            from skill.speaker.page.start import live_as_page  # noqa: PLC0415 - brings Flask

            page_port = _page_port(port)
            show(f"Runs are kept in {store_url}.")
            live_as_page(
                *(setting, store_url, named_voice, page_port),
                opens_browser=opens_browser,
                notice=notice,
                ledger=ledger,
                last_place=last_place,
                faults=faults,
            )
            return
        sound = choose_sound(named_voice, locale, show)
        show(f"Runs are kept in {store_url}.")
        show(sound.about)
        TerminalSpeaker(
            setting=setting,
            skill=StoredSkill(store_url, setting, sound.voice),
            make_ears=lambda clock: HearingEars(Hearing.load(locale), clock, here),
            make_loudspeaker=sound.make_loudspeaker,
            show=show,
            notice=notice,
            port=port or 0,
            ledger=ledger,
            last_place=last_place,
            faults=faults,
        ).live(sys.stdin)
    except (
        *(MissingVoiceError, RenderError, SpeakerBrokenError),
        *(StoreUnavailableError, StoreUrlError, OSError),
    ) as error:
        raise click.ClickException(str(error)) from error


def _page_port(port: int | None) -> int:
    """Where the page is.

    Raises:
        UsageError: no browser would go there.
    """
    if port in BLOCKED_PORTS:
        raise click.UsageError(f"browsers refuse port {port}: take another, such as {_PAGE_PORT}")
    return _PAGE_PORT if port is None else port


def _this_machines_zone() -> ZoneInfo:
    from tzlocal import get_localzone_name  # noqa: PLC0415 - only where no zone is given

    try:
        return ZoneInfo(get_localzone_name())
    except ZoneInfoNotFoundError:
        # Some machines have a clock and no name for where they stand.
        return ZoneInfo("UTC")
