"""MP3 as Alexa takes it, read back by decoders that we did not write."""

import shutil
import subprocess

import numpy as np
import pytest

from audio.mp3 import decoded, encoded
from audio.pcm import PER_MS, SAMPLE_RATE
from audio.voices.fakes import HummingVoice

FRAME_BYTES = 72 * 48_000 // SAMPLE_RATE
CLICKS_MS = (50, 400, 1_003, 2_500)


def by_ffmpeg(mp3):
    command = ["ffmpeg", "-v", "error", "-i", "-", "-f", "f32le", "-"]
    done = subprocess.run(command, input=mp3, capture_output=True, check=True, timeout=60)
    return np.frombuffer(done.stdout, "<f4")


DECODERS = [
    pytest.param(decoded, id="libsndfile"),
    pytest.param(
        by_ffmpeg,
        id="ffmpeg",
        marks=pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here"),
    ),
]


@pytest.fixture(scope="module")
def clicks():
    samples = np.zeros(3 * SAMPLE_RATE, np.float32)
    for at_ms in CLICKS_MS:
        samples[at_ms * PER_MS : (at_ms + 2) * PER_MS] = 0.5
    return samples


@pytest.fixture(scope="module")
def words():
    said = "lie down on your back and breathe slowly now until you are ten"
    lead_in = np.zeros(SAMPLE_RATE // 10, np.float32)
    return np.concatenate([lead_in, HummingVoice().speak(said)])


def test_each_frame_is_mpeg_2_layer_3_at_48_kbps_24_khz_mono(words):
    mp3 = encoded(words)
    frames = [mp3[start : start + FRAME_BYTES] for start in range(0, len(mp3), FRAME_BYTES)]
    assert {len(frame) for frame in frames} == {FRAME_BYTES}
    # Sync, MPEG-2, layer III, no checksum; 48 kbps, 24 kHz, no padding; one channel.
    assert {frame[:2] for frame in frames} == {b"\xff\xf3"}
    assert {frame[2] & 0b11111110 for frame in frames} == {0b0110_01_0_0}
    assert {frame[3] >> 6 for frame in frames} == {0b11}


def test_there_is_neither_a_tag_nor_an_info_frame(words):
    assert not any(tag in encoded(words) for tag in (b"ID3", b"TAG", b"Xing", b"Info"))


def test_the_same_sound_gives_the_same_bytes(words):
    assert encoded(words) == encoded(words)


@pytest.mark.parametrize("decoder", DECODERS)
def test_what_is_decoded_stands_where_it_stood(decoder, clicks):
    heard = decoder(encoded(clicks))
    for at_ms in CLICKS_MS:
        around = heard[(at_ms - 10) * PER_MS : (at_ms + 10) * PER_MS]
        centre_ms = np.average(np.arange(around.size), weights=around**2) / PER_MS - 10
        assert centre_ms == pytest.approx(1, abs=0.5)


@pytest.mark.parametrize("decoder", DECODERS)
def test_nothing_is_missing_at_the_end(decoder, clicks):
    frame = 576
    assert 0 <= len(decoder(encoded(clicks))) - len(clicks) < 3 * frame


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here")
def test_decoders_agree_on_every_frame(words):
    """Old FFmpeg reads one border at 24 kHz differently; no frame may depend on it."""
    mp3 = encoded(words)
    ours, theirs = decoded(mp3), by_ffmpeg(mp3)
    assert np.abs(ours - theirs[: len(ours)]).max() < 0.08


def test_what_is_as_loud_before_is_as_loud_after(words):
    before = np.sqrt((words**2).mean())
    after = np.sqrt((decoded(encoded(words))[: len(words)] ** 2).mean())
    assert 20 * np.log10(after / before) == pytest.approx(0, abs=0.3)
