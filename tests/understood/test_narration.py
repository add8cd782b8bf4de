"""A recognizer that the speaker does not hear with understands all that the tracks say."""

from importlib.util import find_spec

import numpy as np
import pytest

from audio.phrases import Phrases
from audio.voices.choice import choose_voice
from skill.content import load
from tests.understood.listener import HALVES, Listener, errors, windows, words

MOST_WRONG = 0.01
"""Of all words. What is left hardly sounds otherwise, such as "hip flexors stretch"."""


def test_every_phrase_of_the_narration_is_understood(tmp_path):
    if not all(map(find_spec, HALVES)):
        pytest.skip("no listener: make understood installs it")
    phrases = Phrases(choose_voice("hibari", "en-US"), tmp_path)
    clips = phrases.clips(load().narration.values())
    spoken = {
        text: np.frombuffer(clip.raw_data, "<i2").astype(np.float32) / 32_768
        for text, clip in clips.items()
    }
    listener, wrong = Listener(tmp_path / "listener"), []
    for text, samples in windows(spoken):
        heard = listener.transcribe(samples)
        if count := errors(words(text), words(heard)):
            wrong.append((count, text, heard))
    of_all = sum(len(words(text)) for text in spoken)
    share = sum(count for count, *_ in wrong) / of_all
    print(f"{100 * share:.1f} % of {of_all} words were not understood")  # noqa: T201
    assert share <= MOST_WRONG, wrong
