"""The state machine: `advance(run, event) -> (run, effects)`. Pure, and total over any order.

Track events only ever add to what is known (see `run`), so that the run they lead to depends
on which of them came, never on how often or in what order. What a person asks for opens a new
*play*, and thereby outdates every event of the plays before it.
"""

from dataclasses import replace
from functools import singledispatch

from skill.routine.effects import (
    Effect,
    EndForToday,
    Enqueue,
    NothingLeft,
    OfferToLeaveOut,
    Play,
    Silence,
)
from skill.routine.events import (
    Event,
    HurtSaid,
    NextAsked,
    OnlySideAsked,
    PauseAsked,
    PreviousAsked,
    RepeatAsked,
    ResumeAsked,
    Spot,
    StartAsked,
    StartOverAsked,
    StopAsked,
    TrackFailed,
    TrackFinished,
    TrackNearlyFinished,
    TrackSeen,
    TrackStarted,
    TrackStopped,
    TurnHeard,
    WarningSaid,
)
from skill.routine.growth import following, goes_on_at, heard, heard_to_the_end, is_of, with_work
from skill.routine.routine import Step
from skill.routine.run import Head, Phase, Run

HURTS_THAT_END_A_RUN = 2
"""After the second time in one run it ends (the rule of care)."""
HURTS_THAT_END_A_DAY = 3
"""After the third time in one day nothing more is done on it (the rule of care)."""
MOST_TRIES = 1
"""How often a track that failed is started again by itself."""

Outcome = tuple[Run, tuple[Effect, ...]]


def advance(run: Run, event: Event) -> Outcome:
    """What becomes of a run, and what is to be done, when this happens."""
    return _advance(event, run)


@singledispatch
def _advance(event: object, run: Run) -> Outcome:
    raise TypeError(f"{type(event).__name__} is no event of run {run.id}")


def is_enough(hurts: int, hurts_before: int) -> bool:
    """Whether it hurt so often that nothing more is done today.

    Args:
        hurts: how often in this run.
        hurts_before: how often earlier on the same day.
    """
    return hurts >= HURTS_THAT_END_A_RUN or hurts + hurts_before >= HURTS_THAT_END_A_DAY


def step_spoken_of(run: Run) -> Step:
    """The step that a word about the present exercise means."""
    return run.routine.steps[min(_step_last_heard(run), len(run.routine) - 1)]


# What the device reports ---------------------------------------------------------------------


@_advance.register
def _(event: TrackStarted, run: Run) -> Outcome:
    return heard(run, event.spot, event.offset_ms, Phase.GOING), ()


@_advance.register
def _(event: TrackNearlyFinished, run: Run) -> Outcome:
    known = heard(run, event.spot, 0, Phase.GOING)
    queued = _after(run, event.spot)
    if queued is None or not _may_follow(known, queued):
        return known, ()
    return known, (Enqueue(queued, event.spot, event.spot.then_ms or 0),)


@_advance.register
def _(event: TrackFinished, run: Run) -> Outcome:
    return heard_to_the_end(run, event.spot), ()


@_advance.register
def _(event: TrackStopped, run: Run) -> Outcome:
    # Some devices tell 0 with the word that paused them, and where they stopped a moment later.
    is_here = (run.head.play, run.head.step) == (event.spot.play, event.spot.step)
    phase = run.head.phase if is_here and run.head.phase >= Phase.PAUSED else Phase.SILENT
    return heard(run, event.spot, event.offset_ms, phase), ()


@_advance.register
def _(event: TrackSeen, run: Run) -> Outcome:
    if event.ended:
        return heard_to_the_end(run, event.spot), ()
    return heard(run, event.spot, event.offset_ms, Phase.GOING), ()


@_advance.register
def _(event: TrackFailed, run: Run) -> Outcome:
    if event.spot.tries >= MOST_TRIES:
        # "Next" must lead past it, though nothing of it was heard.
        return run if event.sounding else heard(run, event.spot, 0, Phase.SILENT), ()
    if not _is_wanted(run, event.spot):
        return run, ()
    again = replace(event.spot, tries=event.spot.tries + 1)
    if event.sounding:
        return run, (Enqueue(again, event.sounding),)
    own_track = event.spot.then_ms is None
    is_here = own_track and (run.head.play, *run.head.place) == (event.spot.play, *event.spot.place)
    return run, (Play(again, run.head.offset_ms if is_here else 0),)


# What the person asks for --------------------------------------------------------------------


@_advance.register
def _(_: StartAsked, run: Run) -> Outcome:
    return _play(run, 0)


@_advance.register
def _(event: ResumeAsked, run: Run) -> Outcome:
    segment = run.segment_index if event.segment is None else event.segment
    return _play(run, run.head.step, segment, event.at_ms, gets_ready=event.gets_ready)


@_advance.register
def _(event: OnlySideAsked, run: Run) -> Outcome:
    step = run.head.step
    if step >= len(run.routine) or not run.step.exercise.each_side:
        return run, ()
    known = replace(run, routine=run.routine.with_only(step, event.side, event.length_ms))
    segment = goes_on_at(run, event.side)
    if segment is None:
        return _play(replace(known, done=known.done | {step}), step + 1)
    from_ms = event.at_ms if segment == run.segment_index else 0
    return _play(known, step, segment, from_ms, gets_ready=event.gets_ready and segment > 0)


@_advance.register
def _(_: NextAsked, run: Run) -> Outcome:
    if run.head.due:
        return _play(run, run.head.step)
    return _play(_cut_short(run), run.head.step + 1)


@_advance.register
def _(_: PreviousAsked, run: Run) -> Outcome:
    return _play(run, max(0, min(run.head.step, len(run.routine)) - 1))


@_advance.register
def _(_: RepeatAsked, run: Run) -> Outcome:
    return _play(run, _step_last_heard(run))


@_advance.register
def _(_: StartOverAsked, run: Run) -> Outcome:
    return _play(run, 0)


@_advance.register
def _(_: PauseAsked, run: Run) -> Outcome:
    return _fallen_silent(run, Phase.PAUSED), (Silence(),)


@_advance.register
def _(_: StopAsked, run: Run) -> Outcome:
    return _fallen_silent(run, Phase.STOPPED), (Silence(),)


@_advance.register
def _(_: HurtSaid, run: Run) -> Outcome:
    step = min(_step_last_heard(run), len(run.routine) - 1)
    beyond = _waiting_at(replace(_cut_short(run), hurts=run.hurts + 1), step + 1)
    if is_enough(beyond.hurts, beyond.hurts_before):
        return _fallen_silent(beyond, Phase.STOPPED), (Silence(), EndForToday())
    return beyond, (Silence(), OfferToLeaveOut(run.routine.steps[step].exercise.id))


@_advance.register
def _(_: WarningSaid, run: Run) -> Outcome:
    step = min(_step_last_heard(run), len(run.routine) - 1)
    return _fallen_silent(_waiting_at(_cut_short(run), step + 1), Phase.STOPPED), (Silence(),)


@_advance.register
def _(event: TurnHeard, run: Run) -> Outcome:
    if event.step >= len(run.routine):
        return run, ()
    if not event.whole:
        begun = Spot(run.head.play, event.step, event.step)
        return heard(run, begun, 0, Phase.SILENT), ()
    last = (event.step, run.routine.steps[event.step].last_work)
    return _waiting_at(with_work(run, (event.step, 0), last), event.step + 1), ()


# What plays, and where it waits ---------------------------------------------------------------


def _play(
    run: Run, step: int, segment: int = 0, from_ms: int = 0, *, gets_ready: bool = False
) -> Outcome:
    if step >= len(run.routine):
        return _waiting_at(run, len(run.routine)), (Silence(), NothingLeft())
    spot = Spot(run.head.play + 1, step, step, segment=segment, first_segment=segment)
    head = Head(spot.play, step, from_ms, Phase.GOING, step, segment, segment)
    if gets_ready:
        return replace(run, head=head), (Play(replace(spot, then_ms=from_ms), 0),)
    return replace(run, head=head), (Play(spot, from_ms),)


def _waiting_at(run: Run, step: int) -> Run:
    return replace(run, head=Head(run.head.play + 1, step, 0, Phase.SILENT, step))


def _fallen_silent(run: Run, phase: Phase) -> Run:
    return replace(run, head=replace(run.head, phase=max(phase, run.head.phase)))


def _cut_short(run: Run) -> Run:
    step = run.head.step
    if step >= len(run.routine) or step in run.done or run.head.due:
        return run
    return replace(run, cut_short=run.cut_short | {step})


def _step_last_heard(run: Run) -> int:
    """The exercise that the person speaks of: in the rest after a step that one, not the next."""
    step = run.head.step
    return step - 1 if run.head.due and step - 1 in run.done else step


# Tracks among themselves -----------------------------------------------------------------------


def _after(run: Run, spot: Spot) -> Spot | None:
    """The track that is heard after another; None after the last."""
    if not is_of(run, spot):
        return None
    if spot.then_ms is not None:
        return replace(spot, tries=0, then_ms=None)
    step, segment = following(run, spot)
    if step >= len(run.routine):
        return None
    return Spot(spot.play, spot.first, step, 0, segment, spot.first_segment)


def _may_follow(run: Run, spot: Spot) -> bool:
    """Whether a track may still be queued: not behind us, not sounding, not silenced by a word."""
    head = run.head
    if head.play != spot.play:
        return head.play < spot.play
    is_ahead = head.place < spot.place or (head.place == spot.place and _is_untouched(run, spot))
    return is_ahead and head.phase < Phase.PAUSED


def _is_untouched(run: Run, spot: Spot) -> bool:
    """Whether nothing is known to be heard of a track whose place the run stands at."""
    return run.head.offset_ms == 0 or spot.opens


def _is_wanted(run: Run, spot: Spot) -> bool:
    """Whether a track that failed is still the one to be heard, now or next."""
    head = run.head
    if not is_of(run, spot):
        return False
    if head.play != spot.play:
        return head.play < spot.play
    return head.place <= spot.place and head.phase < Phase.PAUSED
