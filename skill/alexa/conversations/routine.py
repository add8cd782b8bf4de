"""Beginning a routine: the first welcome, the launch, a routine of a wanted length."""

from dataclasses import replace
from datetime import timedelta

from skill.alexa import perform, token, where
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.keeping import (
    TAKEN_UP_WITHIN,
    current_run,
    happen,
    latest_runs,
    load_profile,
)
from skill.alexa.speech import Speech, Words
from skill.alexa.turn import Turn
from skill.routine.effects import Play
from skill.routine.events import Event, NextAsked, ResumeAsked, StartAsked
from skill.routine.place import take_up_at
from skill.routine.planner import NothingToDoError, Plan, plan
from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES, Level, Preferences
from skill.routine.progress import times_done
from skill.routine.run import Phase, Run, Status

A_SECOND_DEVICE_WITHIN = timedelta(minutes=30)
"""A run heard of this lately on another device is somebody else's, and is left alone."""


def launch(turn: Turn) -> Answer:
    """Start at once; the first time ever, welcome first; a run just broken off is taken up."""
    load_profile(turn)
    if turn.kept and not turn.profile.welcomed:
        return welcome(turn, {"kind": "ready"})
    broken_off = _just_broken_off(turn)
    if broken_off is not None:
        return take_up(turn, broken_off, turn.say("launch.back"))
    return begin(turn, turn.profile.preferences)


def start(turn: Turn) -> Answer:
    """A routine by its own sentence, perhaps of a wanted length or level."""
    load_profile(turn)
    minutes = wanted_minutes(turn)
    level = wanted_level(turn)
    if turn.kept and not turn.profile.welcomed:
        return welcome(turn, {"kind": "ready", "minutes": minutes, "level": level})
    if minutes is None and level is None:
        return launch(turn)
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return _nearest_length(turn, minutes, level)
    return begin(turn, changed(turn.profile.preferences, minutes, level))


def welcome(turn: Turn, asking: dict[str, object]) -> Answer:
    """The first words ever: who we are, the disclaimer, and whether the person is ready."""
    return ask(
        turn.say("welcome.hello"),
        turn.say("welcome.disclaimer"),
        turn.say("welcome.ready"),
        asking=asking,
        again=turn.say("welcome.ready"),
    )


def begin(turn: Turn, preferences: Preferences) -> Answer:
    """Plan a routine and start it at its first step."""
    try:
        plan_ = _planned(turn, preferences)
    except NothingToDoError:
        return ask(turn.say("routine.all_left_out"), asking={"kind": "bring_all_back"})
    run = Run(
        id=token.run_id(turn.now, turn.request.request_id),
        started_at=turn.now,
        routine=plan_.routine,
        device=turn.device,
    )
    return proceed(turn, run, StartAsked(), *_opening(turn, plan_))


def take_up(turn: Turn, run: Run, *greeting: str) -> Answer:
    """Go on at the exact place of a run, after saying where that is."""
    line = turn.sound.timeline(run.step)
    at_ms = take_up_at(line, run.head.offset_ms) if turn.has_player else 0
    said = [*greeting, where.where(turn, run)]
    return proceed(turn, run, ResumeAsked(at_ms), *said)


def proceed(turn: Turn, run: Run, event: Event, *opening: str) -> Answer:
    """Let the person's word happen to a run, and play what follows from it."""
    run, effects = happen(turn, run, event)
    words: Speech = tuple(Words(text) for text in opening)
    if not turn.kept:
        words = (Words(turn.say("trouble.not_kept")), *words)
    playing = next((effect for effect in effects if isinstance(effect, Play)), None)
    if playing is not None and not perform.plays_tracks(turn, run):
        return perform.step_as_turn(turn, run, playing.spot, words)
    for step in run.routine.steps if playing is not None else ():
        turn.sound.order(step)
    return perform.directives(turn, run, effects).after(*words)


def go_on(turn: Turn) -> Answer:
    """Play the step that is due, after a question was answered with yes."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("routine.nothing_left"))
    return proceed(turn, run, NextAsked() if run.head.due else ResumeAsked(0))


def changed(preferences: Preferences, minutes: int | None, level: str | None) -> Preferences:
    """The preferences with a length and a level for this once."""
    return replace(
        preferences,
        minutes=minutes if minutes is not None else preferences.minutes,
        level=Level(level) if level is not None else preferences.level,
    )


def wanted_minutes(turn: Turn) -> int | None:
    """The length that was asked for in minutes, as a number or a duration."""
    slot = turn.slot("minutes")
    return int(slot.value) if slot and slot.value.isdecimal() else None


def wanted_level(turn: Turn) -> str | None:
    """The level that was asked for."""
    slot = turn.slot("level")
    return slot.id if slot and slot.id in set(Level) else None


def _planned(turn: Turn, preferences: Preferences) -> Plan:
    times = times_done(latest_runs(turn))
    most_sets = {} if turn.has_player else {"most_sets": 1}
    return plan(turn.content.catalog, preferences, turn.sound.lengths, times, **most_sets)


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
        said.append(turn.say("routine.no_time_for", exercises=names))
    if not plan_.fits:
        said.append(turn.say("routine.nearest"))
    return said


def _nearest_length(turn: Turn, minutes: int, level: str | None) -> Answer:
    nearest = min(max(minutes, LEAST_MINUTES), MOST_MINUTES)
    return ask(
        turn.say(
            "routine.too_long" if minutes > nearest else "routine.too_short",
            minutes=turn.content.count("minute", nearest),
        ),
        asking={"kind": "ready", "minutes": nearest, "level": level},
    )


def _just_broken_off(turn: Turn) -> Run | None:
    """A run that a launch should go on with, rather than begin another."""
    run = current_run(turn)
    if run is None or run.over or turn.now - run.started_at > TAKEN_UP_WITHIN:
        return None
    elsewhere = bool(run.device) and run.device != turn.device
    busy = run.status is Status.UNDER_WAY and run.head.phase is Phase.GOING
    recent = turn.now - run.started_at < A_SECOND_DEVICE_WITHIN
    return None if elsewhere and busy and recent else run


ANSWERS = {"LaunchRequest": launch, "StartRoutineIntent": start}
