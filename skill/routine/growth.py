"""How a run grows by what was heard of its tracks: work is done, and the head moves on."""

from dataclasses import replace

from skill.routine.events import Spot
from skill.routine.exercise import Side
from skill.routine.run import Head, Phase, Run, work_number
from skill.routine.score import REST_MS

BEGUN_MS = 1
"""Where a track stands at the least once it has begun; 0 says that nothing of it was heard."""


def heard(run: Run, spot: Spot, offset_ms: int, phase: Phase) -> Run:
    """A track was heard up to an offset: so were the tracks before it in the same play."""
    if not is_of(run, spot):
        return run
    if 0 < spot.done_ms <= offset_ms:
        return heard_to_the_end(run, spot, phase)
    if spot.is_whole:
        offset_ms = min(offset_ms, BEGUN_MS)  # of what the step is made now, no more is known
    if spot.tries and spot.segment == 0:
        offset_ms = max(offset_ms, REST_MS + 1)  # or "next" would lead to it once more
    if spot.then_ms is not None:
        offset_ms = spot.then_ms
    known = with_work(run, spot.begin, _before(spot))
    return _at(known, spot, spot.place, max(BEGUN_MS, offset_ms), phase)


def heard_to_the_end(run: Run, spot: Spot, phase: Phase = Phase.GOING) -> Run:
    """A track was heard to its end, or to its last release: what follows it is due."""
    if not is_of(run, spot):
        return run
    if spot.then_ms is not None:
        return heard(run, spot, 0, phase)
    until = (spot.step, len(run.routine.steps[spot.step].segments)) if spot.is_whole else spot.place
    return _at(with_work(run, spot.begin, until), spot, following(run, spot), 0, phase)


def with_work(run: Run, begin: tuple[int, int], until: tuple[int, int]) -> Run:
    """The run with all work done from one segment to another, both included."""
    work = [
        (step, segment)
        for step in range(begin[0], until[0] + 1)
        for segment in run.routine.steps[step].work
        if begin <= (step, segment) <= until
    ]
    done = {step for step, segment in work if segment == run.routine.steps[step].last_work}
    return replace(
        run, heard=run.heard | {work_number(*each) for each in work}, done=run.done | done
    )


def _at(run: Run, spot: Spot, place: tuple[int, int], offset_ms: int, phase: Phase) -> Run:
    step, segment = place
    head = Head(spot.play, step, offset_ms, phase, spot.first, segment, spot.first_segment)
    return replace(run, head=max(run.head, head))


def goes_on_at(run: Run, side: Side) -> int | None:
    """Where the exercise at the head goes on if one side alone is wanted; None if that is done.

    The lead leads to the side that comes first, so it is left for the other one.
    """
    step, here = run.step, run.segment_index
    if here == 0 and step.sides[0] is side:
        return here
    left = [
        n for n in replace(step, only=side).work if work_number(run.head.step, n) not in run.heard
    ]
    return left[0] if left else None


def is_of(run: Run, spot: Spot) -> bool:
    """Whether the routine has such a track."""
    if spot.step >= len(run.routine):
        return False
    return spot.segment < len(run.routine.steps[spot.step].segments)


def _before(spot: Spot) -> tuple[int, int]:
    """The last place before a track: of its step, or none of it."""
    return spot.step, spot.segment - 1


def following(run: Run, spot: Spot) -> tuple[int, int]:
    """Step and segment after those of a track; the step may be one that there is not."""
    segment = None if spot.is_whole else run.routine.steps[spot.step].after(spot.segment)
    return (spot.step + 1, 0) if segment is None else (spot.step, segment)
