"""Runs, out of the store and into it, with a store that may be down."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from skill.alexa.token import Account
from skill.alexa.turn import Turn
from skill.routine.advance import advance
from skill.routine.effects import Effect
from skill.routine.events import Event, TrackEvent
from skill.routine.run import Kind, Run
from skill.store.port import StoreUnavailableError

_log = logging.getLogger(__name__)
LATEST = 20
"""Runs that are looked at for how often an exercise was done; older ones count as forgotten."""
TAKEN_UP_WITHIN = timedelta(hours=4)
"""A run begun longer ago is no longer taken up by a launch, only by "resume"."""


def current_run(turn: Turn) -> Run | None:
    """The run that the person means: the one on this device, or else their latest open one.

    What the device says of itself by the way is taken into account, so that a playback event
    that was lost is made up for here.
    """
    run = turn.run or _run_on_device(turn)
    if run is None or (run.over and turn.run is None):
        newest = open_run(latest_runs(turn))
        run = max((r for r in (run, newest) if r), key=lambda r: r.id, default=None)
    return replace(run, hurts=max(run.hurts, turn.hurts)) if run else None


def latest_runs(turn: Turn) -> Sequence[Run]:
    """The newest runs, the newest first, read once in a turn; none when the store is down."""
    if turn.runs is None:
        try:
            turn.runs = turn.coach.store.latest_runs(turn.user, LATEST)
        except StoreUnavailableError as error:
            missed(turn, error)
            turn.runs = ()
    return turn.runs


def open_run(runs: Sequence[Run]) -> Run | None:
    """The newest routine that is not over."""
    return next((run for run in runs if run.kind is Kind.ROUTINE and not run.over), None)


def load_profile(turn: Turn) -> None:
    """Read what is kept of the person; `turn.kept` is False when the store is down."""
    try:
        turn.profile = turn.coach.store.profile(turn.user)
    except StoreUnavailableError as error:
        missed(turn, error)


def happen(turn: Turn, run: Run, event: Event) -> tuple[Run, tuple[Effect, ...]]:
    """Let something happen to a run, and keep what becomes of it."""
    run, effects = advance(run, event)
    return keep(turn, run), effects


def keep(turn: Turn, run: Run) -> Run:
    """Keep a run; when the store is down it goes on, and its tracks' tokens hold the account."""
    try:
        stored = turn.coach.store.merge_run(turn.user, run)
    except StoreUnavailableError as error:
        missed(turn, error)
        return run
    return replace(stored, hurts=run.hurts, head=run.head)


def missed(turn: Turn, error: StoreUnavailableError) -> None:
    """Note that the store is down: playing goes on without it."""
    turn.kept = False
    _log.warning("the store is down, going on without it: %s", error)


def learn(turn: Turn, account: Account, event: TrackEvent) -> tuple[Run, tuple[Effect, ...]]:
    """Let a device's report add to what is kept, and act on all that is then known.

    The token's own account may be older than the person's last word, which only the store has.
    """
    known, _ = advance(account.run, event)
    try:
        known = replace(turn.coach.store.merge_run(turn.user, known), hurts=known.hurts)
    except StoreUnavailableError as error:
        missed(turn, error)
    return advance(known, event)


def _run_on_device(turn: Turn) -> Run | None:
    """The run whose track plays or played last here, with what the device says of it."""
    if turn.account is None:
        return None
    run = turn.account.run
    stored = next((kept for kept in latest_runs(turn) if kept.id == run.id), run)
    merged = run.merged(stored)
    return advance(merged, turn.seen)[0] if turn.seen else merged
