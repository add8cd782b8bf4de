"""What a person wants of their routine: length, level, pace, detail, first side, back again."""

from collections.abc import Callable
from dataclasses import replace

from skill.alexa import doing
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences, change_profile, this_once
from skill.alexa.conversations import for_now, reminders, routine, timers
from skill.alexa.doing import aside
from skill.alexa.knowing import circumstances, know, latest_runs
from skill.alexa.turn import Turn
from skill.alexa.wanted import is_for_now, wanted_change, wanted_minutes
from skill.routine import progression
from skill.routine.exercise import Exercise, Side
from skill.routine.planner import NothingToDoError
from skill.routine.preferences import (
    LEAST_MINUTES,
    MOST_MINUTES,
    Detail,
    Level,
    Pace,
    Preferences,
)
from skill.routine.run import Kind
from skill.routine.standing import DoseReason, changes
from skill.store.port import Profile

_PACES = tuple(Pace)
_EFFORTS = frozenset({"easy", "right", "hard"})


def pace(turn: Turn) -> Answer:
    """Slower or faster by one notch, or back to normal."""
    know(turn)
    slot = turn.slot("pace")
    now = turn.profile.preferences.pace
    if slot is None or slot.id not in set(Pace):
        return ask(turn.say("wish.which_pace"), asking={"kind": "pace"})
    once = is_for_now(turn)
    if slot.id == Pace.NORMAL:
        if once:
            return for_now.pace(turn, Pace.NORMAL)
        return _changed(turn, lambda p: replace(p, pace=Pace.NORMAL), "wish.pace_normal")
    wanted = Pace(slot.id)
    notch = _notch(now, 1 if wanted is Pace.FASTER else -1)
    if notch is now:
        return tell(turn.say(f"wish.pace_already_{wanted}"))
    if once:
        return for_now.pace(turn, notch)
    return _changed(turn, lambda p: replace(p, pace=notch), f"wish.pace_{wanted}")


def length(turn: Turn) -> Answer:
    """A routine of so many minutes from now on; only this once where one is about to begin."""
    if turn.asking.get("kind") in timers.BEING_MADE:
        return timers.set_(turn)
    if turn.asking.get("kind") in reminders.TIMES_ASKED:
        return reminders.set_(turn)
    minutes, change, once = wanted_minutes(turn), wanted_change(turn), is_for_now(turn)
    if turn.asking.get("kind") == "ready" and minutes is not None and not change:
        return routine.start(turn)
    know(turn)
    present = _present_minutes(turn) if change else 0
    if minutes is None or present is None:
        asking = {"kind": "length", **({"once": True} if once else {})}
        return ask(turn.say("wish.which_length"), asking=asking)
    minutes = present + change * minutes if change else minutes
    nearest = min(max(minutes, LEAST_MINUTES), MOST_MINUTES)
    if once:
        return for_now.length(turn, nearest)
    key = "wish.length" if minutes == nearest else "wish.length_nearest"
    spoken = turn.content.count("minute", nearest)
    return _changed(turn, lambda p: replace(p, minutes=nearest), key, minutes=spoken)


def detail(turn: Turn) -> Answer:
    """More or less explanation."""
    know(turn)
    slot = turn.slot("detail")
    if slot is None or slot.id not in set(Detail):
        return ask(turn.say("wish.which_detail"), asking={"kind": "detail"})
    wanted = Detail(slot.id)
    if is_for_now(turn):
        question = turn.say(f"once.keep_detail_{wanted}")
        return for_now.only_for_good(turn, question, {"detail": wanted})
    return _changed(turn, lambda p: replace(p, detail=wanted), f"wish.detail_{wanted}")


def level(turn: Turn) -> Answer:
    """Gentler or stronger doses."""
    know(turn)
    slot = turn.slot("level")
    if slot is None or slot.id not in set(Level):
        once = {"once": True} if is_for_now(turn) else {}
        return ask(turn.say("wish.which_level"), asking={"kind": "level", **once})
    wanted = Level(slot.id)
    if is_for_now(turn):
        return for_now.level(turn, wanted)
    return _at_level(turn, wanted)


def effort(turn: Turn) -> Answer:
    """How hard it felt: after "hard" the two doses furthest above their least go down."""
    if turn.asking.get("kind") == "level":
        return ask(turn.say("wish.which_level"), asking=turn.asking)
    know(turn)
    slot = turn.slot("effort")
    felt = slot.id if slot and slot.id in _EFFORTS else "right"
    if felt != "hard":
        return aside(turn, turn.say(f"effort.{felt}"))
    today, done = circumstances(turn).today, _last_done(turn)

    def change(profile: Profile) -> Profile:
        doses = progression.after_hard(profile.doses, done, profile.preferences, today)
        return replace(profile, doses=doses)

    change_profile(turn, change)
    names = [
        turn.content.name(exercise.id)
        for exercise, standing in changes(turn.profile.doses, turn.content.catalog)
        if standing.reason is DoseReason.EASED and standing.day == today
    ]
    if not names:
        return aside(turn, turn.say("effort.hard_already"))
    said = turn.say("effort.hard", exercises=turn.content.listing(names))
    return aside(turn, said, *this_once(turn))


def side_first(turn: Turn) -> Answer:
    """The side to begin with."""
    know(turn)
    slot = turn.slot("side")
    now = turn.profile.preferences.side_first
    wanted = Side(slot.id) if slot and slot.id in set(Side) else now.other
    side = turn.say(f"side.{wanted}")
    if is_for_now(turn):
        question = turn.say("once.keep_side", side=side)
        return for_now.only_for_good(turn, question, {"side": wanted})
    return _changed(turn, lambda p: replace(p, side_first=wanted), "wish.side", side=side)


def bring_back(turn: Turn) -> Answer:
    """An exercise that is wanted again."""
    know(turn)
    exercise_id = _exercise(turn)
    left_out = turn.profile.preferences.left_out
    if not left_out:
        return tell(turn.say("wish.none_left_out"))
    if exercise_id is not None and exercise_id in left_out:
        return _brought_back(turn, exercise_id)
    names = [turn.content.name(id_) for id_ in turn.content.catalog if id_ in left_out]
    if len(names) == 1:
        asking = {"kind": "bring_back", "exercise": next(iter(left_out))}
        return ask(turn.say("wish.bring_back_it", exercise=names[0]), asking=asking)
    question = turn.say("wish.bring_back_which", exercises=turn.content.listing(names))
    return ask(question, asking={"kind": "bring_back_which"})


def bring_back_the_offered(turn: Turn) -> Answer:
    """Yes to the only one that is left out."""
    know(turn)
    return _brought_back(turn, turn.asking["exercise"])


def _brought_back(turn: Turn, exercise_id: str) -> Answer:
    exercise = turn.content.catalog[exercise_id]

    def change(profile: Profile) -> Profile:
        wanted = profile.preferences.bringing_back(exercise_id)
        return replace(
            profile, preferences=wanted, doses=progression.asked_back(profile.doses, exercise)
        )

    change_profile(turn, change)
    said = turn.say("wish.brought_back", exercise=turn.content.name(exercise_id))
    return tell(said, *this_once(turn))


def _at_level(turn: Turn, level_: Level) -> Answer:
    """Doses start anew at another level; what was eased lately stays so for its week."""
    given, catalog = circumstances(turn), turn.content.catalog

    def change(profile: Profile) -> Profile:
        now = replace(given, preferences=profile.preferences, doses=profile.doses)
        doses = progression.at_new_level(now, catalog, level_)
        wanted = replace(profile.preferences, level=level_)
        return replace(profile, preferences=wanted, doses=doses)

    change_profile(turn, change)
    standings = turn.profile.doses.standings
    held = [
        turn.content.name(exercise.id)
        for exercise in catalog.values()
        if exercise.code in standings and standings[exercise.code].is_held(given.today)
    ]
    names = turn.content.listing(held)
    stays = [turn.say("dose.held_at_level", exercises=names)] if held else []
    return tell(turn.say(f"wish.level_{level_}"), *stays, *this_once(turn))


def _last_done(turn: Turn) -> list[Exercise]:
    """The exercises of the newest routine: what the person speaks of."""
    run = next((run for run in latest_runs(turn) if run.kind is Kind.ROUTINE), None)
    steps = run.routine.steps if run else ()
    return [step.exercise for step in steps] or [*turn.content.catalog.values()]


def _present_minutes(turn: Turn) -> int | None:
    """How long a routine takes at present, in minutes; None where there is none to tell by."""
    preferences = turn.profile.preferences
    if preferences.minutes is not None:
        return preferences.minutes
    try:
        return doing.planned(turn, preferences).plan.minutes
    except NothingToDoError:
        return None


def _changed(
    turn: Turn, change: Callable[[Preferences], Preferences], key: str, **values: str
) -> Answer:
    change_preferences(turn, change)
    return tell(turn.say(key, **values), *this_once(turn))


def _notch(now: Pace, by: int) -> Pace:
    """The pace so many notches on, or the last there is."""
    return _PACES[min(max(_PACES.index(now) + by, 0), len(_PACES) - 1)]


def _exercise(turn: Turn) -> str | None:
    slot = turn.slot("exercise")
    return slot.id if slot else None


ANSWERS = {
    "ChangePaceIntent": pace,
    "EffortIntent": effort,
    "ChangeLengthIntent": length,
    "ChangeDetailIntent": detail,
    "ChangeLevelIntent": level,
    "SideFirstIntent": side_first,
    "BringBackIntent": bring_back,
}
