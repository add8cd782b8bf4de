"""What can be said now, as examples to tap."""

from collections.abc import Mapping

from skill.speaker.page.halt import Mood

_OPEN_QUESTIONS = {"anything", "explain", "length", "level", "timer_length", "which"}
_OPEN_ENDINGS = ("_when", "_which")


def takes_yes_or_no(ring: str, question: str | None) -> bool:
    """Whether a question is open that yes or no answers.

    Args:
        ring: what the device is doing, see `scene`.
        question: the kind of the question that the skill asked; None for none.
    """
    if question is None:
        return ring == "listening"
    return question not in _OPEN_QUESTIONS and not question.endswith(_OPEN_ENDINGS)


def effort_chips(text: Mapping[str, str]) -> list[str]:
    """What tells how hard a routine was."""
    return [text["chips.easy"], text["chips.right"], text["chips.hard"]]


def chips_for(ring: str, text: Mapping[str, str], mood: Mood, *, asks: bool = False) -> list[str]:
    """Examples, the likeliest first; after pain, what helps comes first.

    Args:
        ring: what the device is doing, see `scene`.
        text: what the page shows.
        mood: how the person is met.
        asks: whether yes and no are shown already, as buttons.
    """
    if mood in {Mood.HURT, Mood.REST}:
        return _careful(text, mood)
    moving = [text["chips.pause"], text["chips.next"], text["chips.again"]]
    if asks:
        return [text["chips.help_now"]]
    if ring == "listening":
        return [text["chips.yes"], text["chips.no"], text["chips.help_now"]]
    if ring == "playing":
        return [*moving, text["chips.left"], text["chips.slower"]]
    if ring in {"thinking", "speaking"}:
        return moving if mood is Mood.GOING else [text["chips.help_now"]]
    paused = [text["chips.resume"], text["chips.over"], text["chips.stop"]]
    idle = [text["chips.start"], text["chips.stretch"], text["chips.streak"]]
    return [*(paused if mood is Mood.GOING else idle), text["chips.week"], text["chips.help"]]


def _careful(text: Mapping[str, str], mood: Mood) -> list[str]:
    if mood is Mood.REST:
        return [text["chips.doctor"], text["chips.week"], text["chips.help"]]
    return [text["chips.enough"], text["chips.doctor"], text["chips.go_on"]]
