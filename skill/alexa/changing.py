"""Changes of what a person wants."""

from collections.abc import Callable
from dataclasses import replace

from skill.alexa.keeping import missed, store_of
from skill.alexa.turn import Turn
from skill.routine.preferences import Preferences
from skill.store.port import Profile, StoreUnavailableError


def change_preferences(turn: Turn, change: Callable[[Preferences], Preferences]) -> None:
    """Change the preferences, now and from now on; `turn.kept` is False if only for now."""
    change_profile(turn, lambda profile: replace(profile, preferences=change(profile.preferences)))


def change_profile(turn: Turn, change: Callable[[Profile], Profile]) -> None:
    """Change what is kept of a person, now and from now on."""
    try:
        turn.profile = store_of(turn).change_profile(turn.user, change)
    except StoreUnavailableError as error:
        missed(turn, error)
        turn.profile = change(turn.profile)
