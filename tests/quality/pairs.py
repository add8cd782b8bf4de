"""Each phrase and lead as the voice spoke it and as it ships, as pairs of WAV files at 16 kHz.

python -m tests.quality.pairs FOLDER
"""

import sys
import wave
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from audio.mp3 import decoded
from audio.pcm import PER_MS, SAMPLE_RATE, Samples
from audio.phrases import Phrases
from audio.renderer import render
from audio.voices.choice import choose_voice
from skill.content import load
from skill.routine.draft import Doings
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.sound.repertoire import Repertoire
from skill.sound.sheet import Sheet
from skill.sound.shipped import shipped_lengths

_RATE = 16_000
"""What Distill-MOS takes."""


def main(folder: Path) -> None:
    """Write `<exercise>-raw.wav` and `<exercise>-shipped.wav` of the leads of a first routine."""
    content, voice = load(), choose_voice("hibari", "en-US")
    lengths = shipped_lengths(content, "hibari")
    routine = plan(content.catalog, Preferences(), lengths, Doings()).routine
    repertoire, phrases = Repertoire(content, lengths), Phrases(voice, folder / "phrases")
    for step in routine.steps:
        sheet = Sheet.from_json(repertoire.track(step, 0).sheet())
        shipped = decoded(render(sheet, phrases))[: sheet.length_ms * PER_MS]
        _write(folder / f"{step.exercise.id}-shipped.wav", shipped)
        _write(folder / f"{step.exercise.id}-raw.wav", _raw(sheet, voice))


def _raw(sheet: Sheet, voice) -> Samples:
    """The same words at the same moments, as the voice spoke them."""
    whole = np.zeros(sheet.length_ms * PER_MS, np.float32)
    for cue in sheet.cues:
        if cue.text is not None:
            spoken = voice.speak(cue.text)
            begin = cue.at_ms * PER_MS
            there = whole[begin : begin + len(spoken)]
            there += spoken[: len(there)]
    return whole


def _write(path: Path, samples: Samples) -> None:
    sound = resample_poly(samples, _RATE, SAMPLE_RATE)
    sound *= 0.5 / np.abs(sound).max()
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, _RATE, 0, "NONE", ""))
        file.writeframes((sound * 32_767).astype("<i2").tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
