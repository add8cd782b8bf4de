"""One person is nudged: at most once for their week, whoever else is at it and whoever dies.

Alexa takes one event for each reference, and the reference is made of the account and the week.
So whoever takes over from somebody who died with a nudge in hand sends it again without harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from hashlib import sha256
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.jobs.notifier import HeldUpError, NotSentError, RefusedError
from skill.jobs.parts import Parts
from skill.jobs.tally import Tally
from skill.routine.nudge import Nudge, is_due
from skill.routine.progress import first_day_of, local_day
from skill.store.owner import owner
from skill.store.port import Store

IN_HAND = timedelta(minutes=5)
"""How long a nudge is in somebody's hands: far longer than it takes to send it."""
IsWorth = Callable[[Store, str, datetime, tzinfo], bool]
"""Whether an owner has something to hear at a moment, where they are."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What people are nudged for."""

    is_worth: IsWorth
    """Whether somebody has something to hear."""
    ahead: timedelta = timedelta()
    """How long before the time of the week that they asked for."""
    early: timedelta = timedelta()
    """How much too early will do, when clocks change in between."""


def nudge(
    parts: Parts, account: str, known: Nudge | None, due: datetime, occasion: Occasion
) -> Tally:
    """Tell somebody who is due, if there is something to hear.

    Args:
        parts: what to work with.
        account: whom.
        known: what they want to be told, as just read.
        due: the hour, in UTC.
        occasion: what for.

    Raises:
        HeldUpError: nobody can be told now.
        StoreUnavailableError: the store does not answer.
    """
    if parts.notifier is None or known is None or known.when is None or not known.allowed:
        return Tally(silent=1)
    person = owner(account, known.person)
    zone = _zone(parts.store, person)
    moved = _placed(parts, account, known, zone, due)
    is_time = is_due(known.when, zone, due + occasion.ahead, occasion.early)
    if not (is_time and occasion.is_worth(parts.store, person, due, zone)):
        return Tally(silent=1) + moved
    return _sent(parts, account, first_day_of(local_day(due, zone))) + moved


def _sent(parts: Parts, account: str, week: date) -> Tally:
    name, now = parts.new_name(), parts.clock.now()
    claim = partial(Nudge.claimed, week=week, by=name, now=now, until=now + IN_HAND)
    kept = parts.store.change_nudge(account, claim)
    if kept.claimed_by != name:
        # Whoever has it in hand may be dead: it is looked at again before the hour is done.
        in_hand = kept.week == week and kept.claimed_until is not None
        return Tally(failed=1) if in_hand else Tally(done_before=1)
    assert parts.notifier is not None  # noqa: S101 - see `nudge`
    try:
        parts.notifier.notify(account, reference(account, week), now)
    except RefusedError:
        parts.store.change_nudge(account, partial(Nudge.settled, by=name))
        return Tally(refused=1)
    except NotSentError as error:
        parts.store.change_nudge(account, partial(Nudge.released, by=name, now=now))
        if isinstance(error, HeldUpError):
            raise
        return Tally(failed=1)
    parts.store.change_nudge(account, partial(Nudge.settled, by=name, sent_at=now))
    return Tally(sent=1)


def reference(account: str, week: date) -> str:
    """The name of a nudge: the same for every attempt, and telling nobody whose it is."""
    return sha256(f"{account} {week}".encode()).hexdigest()[:40]


def _placed(parts: Parts, account: str, known: Nudge, zone: tzinfo, due: datetime) -> Tally:
    """Put somebody into the slot where they are due next, if it has become another one."""
    if known.placed(zone, due).slot == known.slot:
        return Tally()
    parts.store.change_nudge(account, partial(Nudge.placed, zone=zone, now=due))
    return Tally(moved=1)


def _zone(store: Store, person: str) -> tzinfo:
    try:
        return ZoneInfo(store.profile(person).zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
