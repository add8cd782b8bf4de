"""The slots of a request in plain values: ids, whole numbers, Amazon's notation."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from skill.understanding.heard import SlotJson

Plain: TypeAlias = str | int
_WHOLE_MINUTES = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?")


def plainly(slots: Mapping[str, SlotJson]) -> dict[str, Plain | list[Plain]]:
    """Every filled slot by name.

    A value is its id, or what was said where it resolves to none. A number is an integer. Where an
    intent takes its minutes as a number or as a duration, both are `minutes`.
    """
    plain: dict[str, Plain | list[Plain]] = {}
    for name, slot in slots.items():
        value = slot.get("slotValue")
        if value is None:
            continue
        minutes = _minutes(value) if name == "duration" and "minutes" in slots else None
        if minutes is not None:
            plain["minutes"] = minutes
        elif value["type"] == "List":
            plain[name] = [_plain(each) for each in value["values"]]
        else:
            plain[name] = _plain(value)
    return plain


def _plain(value: SlotJson) -> Plain:
    said: str = value["value"]
    for authority in value.get("resolutions", {}).get("resolutionsPerAuthority", ()):
        for match in authority.get("values", ()):
            id_: str = match["value"]["id"]
            return id_
    return int(said) if said.isdecimal() else said


def _minutes(value: SlotJson) -> int | None:
    found = _WHOLE_MINUTES.fullmatch(value["value"])
    return int(found[1] or 0) * 60 + int(found[2] or 0) if found else None
