"""The sounds of the routine: each told from the others with closed eyes, none of them alarming.

They differ in pitch, rhythm and timbre at once, so that one who hears only two of the three still
knows: a wooden tick; a chime that rises for halfway; three even pips to the end; a soft fall to
let go; a see-saw to change sides; one deep bowl to rest; a run of four notes when it is done.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from pydub import AudioSegment
from pydub.generators import SignalGenerator, Sine, Triangle

from audio.pcm import PER_MS, SAMPLE_RATE, Samples, to_samples, to_segment
from skill.routine.timeline import SOUND_MS, CueKind

_ATTACK_MS = 3
"""Soft enough not to click, sharp enough to be placed within a few milliseconds."""
_INAUDIBLE_AFTER = 7
"""So many decays after it was struck a note is 60 dB down."""
_FADE_OUT_MS = 12
"""So that a note that is still sounding does not end in a click."""
_TIMBRES: dict[str, type[SignalGenerator]] = {"pure": Sine, "reed": Triangle}


@dataclass(frozen=True, slots=True)
class _Note:
    """A struck note that dies away."""

    at_ms: int
    """When it is struck, from the start of the sound."""
    hertz: float
    """Its pitch."""
    decay_ms: int
    """In how many milliseconds it falls to 37 %."""
    dbfs: float = -11.0
    """How loud it is struck."""
    overtones: tuple[tuple[float, float], ...] = ()
    """More tones: how many times the pitch, and how many decibels below."""
    timbre: str = "pure"
    """`pure` or `reed`."""


_WOOD = ((2.76, 9.0),)
"""The second mode of a bar of wood."""
_CHIME = ((3.0, 14.0),)
_BOWL = ((2.71, 8.0), (5.15, 16.0))
"""The first modes of a singing bowl."""

_SCORE: dict[CueKind, tuple[_Note, ...]] = {
    CueKind.TICK: (_Note(0, 1047, 14, dbfs=-11, overtones=_WOOD),),
    CueKind.HALFWAY: (
        _Note(0, 659, 110, overtones=_CHIME),
        _Note(160, 988, 110, overtones=_CHIME),
    ),
    CueKind.COUNTDOWN: tuple(_Note(at_ms, 784, 110, dbfs=-10) for at_ms in (0, 1_000, 2_000)),
    CueKind.RELEASE: (
        _Note(0, 523, 70, timbre="reed"),
        _Note(110, 392, 80, timbre="reed"),
    ),
    CueKind.SWITCH: tuple(
        _Note(at_ms, hertz, 75, timbre="reed", dbfs=-10)
        for at_ms, hertz in ((0, 440), (190, 587), (380, 440), (570, 587))
    ),
    CueKind.REST: (_Note(0, 220, 260, dbfs=-12, overtones=_BOWL),),
    CueKind.DONE: tuple(
        _Note(at_ms, hertz, 180, dbfs=-15, overtones=_CHIME)
        for at_ms, hertz in ((0, 523), (150, 659), (300, 784), (450, 1047))
    ),
}
"""Written in C major; the tick is high and dry, the bowl low and long."""


@cache
def sound(kind: CueKind) -> AudioSegment:
    """A sound, exactly as long as its slot in every timeline.

    Raises:
        KeyError: speech is no sound.
    """
    segment = AudioSegment.silent(SOUND_MS[kind], frame_rate=SAMPLE_RATE)
    for note in _SCORE[kind]:
        rest_ms = SOUND_MS[kind] - note.at_ms
        struck = _struck(note, min(rest_ms, _INAUDIBLE_AFTER * note.decay_ms))
        segment = segment.overlay(struck, position=note.at_ms)
    return segment.fade_out(_FADE_OUT_MS)


def _struck(note: _Note, length_ms: int) -> AudioSegment:
    segment = _tone(note, note.hertz, note.dbfs, note.decay_ms, length_ms)
    for times, below_db in note.overtones:
        higher = _tone(
            note,
            hertz=note.hertz * times,
            dbfs=note.dbfs - below_db,
            decay_ms=max(1, round(note.decay_ms / times)),
            length_ms=length_ms,
        )
        segment = segment.overlay(higher)
    return segment


def _tone(note: _Note, hertz: float, dbfs: float, decay_ms: int, length_ms: int) -> AudioSegment:
    steady = _TIMBRES[note.timbre](hertz, sample_rate=SAMPLE_RATE).to_audio_segment(
        duration=length_ms, volume=dbfs
    )
    return to_segment(to_samples(steady) * _envelope(decay_ms, length_ms))


def _envelope(decay_ms: int, length_ms: int) -> Samples:
    """Struck and dying away, as pydub's fades cannot: they fall in a straight line."""
    at_ms = np.arange(length_ms * PER_MS, dtype=np.float32) / PER_MS
    attack = np.minimum(1, at_ms / _ATTACK_MS)
    return (attack * np.exp(-at_ms / decay_ms)).astype(np.float32)
