"""The chime of a local speaker."""

import numpy as np

from audio.pcm import PER_MS
from skill.speaker.cloud.alerts.words import CHIME
from skill.speaker.device.sounds import SOUNDBANK_MS, FetchedSounds
from skill.speaker.device.speech import from_output_speech
from skill.speaker.loudspeaker.chime import chime
from skill.speaker.loudspeaker.mouth import Mouth


def test_it_is_heard_and_neither_clips_nor_ends_in_a_click():
    samples = chime(2_000)
    assert len(samples) == 2_000 * PER_MS
    assert 0.1 < np.max(np.abs(samples)) < 0.7
    assert abs(samples[0]) < 0.01
    assert np.max(np.abs(samples[-PER_MS:])) < 0.02


def test_a_mouth_chimes_where_alexa_would_and_is_silent_for_other_sounds_of_hers():
    mouth = Mouth(None, FetchedSounds(None))
    dog = '<audio src="soundbank://soundlibrary/animals/dog_01"/>'
    for clip, is_heard in ((CHIME, True), (dog, False)):
        speech = from_output_speech({"type": "SSML", "ssml": f"<speak>{clip}</speak>"})
        samples = mouth.speak(speech)
        assert len(samples) >= SOUNDBANK_MS * PER_MS
        assert bool(np.any(samples)) is is_heard
