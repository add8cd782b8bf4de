"""What a person wants of a routine, as the page's form has it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from skill.routine.exercise import Side
from skill.routine.preferences import (
    LEAST_MINUTES,
    MOST_MINUTES,
    Detail,
    Level,
    Pace,
    Preferences,
)


class WishError(ValueError):
    """The form holds what cannot be wished; the message says what can."""


def wished(
    before: Preferences,
    form: Mapping[str, str],
    wanted: Sequence[str],
    catalog: Sequence[str],
    text: Mapping[str, str],
) -> Preferences:
    """The preferences that a form tells.

    Args:
        before: as they were; what the form does not tell stays.
        form: `minutes` (empty for as long as it takes), `level`, `pace`, `detail`, `side_first`.
        wanted: ids of the exercises that are wanted.
        catalog: ids of all exercises there are.
        text: what the page shows.

    Raises:
        WishError: a value is none that there is, or no exercise is left.
    """
    if not set(wanted) & set(catalog):
        raise WishError(text["wishes.one_exercise"])
    try:
        return replace(
            before,
            minutes=_minutes(form.get("minutes", ""), text),
            level=Level(form.get("level", before.level)),
            pace=Pace(form.get("pace", before.pace)),
            detail=Detail(form.get("detail", before.detail)),
            side_first=Side(form.get("side_first", before.side_first)),
            left_out=frozenset(catalog) - frozenset(wanted),
        )
    except WishError:
        raise
    except ValueError as error:
        raise WishError(text["wishes.unknown"].format(value=error)) from error


def _minutes(told: str, text: Mapping[str, str]) -> int | None:
    if not told.strip():
        return None
    if not told.strip().isdecimal() or not LEAST_MINUTES <= int(told) <= MOST_MINUTES:
        reach = {"least": LEAST_MINUTES, "most": MOST_MINUTES}
        raise WishError(text["wishes.minutes_wrong"].format(**reach))
    return int(told)
