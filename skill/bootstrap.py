"""The one place that wires ports to parts."""

import logging
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from skill.alexa.alerts.reminder_words import mark_of, words_in
from skill.alexa.coach import Coach, Shelf
from skill.alexa.recorded import RecordedSkill
from skill.alexa.skill import Skill
from skill.clock import Clock, SystemClock
from skill.content import load
from skill.doors.readiness import Readiness
from skill.folders import cache_folder
from skill.routine.lengths import Lengths
from skill.routine.place import Place, place_at
from skill.routine.run import Run
from skill.routine.score import timeline
from skill.sound.library import FolderLibrary
from skill.sound.shelves import PublishedShelf
from skill.store.measuring import MeasuringStore
from skill.store.patient import PatientStore
from skill.store.port import Store, StoreUnavailableError
from skill.store.remembering import RememberingStore
from skill.store.report import report
from skill.store.url import open_store as opened
from skill.store.url import sqlite_path
from skill.telemetry.lines import Lines
from skill.telemetry.record import Sink
from skill.telemetry.together import FOLDER
from skill.voiced import LengthsFor, LocalSound, lengths_here, shipped_lengths

if TYPE_CHECKING:
    from flask import Flask

    from skill.doors.verify.verifier import Verifier
    from skill.jobs.notifier import Messenger, Notifier
    from skill.jobs.parts import Parts
    from skill.store.sqlite_care import Mended
    from skill.telemetry.prometheus import Figures

_log = logging.getLogger(__name__)
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def open_store(url: str) -> Store:
    """The store that a URL names; see `skill.store.url`."""
    return opened(url, load().catalog)


def open_patient_store(url: str) -> PatientStore:
    """The store that a URL names, such that no call of it takes longer than a turn has time."""
    return PatientStore(open_store(url))


def look_after(url: str, clock: Clock) -> "Mended | None":
    """See at the start that the store of a URL is in order; see `skill.store.sqlite_care`.

    Returns:
        What became of it if it was damaged; None where all is well.

    Raises:
        StoreUnavailableError: it is damaged, and cannot be mended.
    """
    path = sqlite_path(url)
    if path is None:
        return None
    from skill.store.sqlite_care import mend  # noqa: PLC0415 - AWS has no such file

    return mend(path, clock.now())


def copy_daily(url: str, clock: Clock) -> Callable[[], None]:
    """Have the store of a URL copied each day, as long as this process lives, if it is a file.

    Returns:
        What ends it.
    """
    path = sqlite_path(url)
    if path is None:
        return lambda: None
    from skill.store.sqlite_care import DailyCopies  # noqa: PLC0415 - likewise

    return DailyCopies(path, clock).start()


def make_table_for_trying_out(url: str) -> None:
    """Make the table that a URL names if it is on this machine; on AWS it is asked for."""
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname
    store = open_store(url)
    if endpoint in _THIS_MACHINE and hasattr(store, "create_table"):
        store.create_table()


def skill_of(
    store: Store,
    clock: Clock,
    shelf: Shelf,
    lengths_for: LengthsFor,
    sinks: Iterable[Sink] = (),
) -> RecordedSkill:
    """The skill, on these parts; a record of each turn goes to the sinks."""
    skill = Skill(
        Coach(
            store=RememberingStore(MeasuringStore(store)),
            clock=clock,
            shelf=shelf,
            content_for=load,
            lengths_for=lengths_for,
        )
    )
    return RecordedSkill(skill, clock, sinks)


def published_skill() -> RecordedSkill:
    """The skill as it runs on AWS, ready for its first request; the environment says what of.

    `BACK_ROUTINE_TABLE` is the DynamoDB table, `BACK_ROUTINE_TRACKS_URL` where the tracks were
    published (ending in a slash), `BACK_ROUTINE_VOICE` the voice they were rendered in. Which of
    them there are stands in the bundle's own list.
    """
    from skill.store.dynamodb import DynamoDBStore  # noqa: PLC0415 - only AWS has a table

    voice = os.environ.get("BACK_ROUTINE_VOICE", "hibari")
    store = open_store(f"dynamodb://{os.environ['BACK_ROUTINE_TABLE']}")
    patient = PatientStore(store)
    skill = skill_of(
        patient,
        SystemClock(),
        PublishedShelf(os.environ["BACK_ROUTINE_TRACKS_URL"]),
        lambda content: shipped_lengths(content, voice),
        sinks=(_output(),),
    )
    skill.get_ready()
    if isinstance(store, DynamoDBStore):
        with suppress(StoreUnavailableError):  # then the first call tries it
            patient.get_ready(store.table.connect)
    return skill


def _output() -> Sink:
    """Where a function on Lambda tells what it did, with its metrics; elsewhere without."""
    function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
    if not function:
        return Lines(sys.stdout)
    from skill.telemetry.cloudwatch import MetricLines  # noqa: PLC0415 - for Lambda only

    return MetricLines(function)


def local_service(
    store_url: str, clock: Clock, voice: str | None, sinks: Iterable[Sink] = ()
) -> "Flask":
    """The Flask door for this machine only: it asks nobody who they are.

    Args:
        store_url: where runs are kept.
        clock: the time.
        voice: name of the voice to render tracks in; see `skill.voiced.LocalSound`.
        sinks: who is told of each turn.
    """
    from skill.doors.web import create_app  # noqa: PLC0415 - Lambda has no Flask

    sound = LocalSound(voice)
    shelf = sound.shelf(renders=True)
    store = open_patient_store(store_url)
    skill = skill_of(store, clock, shelf, sound.lengths, sinks)
    return create_app(skill, shelf, None, is_ready=Readiness(store, clock).is_ready)


def service(
    store_url: str,
    clock: Clock,
    sound: LocalSound,
    verifier: "Verifier | None",
    *,
    renders: bool,
) -> "Flask":
    """The Flask door as one process of `serve` has it, with a line in the log for each turn.

    Args:
        store_url: where runs are kept.
        clock: the time.
        sound: the tracks, which all processes share.
        verifier: who may ask; see `skill.doors.web.create_app`.
        renders: whether tracks are rendered by this process.
    """
    from skill.doors.web import create_app  # noqa: PLC0415 - likewise

    shelf, figures = sound.shelf(renders=renders), None
    sinks: list[Sink] = [Lines(sys.stderr)]
    try:
        figures = figures_with(verifier)
        sinks.append(figures.note)
    except OSError as error:
        _log.warning("nothing is counted: %s; make room where %s is", error, FOLDER)
    store = open_patient_store(store_url)
    skill = skill_of(store, clock, shelf, sound.lengths, sinks)
    return create_app(skill, shelf, verifier, figures, Readiness(store, clock).is_ready)


def figures_with(verifier: "Verifier | None") -> "Figures":
    """What is counted for Prometheus, with what a verifier refuses."""
    from skill.telemetry.prometheus import Figures  # noqa: PLC0415 - only `serve` has a page of it

    return Figures(verifier.refusals if verifier else None)


def alexa_verifier(skill_id: str, clock: Clock, places: int) -> "Verifier":
    """What tells Alexa's requests for a skill from all others.

    Args:
        skill_id: `amzn1.ask.skill.…`.
        clock: the time.
        places: requests that may wait for certificates at a time; fewer than the threads.
    """
    # Only a service that others can reach needs these.
    import certifi  # noqa: PLC0415

    from skill.doors.verify.chain import Trust  # noqa: PLC0415
    from skill.doors.verify.host import CertificateHost  # noqa: PLC0415
    from skill.doors.verify.kept_chains import KeptChains  # noqa: PLC0415
    from skill.doors.verify.signers import KEPT_SIGNERS, Signers  # noqa: PLC0415
    from skill.doors.verify.verifier import Verifier  # noqa: PLC0415

    roots = certifi.where()
    fetch, prove = CertificateHost(roots).fetch, Trust.of_file(roots).signer
    signers = Signers(fetch, prove, clock, places=places)
    signers.take_up(KeptChains(cache_folder() / "certificates", KEPT_SIGNERS))
    return Verifier(skill_id, signers, clock)


def jobs_here(store: Store, clock: Clock) -> "Parts":
    """What the jobs of this machine work with: its store, its tracks, and Alexa if we may."""
    from skill.jobs.parts import Parts  # noqa: PLC0415 - the skill itself does without

    tracks = FolderLibrary(cache_folder() / "tracks")
    measured_store = MeasuringStore(store)
    about = (_notifier(), tracks, _messages(), _reminder_texts(), Lines(sys.stderr))
    return Parts(measured_store, clock, _new_name, *about)


def published_jobs() -> "Parts":
    """What the jobs work with on AWS, where tracks are in a bucket with rules of its own."""
    from skill.jobs.parts import Parts  # noqa: PLC0415 - likewise

    store = open_store(f"dynamodb://{os.environ['BACK_ROUTINE_TABLE']}")
    return Parts(
        MeasuringStore(store),
        SystemClock(),
        _new_name,
        _notifier(),
        messages=_messages(),
        reminder_texts=_reminder_texts(),
        record=_output(),
    )


def _new_name() -> str:
    return token_hex(8)


def _notifier() -> "Notifier | None":
    """Alexa's notifications, if the environment names the skill's account."""
    from skill.jobs.settings import CLIENT_ID, CLIENT_SECRET, account  # noqa: PLC0415

    ours = account()
    if ours is None:
        _log.info("nobody is nudged: set %s and %s", CLIENT_ID, CLIENT_SECRET)
        return None
    from skill.jobs.proactive import LOCALES, ProactiveNotifier  # noqa: PLC0415

    senders = {locale: load(locale).phrases.say("nudge.sender") for locale in LOCALES}
    return ProactiveNotifier(ours, senders)


def _messages() -> "Messenger | None":
    """The skill's messages to itself, under the same condition."""
    from skill.jobs.settings import account  # noqa: PLC0415 - likewise

    ours = account()
    if ours is None:
        return None
    from skill.jobs.messages import SkillMessages  # noqa: PLC0415 - loads the SDK's clients

    return SkillMessages(ours)


def _reminder_texts() -> frozenset[str]:
    """Marks of what reminders say today."""
    from skill.jobs.proactive import LOCALES  # noqa: PLC0415 - likewise

    return frozenset(mark_of(words_in(load(locale))) for locale in LOCALES)


def stored_summary(
    store: Store, user: str, now: datetime, zone: tzinfo, voice: str | None = None
) -> dict[str, Any]:
    """What is kept of a person, as JSON; places are read with the lengths of the voice."""
    lengths = lengths_here(voice)(load())
    return report(store, user, now, zone, lambda run: _place(run, lengths))


def _place(run: Run, lengths: Lengths) -> Place:
    line = timeline(run.step, run.segment_index, lengths, opens=run.head.opens)
    return place_at(line, run.head.step, run.head.offset_ms)
