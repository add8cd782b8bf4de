"""A worker: renders tracks and measures phrases in a process of its own, a line of JSON each.

A process, since rendering must not slow down a turn of the skill, and ends with it: the worker
stops when its input does, even if the skill was killed.

    {"render": {…sheet…}, "to": "/…/<key>.mp3"}  ->  {"done": null}
    {"measure": ["Well done.", …]}               ->  {"done": {"Well done.": 640, …}}
    anything that fails                          ->  {"error": "what to do"}
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from audio.phrases import Phrases
from audio.renderer import PhraseTooLongError, render
from audio.voices.choice import choose_voice
from audio.voices.voice import MissingVoiceError, VoiceError
from skill.sound.files import write_whole
from skill.sound.sheet import Sheet, SheetError

_WARM_UP = "Ready."
"""Spoken once at the start, so that the voice is loaded before the first track is due."""


@click.command()
@click.option("--voice", required=True, help="Name of the voice, as for choose_voice.")
@click.option("--locale", required=True, help="Language and region, such as en-US.")
@click.option("--phrases", required=True, type=click.Path(path_type=Path), help="Phrase cache.")
def main(voice: str, locale: str, phrases: Path) -> None:
    """Serve requests from standard input until it ends."""
    answers = _own_output()
    speaker = choose_voice(voice, locale)
    if speaker is None:
        raise MissingVoiceError(f"no voice for {locale}: install espeak-ng")
    spoken = Phrases(speaker, phrases)
    spoken.clip(_WARM_UP)
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line), spoken)), file=answers, flush=True)


def _own_output() -> TextIO:
    """The answers' own way out; what libraries print goes with the errors."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _answer(request: Mapping[str, Any], spoken: Phrases) -> dict[str, Any]:
    try:
        return {"done": _work(request, spoken)}
    except (VoiceError, PhraseTooLongError, SheetError, OSError, ValueError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _work(request: Mapping[str, Any], spoken: Phrases) -> dict[str, int] | None:
    if "measure" in request:
        return {text: spoken.length_ms(text) for text in request["measure"]}
    write_whole(Path(request["to"]), render(Sheet.from_json(request["render"]), spoken))
    return None


if __name__ == "__main__":
    main()
