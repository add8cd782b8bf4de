"""What is kept of a person, as JSON: for people who want to see it, and for tests."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from skill.content import load
from skill.routine.lengths import Lengths
from skill.routine.place import Place, place_at
from skill.routine.progress import first_day_of, local_day, reach_of, week_of
from skill.routine.run import Run, work_of
from skill.routine.score import timeline
from skill.store.port import Store
from skill.voiced import lengths_here

EVER = timedelta(days=36_500)


def stored_summary(
    store: Store, user: str, now: datetime, zone: tzinfo, voice: str | None = None
) -> dict[str, Any]:
    """All runs of a person, the oldest first, and the week that `now` is in.

    Args:
        store: where to look.
        user: whose runs.
        now: the present moment.
        zone: where the person lives.
        voice: in whose lengths places are read; None for estimated ones.
    """
    lengths = lengths_here(voice)(load())
    monday = first_day_of(local_day(now, zone))
    since, until = reach_of(monday)
    week = week_of(store.runs_between(user, since, until), monday, zone)
    runs = store.runs_between(user, now - EVER, now + EVER)
    return {
        "runs": [_run(run, lengths) for run in runs],
        "week": {
            "monday": monday.isoformat(),
            "days": sorted(day.isoformat() for day in week.days),
            "runs": week.runs,
            "finished": week.finished,
            "minutes": week.minutes,
            "exercises": list(week.exercises),
        },
    }


def _run(run: Run, lengths: Lengths) -> dict[str, Any]:
    ids = [step.exercise.id for step in run.routine.steps]
    return {
        "run": run.id,
        "started": run.started_at.isoformat(),
        "kind": run.kind.value,
        "status": run.status.value,
        "steps": ids,
        "steps_done": [ids[step] for step in sorted(run.done)],
        "cut_short": [ids[step] for step in sorted(run.cut_short)],
        "work_heard": [_work(run, number) for number in sorted(run.heard)],
        "place": None if run.over else _place(run, _place_of(run, lengths)),
    }


def _place_of(run: Run, lengths: Lengths) -> Place:
    line = timeline(run.step, run.segment_index, lengths, opens=run.head.opens)
    return place_at(line, run.head.step, run.head.offset_ms)


def _work(run: Run, number: int) -> dict[str, Any]:
    index, segment = work_of(number)
    step = run.routine.steps[index]
    work = step.segments[segment]
    side = work.side.value if work.side else None
    return {"exercise": step.exercise.id, "set": work.set, "side": side}


def _place(run: Run, place: Place) -> dict[str, Any]:
    return {
        "step": place.step,
        "exercise": run.step.exercise.id,
        "segment": run.segment.kind.value,
        "part": place.part.value,
        "set": place.set,
        "side": place.side.value if place.side else None,
        "rep": place.rep,
        "ms": place.ms,
        "offset_ms": run.head.offset_ms,
    }
