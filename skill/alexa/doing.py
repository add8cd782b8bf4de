"""Doing a routine: begun, taken up, moved on. What a person asked for becomes what is played."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from skill.alexa import perform, respond, token, where
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import note_profile
from skill.alexa.dose_words import news
from skill.alexa.keeping import happen, note
from skill.alexa.knowing import circumstances, current_run, latest_runs, playing_run
from skill.alexa.new_week import last_week
from skill.alexa.speech import Piece, Speech, Words
from skill.alexa.turn import Turn
from skill.alexa.zone import utc_offset_min, zone_named
from skill.routine.advance import MOST_TRIES, advance
from skill.routine.effects import Play
from skill.routine.events import (
    Event,
    NextAsked,
    OnlySideAsked,
    ResumeAsked,
    StartAsked,
    StopAsked,
)
from skill.routine.exercise import MOST_SETS, Side
from skill.routine.growth import goes_on_at
from skill.routine.place import opened_at, take_up_at
from skill.routine.planner import NothingToDoError, Plan
from skill.routine.preferences import Preferences
from skill.routine.progression import asked_back, carried_over, due_back
from skill.routine.run import Kind, Run
from skill.routine.score import LEAD_IN_MS
from skill.routine.standing import Doses
from skill.routine.today import Today, plan_today
from skill.store.port import Profile


def begin(
    turn: Turn, preferences: Preferences, hurts: int = 0, before: Sequence[str] = ()
) -> Answer:
    """Plan a routine and start it at its first step.

    Args:
        turn: the request.
        preferences: what is wanted this time.
        hurts: how often it hurt in the run that this one takes the place of.
        before: what is said first.
    """
    question = _asks_back(turn, preferences)
    if question is not None:
        return question
    try:
        today = planned(turn, preferences)
    except NothingToDoError:
        return ask(turn.say("routine.all_left_out"), asking={"kind": "bring_all_back"})
    plan_ = today.plan
    if today.doses != turn.profile.doses:
        note_profile(turn, partial(_with_doses, turn.profile.doses, today.doses))
    last = last_week(turn) if turn.kept and any(run.done for run in latest_runs(turn)) else []
    run = Run(
        id=token.run_id(turn.begun_at or turn.now, turn.request.request_id),
        started_at=turn.begun_at or turn.now,
        routine=plan_.routine,
        device=turn.device,
        utc_offset_min=utc_offset_min(turn),
        hurts=hurts,
        hurts_before=_hurts_before(turn),
    )
    replaced = playing_run(turn)
    if replaced is not None:
        note(turn, advance(replaced, StopAsked())[0])
    return proceed(
        turn, run, StartAsked(), *last, *before, *_opening(turn, plan_), *news(turn, today)
    )


def planned(turn: Turn, preferences: Preferences) -> Today:
    """What is done today, as it is wanted; in turns of a session of one set each.

    Raises:
        NothingToDoError: every exercise is left out.
    """
    most_sets = MOST_SETS if turn.has_player else 1
    given = circumstances(turn, preferences)
    return plan_today(given, turn.content.catalog, turn.sound.lengths, most_sets)


def _asks_back(turn: Turn, preferences: Preferences) -> Answer | None:
    """Ask once whether what was left out to ease it comes back; None if there is nothing to ask."""
    doses, catalog = turn.profile.doses, turn.content.catalog
    exercise = due_back(doses, catalog, turn.profile.preferences, circumstances(turn).today)
    if exercise is None:
        return None
    note_profile(turn, lambda kept: replace(kept, doses=asked_back(kept.doses, exercise)))
    question = turn.say("dose.comes_back", exercise=turn.content.name(exercise.id))
    wish = {"minutes": preferences.minutes, "level": preferences.level, "pace": preferences.pace}
    asking = {"kind": "comes_back", "exercise": exercise.id}
    return ask(question, asking=asking | {k: v for k, v in wish.items() if v is not None})


def _with_doses(before: Doses, after: Doses, profile: Profile) -> Profile:
    return replace(profile, doses=carried_over(profile.doses, before, after))


def take_up(turn: Turn, run: Run, *greeting: str) -> Answer:
    """Go on at the exact place of a run, after saying where that is.

    What the device could not play just before, although it tried twice, is passed over.
    """
    if _did_not_play(turn, run):
        name = turn.content.name(run.step.exercise.id)
        return proceed(turn, run, NextAsked(), turn.say("trouble.not_fetched", exercise=name))
    if not perform.plays_tracks(turn, run):
        return proceed(turn, run, ResumeAsked(0), *greeting, where.where(turn, run))
    line = turn.sound.timeline(run.step, run.segment_index, opens=run.head.opens)
    at_ms = take_up_at(line, run.head.offset_ms)
    there = replace(run, head=replace(run.head, offset_ms=at_ms + LEAD_IN_MS))
    said = (*greeting, where.where(turn, there))
    if not run.segment.is_work:
        return proceed(turn, run, ResumeAsked(opened_at(line, at_ms)), *said)
    return with_time(turn, run, run.segment_index, at_ms, *said)


def with_time(turn: Turn, run: Run, segment: int, at_ms: int, *opening: str) -> Answer:
    """Go on in the work of a segment, with time to get into position before it.

    Where nothing may be said, a track gives that time.

    Args:
        turn: the request.
        run: the run.
        segment: index of the segment in the step at the head.
        at_ms: where in it.
        opening: what is said first.
    """
    event = ResumeAsked(at_ms, segment, gets_ready=not respond.may_speak(turn.request))
    return proceed(turn, run, event, *opening, *turn.sound.ready(run.step, segment))


def with_one_side(turn: Turn, run: Run, side: Side, *opening: str) -> Answer:
    """Go on with one side alone of the exercise at the head of a run, this time."""
    step, here = replace(run.step, only=side), run.segment_index
    segments = [n for n, each in enumerate(step.segments) if n in step.work or not each.is_work]
    length_ms = sum(turn.sound.timeline(step, n).length_ms for n in segments)
    line = turn.sound.timeline(step, here, opens=run.head.opens)
    at_ms = take_up_at(line, run.head.offset_ms)
    if here == 0:
        at_ms = opened_at(line, at_ms)
    event = OnlySideAsked(side, length_ms, at_ms, gets_ready=not respond.may_speak(turn.request))
    segment = goes_on_at(run, side)
    is_played = segment and perform.plays_tracks(turn, run)
    ready = turn.sound.ready(step, segment) if segment and is_played else ()
    return proceed(turn, run, event, *opening, *ready)


def proceed(turn: Turn, run: Run, event: Event, *opening: str | Piece) -> Answer:
    """Let the person's word happen to a run, and play what follows from it."""
    run, effects = happen(turn, run, event)
    words: Speech = tuple(Words(each) if isinstance(each, str) else each for each in opening)
    if isinstance(event, StartAsked) and not turn.kept:
        words = (Words(turn.say("trouble.not_kept")), *words)
    playing = next((effect for effect in effects if isinstance(effect, Play)), None)
    if playing is not None and not perform.plays_tracks(turn, run):
        return perform.step_as_turn(turn, run, playing.spot, words)
    if playing is not None:
        turn.sound.order(run.routine, playing.spot)
    return perform.directives(turn, run, effects).after(*words)


def go_on(turn: Turn, *before: str) -> Answer:
    """Play the step that is due, after a question was answered with yes."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(*before, turn.say("routine.nothing_left"))
    event = NextAsked() if run.head.due else ResumeAsked(0)
    return proceed(turn, run, event, *before, turn.say("turn.here"))


def aside(turn: Turn, *texts: str) -> Answer:
    """Say something by the way: a routine of tracks goes on by itself, turns want a question."""
    run = turn.run
    if run is None or perform.plays_tracks(turn, run):
        return tell(*texts)
    if run.kind is Kind.STRETCH:
        asking = {"kind": "again", "exercise": run.step.exercise.id}
        return ask(*texts, turn.say("turn.again"), asking=asking)
    return ask(*texts, turn.say("turn.go_on"), asking={"kind": "go_on"})


def _hurts_before(turn: Turn) -> int:
    """How often it hurt on this day already, by the session and the token of the last track."""
    account = turn.account
    zone = zone_named(turn.profile.zone or "UTC")
    today = turn.now.astimezone(zone).date()
    if account is None or account.run.started_at.astimezone(zone).date() != today:
        return turn.hurts
    return max(turn.hurts, account.run.hurts + account.run.hurts_before)


def _did_not_play(turn: Turn, run: Run) -> bool:
    """Whether the device gave up the track at a run's head before anything of it was heard."""
    if turn.account is None or turn.seen is None or turn.account.run.id != run.id:
        return False
    spot, head = turn.account.spot, run.head
    is_here = (spot.play, *spot.place) == (head.play, *head.place)
    return is_here and spot.tries >= MOST_TRIES and turn.seen.offset_ms == 0


def _opening(turn: Turn, plan_: Plan) -> list[str]:
    said = [
        turn.say(
            "routine.begin",
            exercises=turn.content.count("exercise", len(plan_.routine)),
            minutes=turn.content.count("minute", plan_.minutes),
        )
    ]
    if plan_.no_time_for:
        names = turn.content.listing([turn.content.name(id_) for id_ in plan_.no_time_for])
        key = "routine.no_time_for_one" if len(plan_.no_time_for) == 1 else "routine.no_time_for"
        said.append(turn.say(key, exercises=names))
    if not plan_.fits:
        said.append(turn.say("routine.nearest"))
    return said
