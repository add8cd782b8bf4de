"""Lengths and cuts of MP3 files."""

import numpy as np
import pytest

from audio.mp3 import encoded
from skill.speaker.device.mp3 import cut, length_ms

FRAME_MS, FRAME_BYTES = 24, 144
TEN_SECONDS = encoded(np.full(240_000, 0.1, np.float32))


def test_ours_has_144_bytes_for_24_milliseconds():
    assert length_ms(TEN_SECONDS) == len(TEN_SECONDS) // FRAME_BYTES * FRAME_MS


def test_a_tag_in_front_is_not_sound():
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x00" + b"\xff\xf3\x64\xc4" * 32
    assert length_ms(tag + TEN_SECONDS) == length_ms(TEN_SECONDS)


def test_garbage_between_frames_is_skipped():
    broken = TEN_SECONDS[:FRAME_BYTES] + b"\xff\x00garbage" + TEN_SECONDS[FRAME_BYTES:]
    assert length_ms(broken) == length_ms(TEN_SECONDS)


@pytest.mark.parametrize("data", [b"", b"ID3", b"words", b"\xff" * 50])
def test_what_is_no_mp3_has_no_length(data):
    assert length_ms(data) == 0


@pytest.mark.parametrize(
    ("from_ms", "frames"), [(0, 0), (23, 0), (24, 1), (1_000, 41), (5_001, 208)]
)
def test_a_cut_begins_at_the_frame_that_holds_the_moment(from_ms, frames):
    assert cut(TEN_SECONDS, from_ms) == TEN_SECONDS[frames * FRAME_BYTES :]


def test_beyond_the_end_nothing_is_left():
    assert cut(TEN_SECONDS, 60_000) == b""
