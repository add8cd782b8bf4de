"""A worker: makes out words in a process of its own, a line of JSON each.

A process, since a recognizer keeps Python's interpreter to itself while it listens, and a speaker
whose page does not answer cannot be stopped. It ends with its input, however the speaker ended.

    the first line                                ->  {"name": "pocketsphinx", "is_witness": false}
    {"transcribe": "base64", "moment": {…}}       ->  {"text": "pause", "confidence": 0.9, …}
    {"has_heard": "alexa", "pcm": "base64"}       ->  true
"""

import json
import os
import signal
import sys
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, TextIO

import click

from skill.speaker.ears.choice import choose_recognizer
from skill.speaker.ears.recognizer import Recognizer
from skill.speaker.ears.witness import Witness
from skill.understanding.heard import Moment


@click.command()
@click.option("--locale", required=True, help="Language and region, such as en-US.")
def main(locale: str) -> None:
    """Serve requests from standard input until it ends."""
    # Control-C and a window that is closed are for the speaker, which still listens for a moment.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _own_output()
    recognizer = choose_recognizer(None, locale)
    name = recognizer.name if recognizer else None
    _write(answers, {"name": name, "is_witness": isinstance(recognizer, Witness)})
    for line in sys.stdin if recognizer else ():
        _write(answers, _answer(recognizer, json.loads(line)))


def _answer(recognizer: Recognizer | None, request: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    if "has_heard" in request:
        assert isinstance(recognizer, Witness)  # noqa: S101 - the first line said so
        return recognizer.has_heard(request["has_heard"], b64decode(request["pcm"]))
    assert recognizer is not None  # noqa: S101 - nothing is asked of none
    about = dict(request["moment"])
    about["now"] = datetime.fromisoformat(about["now"]) if about["now"] else None
    return asdict(recognizer.transcribe(b64decode(request["transcribe"]), Moment(**about)))


def _own_output() -> TextIO:
    """The standard output, for answers alone: what libraries print goes to the error output."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _write(answers: TextIO, answer: object) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
