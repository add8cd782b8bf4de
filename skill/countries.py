"""The country that a time zone lies in, as the tz database tells."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_DATABASE = files("tzdata") / "zoneinfo"


def country_of_zone(name: str) -> str | None:
    """The country of a zone such as `Europe/London`, as two letters of ISO 3166.

    Older names (`Asia/Calcutta`) are those of the zone that they are a link to. None for a zone of
    no country, such as `UTC`.
    """
    countries = _countries()
    if name not in countries:
        name = _links().get(name, name)
    return countries.get(name)


@cache
def _countries() -> Mapping[str, str]:
    """Zone -> country: `zone.tab` has a line for each, the country first and the zone third."""
    rows = (line.split("\t") for line in _lines("zone.tab"))
    return {zone: country for country, _, zone, *_ in rows}


@cache
def _links() -> Mapping[str, str]:
    """Old name -> zone: lines `L zone name` of the database's own text form."""
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    return {name: zone for _, zone, name in links}


def _lines(file: str) -> Iterator[str]:
    text = (_DATABASE / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
