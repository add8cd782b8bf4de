"""How doses stand, as facts of a profile's row: a short text for each exercise."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from skill.routine.exercise import Dose
from skill.routine.standing import DoseReason, Doses, Standing

_NO_DAY = "-"
_TOLD, _UNTOLD = "t", "n"


def doses_row(doses: Doses) -> dict[str, Any]:
    """Doses as facts of a row; None for what there is none of."""
    standings = (f"{code} {_written(each)}" for code, each in doses.standings.items())
    most = (f"{code} {amount}" for code, amount in doses.most.items())
    asks_on = (f"{code} {_day(day)}" for code, day in doses.asks_on.items())
    return {
        "doses": frozenset(standings) or None,
        "most": frozenset(most) or None,
        "asks_on": frozenset(asks_on) or None,
        "doses_since": _day(doses.since) if doses.since else None,
        "raised_on": _day(doses.raised_on) if doses.raised_on else None,
        "rises_from": _day(doses.rises_from) if doses.rises_from else None,
    }


def read_doses(facts: Mapping[str, Any]) -> Doses:
    """The doses that a row tells.

    Raises:
        ValueError: it tells what this version does not know.
    """

    def day(name: str) -> date | None:
        return _read_day(facts[name]) if facts.get(name) else None

    return Doses(
        standings={code: _standing(words) for code, words in _pairs(facts.get("doses", ()))},
        most={code: int(words) for code, words in _pairs(facts.get("most", ()))},
        asks_on={code: _read_day(words) for code, words in _pairs(facts.get("asks_on", ()))},
        since=day("doses_since"),
        raised_on=day("raised_on"),
        rises_from=day("rises_from"),
    )


def _written(standing: Standing) -> str:
    """`12.1 11.1 earned 20261130 - t`: dose, dose before, reason, day, held until, told."""
    held = _day(standing.held_until) if standing.held_until else _NO_DAY
    told = _TOLD if standing.told else _UNTOLD
    doses = f"{_dose(standing.dose)} {_dose(standing.before)}"
    return f"{doses} {standing.reason} {_day(standing.day)} {held} {told}"


def _standing(text: str) -> Standing:
    dose, before, reason, day, held, told = text.split()
    return Standing(
        dose=_read_dose(dose),
        before=_read_dose(before),
        reason=DoseReason(reason),
        day=_read_day(day),
        held_until=None if held == _NO_DAY else _read_day(held),
        told=told == _TOLD,
    )


def _dose(dose: Dose) -> str:
    return f"{dose.amount}.{dose.sets}"


def _read_dose(text: str) -> Dose:
    amount, sets = map(int, text.split("."))
    return Dose(amount, sets)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _read_day(text: str) -> date:
    return date.fromisoformat(text)


def _pairs(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in sorted(texts):
        code, _, words = text.partition(" ")
        yield code, words
