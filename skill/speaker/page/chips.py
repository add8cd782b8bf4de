"""What can be said now, as examples to tap."""

from collections.abc import Mapping


def chips_for(ring: str, text: Mapping[str, str], *, is_open: bool) -> list[str]:
    """Examples, the likeliest first.

    Args:
        ring: what the device is doing, see `scene`.
        text: what the page shows.
        is_open: whether a routine is under way.
    """
    question = [text["chips.yes"], text["chips.no"], text["chips.help_now"]]
    moving = [text["chips.pause"], text["chips.next"], text["chips.again"]]
    if ring == "listening":
        return question
    if ring == "playing":
        return [*moving, text["chips.left"], text["chips.hurts"], text["chips.slower"]]
    if ring in {"thinking", "speaking"}:
        return moving if is_open else question
    paused = [text["chips.resume"], text["chips.over"], text["chips.stop"]]
    idle = [text["chips.start"], text["chips.stretch"], text["chips.streak"]]
    return [*(paused if is_open else idle), text["chips.week"], text["chips.help"]]
