"""Changes of what a person wants."""

from collections.abc import Callable
from dataclasses import replace

from skill.alexa.keeping import missed, store_of
from skill.alexa.turn import Turn
from skill.routine.preferences import Preferences
from skill.store.port import Profile, StoreUnavailableError


def change_preferences(
    turn: Turn, change: Callable[[Preferences], Preferences], owner: str | None = None
) -> None:
    """Change the preferences, now and from now on; `turn.kept` is False if only for now."""
    change_profile(
        turn, lambda profile: replace(profile, preferences=change(profile.preferences)), owner
    )


def change_profile(
    turn: Turn, change: Callable[[Profile], Profile], owner: str | None = None
) -> None:
    """Change what is kept of a person, now and from now on.

    Args:
        turn: the request.
        change: what becomes of the profile.
        owner: whose; None for the one who speaks.
    """
    try:
        changed = store_of(turn).change_profile(owner or turn.user, change)
        turn.profile = changed if owner in (None, turn.user) else turn.profile
    except StoreUnavailableError as error:
        missed(turn, error)
        turn.profile = change(turn.profile)
