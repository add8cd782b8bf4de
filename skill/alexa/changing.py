"""Changes of what a person wants."""

from collections.abc import Callable
from dataclasses import replace

from skill.alexa.keeping import flush, mark_store_down, store_of
from skill.alexa.turn import Turn
from skill.routine.preferences import Preferences
from skill.store.port import Change, Profile, StoreUnavailableError


def change_preferences(
    turn: Turn, change: Callable[[Preferences], Preferences], owner: str | None = None
) -> None:
    """Change the preferences, now and from now on; `turn.kept` is False if only for now."""
    change_profile(
        turn, lambda profile: replace(profile, preferences=change(profile.preferences)), owner
    )


def change_profile(turn: Turn, change: Change, owner: str | None = None) -> None:
    """Change what is kept of a person, now and from now on.

    Args:
        turn: the request.
        change: what becomes of the profile.
        owner: whose; None for the one who speaks.
    """
    if owner in (None, turn.user):
        note_profile(turn, change)
        flush(turn)
        return
    try:
        store_of(turn).change_profile(str(owner), change)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)


def this_once(turn: Turn) -> list[str]:
    """What is said with a change that holds only for now, since the store is down; else nothing."""
    return [] if turn.kept else [turn.say("trouble.this_once")]


def note_profile(turn: Turn, change: Change) -> None:
    """Change what is kept of the person, with whatever else this turn keeps, or at its end."""
    turn.profile = change(turn.profile)
    before = turn.change
    turn.change = change if before is None else _one_after_the_other(before, change)


def _one_after_the_other(first: Change, then: Change) -> Change:
    def both(profile: Profile) -> Profile:
        return then(first(profile))

    return both
