"""Writes down a conversation, for a program or for a person."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from skill.alexa.token import segment_of
from skill.content import load
from skill.speaker.device.journal import (
    Broken,
    Completed,
    Elsewhere,
    Heard,
    Launched,
    Line,
    Played,
    Said,
    Sent,
    Stored,
)
from skill.speaker.device.profile import Json

_BUTTON = "PlaybackController."
_KINDS = {Elsewhere: "elsewhere", Launched: "task", Completed: "completed", Broken: "error"}
Write = Callable[[str], None]
"""Takes one line of text."""


def as_json(at_ms: int, line: Line) -> Json:
    """A line as an object: `at` in seconds since the start, `kind`, and what belongs to it."""
    return {"at": at_ms / 1000, **_fields(line)}


def _fields(line: Line) -> Json:
    match line:
        case Heard(text, intent, slots):
            return {"kind": "heard", "text": text, "intent": intent, "slots": slots}
        case Said(text, ssml, reprompt, session_is_open):
            session = "open" if session_is_open else "closed"
            said = {"kind": "said", "text": text, "ssml": ssml, "reprompt": reprompt}
            return {**said, "session": session}
        case Played(token, url, exercise, from_ms, to_ms, ended):
            stream = {"kind": "played", "token": token, "url": url, "exercise": exercise}
            moments = {"from_ms": from_ms, "to_ms": to_ms, "ended": ended}
            return {**stream, **_segment(token), **moments}
        case Sent(kind, token, offset_ms):
            return {"kind": "event", "type": kind, "token": token, "offset_ms": offset_ms}
        case Elsewhere() | Launched() | Completed() | Broken():
            return {"kind": _KINDS[type(line)], **asdict(line)}
        case Stored(summary):
            return {"kind": "stored", **summary}


def _segment(token: str) -> Json:
    """What the skill's token tells of a track; nothing of that of another skill."""
    segment = segment_of(token, load().catalog)
    if segment is None:
        return {"segment": None, "set": None, "side": None}
    side = segment.side.value if segment.side else None
    return {"segment": segment.kind.value, "set": segment.set, "side": side}


def json_lines(write: Write) -> Callable[[int, Line], None]:
    """A journal that writes each line as JSON."""
    return lambda at_ms, line: write(json.dumps(as_json(at_ms, line), ensure_ascii=False))


def plain_lines(write: Write) -> Callable[[int, Line], None]:
    """A journal to be read by a person; events are left out, as nobody hears them."""
    return _Plain(write)


class _Plain:
    """Writes lines for a person; those of an exercise's tracks are one, when the last has ended."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._played: list[tuple[int, Played]] = []

    def __call__(self, at_ms: int, line: Line) -> None:
        if isinstance(line, Played):
            if self._played and self._played[-1][1].exercise != line.exercise:
                self._tell_what_was_played()
            self._played.append((at_ms, line))
            return
        for text in _plain(line):
            self._tell_what_was_played()
            self._tell(at_ms, text)

    def _tell_what_was_played(self) -> None:
        if self._played:
            at_ms, last = self._played[-1]
            tracks = ", ".join(_track(played) for _, played in self._played)
            self._tell(at_ms, f"   ♪    {last.exercise or last.token}: {tracks}")
        self._played = []

    def _tell(self, at_ms: int, text: str) -> None:
        self._write(f"{_clock(at_ms):>9}  {text}")


def _plain(line: Line) -> Iterator[str]:
    match line:
        case Heard(text):
            yield f"You:    {text}"
        case Elsewhere(text, why):
            yield f"You:    {text} (Alexa answers herself: {why})"
        case Said(text):
            yield f"Alexa:  {text}"
        case Launched() | Completed():
            yield _task(line)
        case Broken(reason):
            yield f"ERROR:  {reason}"
        case Stored(summary):
            yield from _stored(summary)
        case Sent(kind) if kind.startswith(_BUTTON):
            button = kind.removeprefix(_BUTTON).removesuffix("CommandIssued")
            yield f"You:    (press {button.lower()})"
        case _:
            pass


def _track(played: Played) -> str:
    """A track in a few words: `lead`, `work from 0:42`, `right of set 2, stopped at 0:12`."""
    segment = segment_of(played.token, load().catalog)
    ended = "" if played.ended == "finished" else f", {played.ended}"
    if segment is None:
        return f"{_clock(played.from_ms)} to {_clock(played.to_ms)}{ended}"
    name = str(segment.side) if segment.is_work and segment.side else segment.kind.value
    name += f" of set {segment.set}" if segment.is_work and segment.set > 1 else ""
    begun = f" from {_clock(played.from_ms)}" if played.from_ms else ""
    return f"{name}{begun}{ended} at {_clock(played.to_ms)}" if ended else f"{name}{begun}"


def _task(line: Launched | Completed) -> str:
    if isinstance(line, Completed):
        return f"   ✓    the task has ended: {line.code} {line.message}"
    with_ = "".join(f" {name}={value}" for name, value in line.input.items())
    return f"Alexa's routine: {line.task}{with_}"


def _stored(summary: Json) -> Iterator[str]:
    for run in summary["runs"]:
        done = ", ".join(run["steps_done"]) or "nothing done"
        yield f"Stored: run of {run['started']}, {run['status']}: {done}"
    week = "; ".join(f"{name} {_listed(value)}" for name, value in summary["week"].items())
    yield f"Stored: week: {week}"


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _clock(at_ms: int) -> str:
    minutes, seconds = divmod(at_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
