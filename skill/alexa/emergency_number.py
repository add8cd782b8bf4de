"""The number to call in an emergency: that of the country where the person is."""

from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.countries import country_of_zone


def emergency_number(turn: Turn) -> str:
    """The number in words, or "your local emergency number" where the country is not known.

    An Alexa device speaks the English of its country. Our own speaker may stand anywhere, so its
    time zone tells. The turn's profile must have been read.
    """
    country = _country_of_home(turn) if turn.hears_all else _country_of_locale(turn)
    key = f"emergency_number.{country.lower()}"
    return turn.say(key if key in turn.content.phrases else "emergency_number.unknown")


def _country_of_locale(turn: Turn) -> str:
    return str(getattr(turn.request, "locale", None) or "").rpartition("-")[2]


def _country_of_home(turn: Turn) -> str:
    zone = zone_of(turn)
    return country_of_zone(getattr(zone, "key", "")) or ""
