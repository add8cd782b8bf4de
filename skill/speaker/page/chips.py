"""What can be said now, as examples to tap."""

_ALWAYS = ("How did I do this week?", "What can you do?")
_PLAYING = ("Pause", "Next", "Again", "How long is left?", "That hurts", "Slower")
_OPEN = ("Resume", "Start over", "Stop")
_IDLE = ("Start my back routine", "Do the cat cow stretch", "How long is my streak?")
_QUESTION = ("Yes", "No", "Help")


def chips_for(ring: str, *, is_open: bool) -> list[str]:
    """Examples, the likeliest first.

    Args:
        ring: what the device is doing, see `scene`.
        is_open: whether a routine is under way.
    """
    if ring == "listening":
        return [*_QUESTION]
    if ring == "playing":
        return [*_PLAYING]
    if ring in {"thinking", "speaking"}:
        return [*(_PLAYING[:3] if is_open else _QUESTION)]
    return [*(_OPEN if is_open else _IDLE), *_ALWAYS]
