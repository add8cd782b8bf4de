"""The first words ever: who we are, that it is no medical advice, and the screening question."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from skill.alexa.answer import Answer, ask
from skill.alexa.changing import change_profile, note_profile
from skill.alexa.knowing import latest_runs
from skill.alexa.token import short_hash
from skill.alexa.turn import Turn
from skill.content import Content
from skill.routine.progress import MOST_AHEAD

ASKED_AGAIN_AFTER_AWAY = timedelta(days=30)
"""Bodies change: after a month without exercise it is asked anew. Ours to choose."""


def welcome(turn: Turn, **wanted: Any) -> Answer:
    """Ask whether anything speaks against exercise, before what is wanted begins.

    Args:
        turn: the request.
        wanted: what begins after a no: `exercise`, or `minutes` and `level` of a routine.
    """
    known = "welcome.again" if turn.profile.consent else "welcome.hello"
    return screening(turn, turn.say(known), turn.say("welcome.disclaimer"), **wanted)


def screening(turn: Turn, *before: str, **wanted: Any) -> Answer:
    """The screening question, after other words."""
    question = turn.say("welcome.screening")
    return ask(*before, question, asking={"kind": "screening", **wanted}, again=question)


def words_asked(content: Content) -> str:
    """What stands for the words of the screening question: changed words are asked anew."""
    return short_hash(content.phrases.say("welcome.screening"))


def is_due(turn: Turn) -> bool:
    """Whether the screening question must be answered before anything is played.

    With the store down it is due unless the device, or the session, tells of a run of this person:
    they may never have heard it. The profile must have been read.
    """
    if not turn.kept and not turn.profile.consent:
        told = (turn.account, turn.heard)
        return not any(account and account.owner == turn.user for account in told)
    if turn.profile.consent != words_asked(turn.content) or turn.profile.consented_at is None:
        return True
    moments = [turn.profile.consented_at, *(run.started_at for run in latest_runs(turn)[:1])]
    known = [moment for moment in moments if moment - turn.now <= MOST_AHEAD]
    return not known or turn.now - max(known) > ASKED_AGAIN_AFTER_AWAY


def consented(turn: Turn) -> None:
    """Keep that the question was answered so that exercise may begin; not what was answered."""
    words, now = words_asked(turn.content), turn.now
    note_profile(turn, lambda profile: replace(profile, consent=words, consented_at=now))
    if turn.person:
        change_profile(turn, partial(replace, shared=True), turn.account_id)
