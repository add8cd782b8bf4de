"""Doing a routine: begun, taken up, moved on. What a person asked for becomes what is played."""

from skill.alexa import perform, token, where
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.audible import NothingToHearError, audible, audible_plan, is_heard
from skill.alexa.keeping import happen, note
from skill.alexa.knowing import current_run, is_recent, latest_runs, playing_run
from skill.alexa.new_week import last_week
from skill.alexa.speech import Speech, Words
from skill.alexa.turn import Turn
from skill.alexa.zone import utc_offset_min, zone_named
from skill.routine.advance import BEGUN_MS, MOST_TRIES, advance
from skill.routine.effects import Play
from skill.routine.events import (
    Event,
    NextAsked,
    PauseAsked,
    ResumeAsked,
    StartAsked,
    StopAsked,
)
from skill.routine.place import take_up_at
from skill.routine.planner import NothingToDoError, Plan
from skill.routine.preferences import Preferences
from skill.routine.run import Kind, Run


def begin(turn: Turn, preferences: Preferences, hurts: int = 0) -> Answer:
    """Plan a routine and start it at its first step.

    Args:
        turn: the request.
        preferences: what is wanted this time.
        hurts: how often it hurt in the run that this one takes the place of.
    """
    try:
        plan_, is_as_wanted = audible_plan(turn, preferences)
    except NothingToDoError:
        return ask(turn.say("routine.all_left_out"), asking={"kind": "bring_all_back"})
    except NothingToHearError:
        return tell(turn.say("trouble.no_sound"))
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
        turn, run, StartAsked(), *last, *_opening(turn, plan_, is_as_wanted=is_as_wanted)
    )


def take_up(turn: Turn, run: Run, *greeting: str) -> Answer:
    """Go on at the exact place of a run, after saying where that is.

    What the device could not play just before, although it tried twice, is passed over.
    """
    if _did_not_play(turn, run):
        name = turn.content.name(run.step.exercise.id)
        return proceed(turn, run, NextAsked(), turn.say("trouble.not_fetched", exercise=name))
    run = audible(turn, run)
    line = turn.sound.timeline(run.step)
    at_ms = take_up_at(line, run.head.offset_ms) if perform.plays_tracks(turn, run) else 0
    return proceed(turn, run, ResumeAsked(at_ms), *greeting, where.where(turn, run))


def proceed(turn: Turn, run: Run, event: Event, *opening: str) -> Answer:
    """Let the person's word happen to a run, and play what follows from it."""
    run, effects = happen(turn, audible(turn, run), event)
    words: Speech = tuple(Words(text) for text in opening)
    if isinstance(event, StartAsked) and not turn.kept:
        words = (Words(turn.say("trouble.not_kept")), *words)
    playing = next((effect for effect in effects if isinstance(effect, Play)), None)
    if playing is not None and not is_heard(turn, run, playing.spot):
        happen(turn, run, PauseAsked())
        return tell(turn.say("trouble.no_sound")).doing(perform.silence(turn))
    if playing is not None and not perform.plays_tracks(turn, run):
        return perform.step_as_turn(turn, run, playing.spot, words)
    is_begun_lately = is_recent(turn, run) and not isinstance(event, StartAsked)
    for step in run.routine.steps if playing is not None and not is_begun_lately else ():
        turn.sound.order(step)
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
    is_here = (spot.play, spot.step, head.offset_ms) == (head.play, head.step, BEGUN_MS)
    return is_here and spot.tries >= MOST_TRIES and turn.seen.offset_ms == 0


def _opening(turn: Turn, plan_: Plan, *, is_as_wanted: bool) -> list[str]:
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
    if not is_as_wanted:
        said.append(turn.say("trouble.nearest_sound"))
    elif not plan_.fits:
        said.append(turn.say("routine.nearest"))
    return said
