"""The one place that wires ports to parts."""

import logging
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from secrets import token_hex
from typing import TYPE_CHECKING

from skill.alexa.alerts.reminder_words import mark_of, words_in
from skill.alexa.coach import Coach, Shelf
from skill.alexa.recorded import RecordedSkill
from skill.alexa.skill import Skill
from skill.clock import Clock, SystemClock
from skill.content import load
from skill.sound.shelves import PublishedShelf
from skill.sound.shipped import LengthsFor, shipped_lengths
from skill.store.caching import CachingStore
from skill.store.metered import MeteredStore
from skill.store.patient import PatientStore
from skill.store.port import Store, StoreUnavailableError
from skill.store.url import open_store as opened
from skill.telemetry.lines import Lines
from skill.telemetry.record import Sink

if TYPE_CHECKING:
    from skill.jobs.notifier import Messenger, Notifier
    from skill.jobs.parts import Parts

_log = logging.getLogger(__name__)
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def open_store(url: str) -> Store:
    """The store that a URL names; see `skill.store.url`."""
    return opened(url, load().catalog)


def open_patient_store(url: str) -> PatientStore:
    """The store that a URL names, such that no call of it takes longer than a turn has time."""
    return PatientStore(open_store(url))


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
            store=CachingStore(MeteredStore(store)),
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


def published_jobs() -> "Parts":
    """What the jobs work with on AWS, where tracks are in a bucket with rules of its own."""
    from skill.jobs.parts import Parts  # noqa: PLC0415 - likewise

    store = open_store(f"dynamodb://{os.environ['BACK_ROUTINE_TABLE']}")
    return Parts(
        MeteredStore(store),
        SystemClock(),
        new_name,
        notifier(),
        messages=messages(),
        reminder_texts=reminder_texts(),
        record=_output(),
    )


def new_name() -> str:
    """A name that no other process has."""
    return token_hex(8)


def notifier() -> "Notifier | None":
    """Alexa's notifications, if the environment names the skill's account."""
    from skill.jobs.settings import CLIENT_ID, CLIENT_SECRET, account  # noqa: PLC0415

    ours = account()
    if ours is None:
        _log.info("nobody is nudged: set %s and %s", CLIENT_ID, CLIENT_SECRET)
        return None
    from skill.jobs.proactive import LOCALES, ProactiveNotifier  # noqa: PLC0415

    senders = {locale: load(locale).phrases.say("nudge.sender") for locale in LOCALES}
    return ProactiveNotifier(ours, senders)


def messages() -> "Messenger | None":
    """The skill's messages to itself, under the same condition."""
    from skill.jobs.settings import account  # noqa: PLC0415 - likewise

    ours = account()
    if ours is None:
        return None
    from skill.jobs.messages import SkillMessages  # noqa: PLC0415 - loads the SDK's clients

    return SkillMessages(ours)


def reminder_texts() -> frozenset[str]:
    """Marks of what reminders say today."""
    from skill.jobs.proactive import LOCALES  # noqa: PLC0415 - likewise

    return frozenset(mark_of(words_in(load(locale))) for locale in LOCALES)
