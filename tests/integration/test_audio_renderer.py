"""A whole track, from a step to the sound that a player makes of it."""

import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from audio.mp3 import decoded
from audio.pcm import PER_MS, to_samples
from audio.phrases import Phrases
from audio.renderer import PhraseTooLongError, render
from audio.sounds import sound
from audio.voices.choice import choose_voice
from audio.voices.fakes import HummingVoice
from audio.voices.voice import MissingVoiceError
from skill.content import load
from skill.routine.exercise import Dose, Side
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.score import whole_timeline
from skill.routine.timeline import CueKind
from skill.sound.lengths import measured, text_id
from skill.sound.sheet import Sheet
from skill.sound.track import Track

CONTENT = load()
WITHIN_MS = 10
NEEDS_FFMPEG = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here")


def by_ffmpeg(mp3):
    command = ["ffmpeg", "-v", "error", "-i", "-", "-f", "f32le", "-"]
    done = subprocess.run(command, input=mp3, capture_output=True, check=True, timeout=60)
    return np.frombuffer(done.stdout, "<f4")


def spoken_by(name):
    try:
        return HummingVoice() if name == "humming" else choose_voice(name)
    except MissingVoiceError as error:
        pytest.skip(str(error))


class Rendered:
    """A figure four, twice on both sides: every kind of cue but the count."""

    def __init__(self, voice, folder):
        self.phrases = Phrases(voice, folder)
        step = Step(
            exercise=CONTENT.catalog["figure-four-stretch"],
            dose=Dose(20, sets=2),
            explained=False,
            pace=Pace.FASTER,
            side_first=Side.LEFT,
            moves=False,
            next_id="squat",
        )
        own = {
            key: text
            for key, text in CONTENT.narration.items()
            if "." not in key
            or key.startswith(("figure-four", "next.figure-four", "set.", "seconds."))
        }
        ms = {text_id(text): self.phrases.length_ms(text) for text in own.values()}
        lengths = measured({"voice": voice.id, "ms": ms}, CONTENT.narration)
        track = Track("figure-four-stretch", "en-US", voice.id, whole_timeline(step, lengths), own)
        self.sheet = Sheet.from_json(track.sheet())
        self.mp3 = render(self.sheet, self.phrases)

    def clip(self, cue):
        return to_samples(self.phrases.clip(cue.text) if cue.text else sound(cue.kind))


@pytest.fixture(
    scope="module",
    params=[
        "humming",
        pytest.param("hibari", marks=pytest.mark.voice),
        pytest.param("espeak-ng", marks=pytest.mark.voice),
    ],
)
def rendered(request, tmp_path_factory):
    return Rendered(spoken_by(request.param), tmp_path_factory.mktemp("phrases"))


@pytest.fixture(
    scope="module",
    params=[pytest.param(decoded, id="libsndfile"), pytest.param(by_ffmpeg, marks=NEEDS_FFMPEG)],
)
def heard(request, rendered):
    return request.param(rendered.mp3)


def test_every_cue_stands_where_the_timeline_says(rendered, heard):
    """Found by holding the clip against the decoded sound: where do they match best?"""
    reach = 40 * PER_MS
    for cue in rendered.sheet.cues:
        clip = rendered.clip(cue)[: 300 * PER_MS]
        at = cue.at_ms * PER_MS
        matches = np.correlate(heard[at - reach : at + len(clip) + reach], clip, "valid")
        assert abs(int(matches.argmax()) - reach) / PER_MS < WITHIN_MS, cue


@pytest.mark.parametrize("dbfs", [-40, -34])
def test_every_cue_after_silence_is_heard_to_begin_there(rendered, heard, dbfs):
    """Found as an ear would: when does it become louder than nothing?"""
    ended_ms = 0
    for cue in rendered.sheet.cues:
        if cue.at_ms - ended_ms > 150:
            start = (cue.at_ms - 60) * PER_MS
            loud = np.abs(heard[start : start + 200 * PER_MS]) > 10 ** (dbfs / 20)
            assert abs(loud.argmax() / PER_MS - 60) < WITHIN_MS, cue
        ended_ms = cue.at_ms + cue.length_ms


def test_all_kinds_of_sounds_are_in_it(rendered):
    kinds = {cue.kind for cue in rendered.sheet.cues}
    assert kinds == set(CueKind) - {CueKind.COUNT}


def test_the_decoded_track_is_as_long_as_its_sheet_says(rendered, heard):
    assert 0 <= len(heard) / PER_MS - rendered.sheet.length_ms < 75


@NEEDS_FFMPEG
def test_players_agree_on_what_is_heard(rendered):
    """FFmpeg 5.1 reads two lines of each frame differently from all others: see audio/mp3.py."""
    ours, theirs = decoded(rendered.mp3), by_ffmpeg(rendered.mp3)
    assert np.abs(ours - theirs).max() < 0.035


@NEEDS_FFMPEG
def test_loudness_and_peak_are_what_amazon_asks_for(rendered):
    """-16 LUFS on average and at most -2 dBTP, by a meter that we did not write."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", "-"]
    command += ["-filter:a", "ebur128=peak=true", "-f", "null", "-"]
    done = subprocess.run(command, input=rendered.mp3, capture_output=True, check=True, timeout=60)
    summary = done.stderr.decode().rpartition("Summary:")[2].split()
    # A thin voice with sharp peaks loses some loudness as they are held after encoding.
    near = 0.5 if rendered.phrases.voice.name == "hibari" else 1.0
    assert float(summary[summary.index("I:") + 1]) == pytest.approx(-16, abs=near)
    assert float(summary[summary.index("Peak:") + 1]) <= -2


def test_the_same_sheet_gives_the_same_bytes(rendered, tmp_path):
    again = Phrases(spoken_by(rendered.phrases.voice.name), tmp_path)
    assert render(rendered.sheet, again) == rendered.mp3


def with_slots(sheet, change_ms):
    cues = tuple(
        replace(cue, length_ms=cue.length_ms + change_ms) if cue.text else cue
        for cue in sheet.cues
        if cue.kind is CueKind.SAY
    )
    return replace(sheet, cues=cues[:1])


@pytest.mark.parametrize("change_ms", [40, 0, -55])
def test_a_phrase_fits_a_slot_that_is_a_little_off(change_ms, tmp_path):
    humming = Rendered(HummingVoice(), tmp_path)
    assert render(with_slots(humming.sheet, change_ms), humming.phrases)


def test_a_phrase_that_does_not_fit_asks_to_measure_again(tmp_path):
    humming = Rendered(HummingVoice(), tmp_path)
    with pytest.raises(PhraseTooLongError, match="audio build"):
        render(with_slots(humming.sheet, -200), humming.phrases)
