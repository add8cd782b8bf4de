"""Beginning a routine: the first welcome, the launch, a routine of a wanted length."""

from dataclasses import replace
from datetime import timedelta

from skill.alexa import doing, gate
from skill.alexa.answer import Answer, ask
from skill.alexa.changing import note_profile
from skill.alexa.conversations import for_today, timers
from skill.alexa.knowing import circumstances, current_run, is_recent, know, playing_run
from skill.alexa.turn import Turn
from skill.alexa.wanted import changed, choice_in, wanted_level, wanted_minutes
from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES
from skill.routine.progression import eased
from skill.routine.run import Phase, Run, Status
from skill.store.port import Profile

A_SECOND_DEVICE_WITHIN = timedelta(minutes=30)
"""A run heard of this lately on another device is somebody else's, and is left alone."""


def launch(turn: Turn) -> Answer:
    """Start at once; the first time ever, welcome first; a run just broken off is taken up."""
    question = gate.question_before(turn)
    if question is not None:
        return question
    broken_off = _just_broken_off(turn)
    if broken_off is not None:
        greeting = [] if turn.kept else [turn.say("trouble.not_kept")]
        return doing.take_up(turn, broken_off, *greeting, turn.say("launch.back"))
    return doing.begin(turn, turn.profile.preferences)


def start(turn: Turn) -> Answer:
    """A routine by its own sentence, perhaps of a wanted length or level."""
    minutes, level = wanted_minutes(turn), wanted_level(turn)
    if turn.asking.get("kind") == "timer_length" and minutes is not None:
        return timers.set_(turn)
    if turn.asking.get("kind") == "ready":
        return ready(turn)
    if minutes is None and level is None:
        return launch(turn)
    question = gate.question_before(turn, minutes=minutes, level=level)
    if question is not None:
        return question
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return _nearest_length(turn, minutes, level)
    return doing.begin(turn, changed(turn.profile.preferences, minutes, level))


def ready(turn: Turn) -> Answer:
    """The person is ready: what was offered begins."""
    asked, minutes = turn.asking, wanted_minutes(turn)
    minutes = asked.get("minutes") if minutes is None else minutes
    level = wanted_level(turn) or asked.get("level")
    pace = asked.get("pace")
    today = {name: asked[name] for name in ("stance", "part", "only", "without") if name in asked}
    question = gate.question_before(turn, minutes=minutes, level=level, pace=pace, **today)
    wanted = changed(turn.profile.preferences, minutes, level, pace)
    return question or for_today.begin(turn, wanted, choice_in(asked))


def begin_with(turn: Turn, *, comes_back: bool) -> Answer:
    """Begin after it was asked whether an exercise that was left out comes back."""
    know(turn)
    exercise_id = turn.asking["exercise"]
    if comes_back:
        exercise, today = turn.content.catalog[exercise_id], circumstances(turn).today

        def change(profile: Profile) -> Profile:
            wanted = profile.preferences.bringing_back(exercise_id)
            doses = eased(profile.doses, exercise, wanted, today, to=0).told(exercise)
            return replace(profile, preferences=wanted, doses=doses)

        note_profile(turn, change)
    asked = turn.asking
    wanted = changed(
        turn.profile.preferences, asked.get("minutes"), asked.get("level"), asked.get("pace")
    )
    return gate.question_before(turn) or doing.begin(turn, wanted)


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
    if run is None or run.over or not is_recent(turn, run) or _is_somebody_elses(turn, run):
        return None
    elsewhere = bool(run.device) and run.device != turn.device
    busy = run.status is Status.UNDER_WAY and run.head.phase is Phase.GOING
    lately = turn.now - run.started_at < A_SECOND_DEVICE_WITHIN
    return None if elsewhere and busy and lately else run


def _is_somebody_elses(turn: Turn, run: Run) -> bool:
    """Whether another person of the house began it; a voice nobody knows may let it play on."""
    if turn.owner_of(run) == turn.user:
        return False
    return bool(turn.person) or playing_run(turn) is None


ANSWERS = {"LaunchRequest": launch, "StartRoutineIntent": start}
