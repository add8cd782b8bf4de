"""A run whose tracks are not all to be had, made into one that can be heard.

On AWS only what was published sounds. A plan takes no other steps; but a run may be older than what
was published last, and somebody may have published too little.
"""

from dataclasses import replace

from skill.alexa import perform
from skill.alexa.knowing import latest_runs
from skill.alexa.turn import Turn
from skill.routine.advance import BEGUN_MS
from skill.routine.events import Spot
from skill.routine.place import offset_of, place_at
from skill.routine.planner import Plan, plan
from skill.routine.preferences import Preferences
from skill.routine.progress import times_done
from skill.routine.run import Run


class NothingToHearError(Exception):
    """There is no sound for any exercise that is wanted: publish the tracks."""


def audible_plan(turn: Turn, preferences: Preferences) -> tuple[Plan, bool]:
    """A plan of steps that can be heard, and whether it is just what was wanted.

    Raises:
        NothingToDoError: every exercise is left out.
        NothingToHearError: there is no sound for any that is not.
    """
    in_turns = not turn.has_player
    times = times_done(latest_runs(turn))
    most_sets = {"most_sets": 1} if in_turns else {}
    wanted = plan(turn.content.catalog, preferences, turn.sound.lengths, times, **most_sets)
    routine = turn.sound.nearest(wanted.routine, in_turns=in_turns)
    unheard = [s.exercise.id for s in routine.steps if not turn.sound.has(s, in_turns=in_turns)]
    if not unheard:
        return replace(wanted, routine=routine), routine == wanted.routine
    if len(unheard) == len(routine):
        raise NothingToHearError("no track of what is wanted was published")
    # What goes before it may only be missing because its track names this one.
    left, _ = audible_plan(turn, preferences.leaving_out(unheard[-1]))
    return left, False


def audible(turn: Turn, run: Run) -> Run:
    """The run with steps that can be heard, at the same place; itself where all can."""
    in_turns = not perform.plays_tracks(turn, run)
    routine = turn.sound.nearest(run.routine, in_turns=in_turns)
    if routine == run.routine:
        return run
    changed = replace(run, routine=routine)
    if run.over or run.head.due:
        return changed
    place = place_at(turn.sound.timeline(run.step), run.head.step, run.head.offset_ms)
    offset_ms = offset_of(turn.sound.timeline(changed.step), place)
    return replace(changed, head=replace(run.head, offset_ms=max(BEGUN_MS, offset_ms)))


def is_heard(turn: Turn, run: Run, spot: Spot) -> bool:
    """Whether there is a sound for a step of a run."""
    in_turns = not perform.plays_tracks(turn, run)
    return turn.sound.has(run.routine.steps[spot.step], in_turns=in_turns)
