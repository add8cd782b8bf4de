"""A conversation as data: a YAML file in this folder.

    about: what it shows, in a sentence
    start: 2026-11-16T07:00          when it begins, local time
    tz: Europe/Berlin                default UTC
    device: echo-show                default: once on local, and once on echo-dot
    faults: [reminders=429]          what is wrong with Alexa's services (optional)
    script: |                        as `back-routine talk` takes it, with its @expect lines
      start my back routine
      @expect are you ready
    heard: [LaunchRequest]           every intent, in order (optional)
    played:                          every stretch of a stream, in order (optional)
      - {exercise: pelvic-tilt, segment: work, ended: stopped}
      - nerve-glide lead left right      several in a row, each from its start to its end
    completed:                       how each task ended (optional)
      - {code: "200", result: {done: true}}
    stored:                          what is kept in the end (optional)
      runs: [{status: finished}]
      week: {runs: 1}

An object must hold at least the keys named; a list must match entry by entry.

In a script, `[ask my back routine] how much longer` is said with the skill's name on an Echo,
where it would not reach us without it. A line that begins with `local:` or `echo-dot:` is for that
device alone.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
DEVICES = ("local", "echo-dot")
"""Where a conversation takes place that names no device."""
_NAMING = re.compile(r"\[([^\]]+)\] ")
_ONLY_ON = re.compile(rf"({'|'.join(DEVICES)}): ")


@dataclass(frozen=True)
class Conversation:
    """One file, on one device."""

    about: str
    start: datetime
    script: str
    tz: str = "UTC"
    device: str = DEVICES[0]
    locale: str = "en-US"
    faults: tuple[str, ...] = ()
    heard: list[str] | None = None
    played: list[dict[str, Any]] | None = None
    completed: list[dict[str, Any]] | None = None
    stored: dict[str, Any] = field(default_factory=dict)


def conversations():
    """Every file with each device that it takes place on."""
    for path in sorted(FOLDER.glob("*.yaml")):
        device = _written(path).get("device")
        yield from ((path, each) for each in ([device] if device else DEVICES))


def read(path, device):
    """The conversation of a file, in the words that are said on a device."""
    written = _written(path)
    start = written["start"]
    written["start"] = datetime.fromisoformat(start) if isinstance(start, str) else start
    written["script"] = "\n".join(_lines(written["script"], device))
    if "played" in written:
        written["played"] = [each for one in written["played"] for each in _tracks(one)]
    return Conversation(**{**written, "device": device})


def _tracks(played):
    """The stretches of streams that an entry stands for."""
    if isinstance(played, dict):
        yield played
        return
    exercise, *segments = played.split()
    for segment in segments:
        whole = {"exercise": exercise, "from_ms": 0, "ended": "finished"}
        if segment in {"left", "right"}:
            yield whole | {"segment": "work", "side": segment}
        else:
            yield whole | {"segment": segment}


def _written(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _lines(script, device):
    named = "" if device == "local" else r"\1 "
    for line in script.splitlines():
        only_on = _ONLY_ON.match(line)
        if only_on and only_on[1] != device:
            yield "# for another device"  # so that lines keep their numbers
        else:
            yield _NAMING.sub(named, _ONLY_ON.sub("", line, count=1), count=1)
