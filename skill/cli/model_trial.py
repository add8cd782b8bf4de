"""Trying what a sentence is taken for."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from skill.clock import SystemClock
from skill.understanding import Candidate, Heard, Hearing, Moment, plainly


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a sentence."""

    heard: Heard
    """What it is taken for."""
    others: tuple[Candidate, ...]
    """What else it might have been, the likeliest first."""


def trial(locale: str, *, question_open: bool, playing: bool) -> Callable[[str], Tried]:
    """What tries sentences in a locale, in one moment of today."""
    hearing = Hearing.load(locale)
    now = SystemClock().now().astimezone()
    moment = Moment(question_open=question_open, playing=playing, now=now)

    def attempt(sentence: str) -> Tried:
        heard = hearing.hear(sentence, moment)
        candidates = hearing.candidates(sentence, moment)
        return Tried(heard, tuple(each for each in candidates if each.intent != heard.intent))

    return attempt


def line_of(tried: Tried) -> str:
    """What a sentence is taken for, as a line of JSON."""
    heard = tried.heard
    line = {
        "text": heard.text,
        "intent": heard.intent or heard.request,
        "slots": plainly(heard.slots),
        "score": heard.score,
    }
    if heard.ask:
        line["ask"] = heard.ask
    return json.dumps(line, ensure_ascii=False)


def table_of(tried: Tried) -> str:
    """What a sentence is taken for and the runners-up, a line each, with their scores."""
    heard = tried.heard
    slots = [f"{name}={value}" for name, value in plainly(heard.slots).items()]
    first = "  ".join([f"{heard.score:.2f}", heard.intent or heard.request, *slots])
    rest = [f"{other.score:.2f}    {other.intent}" for other in tried.others]
    return "\n".join([first, *rest])
