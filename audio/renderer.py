"""The renderer: from a track's sheet to its MP3."""

from pydub import AudioSegment

from audio.diction import GIVE_MS, cut_short
from audio.loudness import true_peaks
from audio.mastering import MOST_DBTP, TARGET_LUFS, leveled, turned_down
from audio.mp3 import decoded, encoded
from audio.pcm import SAMPLE_RATE, Samples, joined, to_samples, to_segment
from audio.phrases import Phrases
from audio.sounds import sound
from skill.sound.sheet import Sheet, SheetCue

_NEAR_ENOUGH_LU = 0.2
"""Tracks follow each other without a gap: at a seam nothing may jump."""
_ROUNDS = 6
"""How often the peaks of the decoded MP3 are looked at, at most; mostly two or three are enough."""
_MARGIN_DB = 0.4
"""What one decoder may make louder than another."""
_EXTRA_DB = 1.2
"""Turned down a little further than needed, since the next encoding differs again."""


class PhraseTooLongError(ValueError):
    """A phrase does not fit its slot: the lengths were measured in another voice or version."""


def render(sheet: Sheet, phrases: Phrases) -> bytes:
    """A track as MP3; the same sheet gives the same bytes.

    Raises:
        PhraseTooLongError: a phrase lasts longer than the sheet says.
        VoiceError: the voice could not speak.
    """
    assembled = to_samples(_assembled(sheet, phrases))
    mastered = leveled(assembled, TARGET_LUFS, _NEAR_ENOUGH_LU)
    return _encoded_under(MOST_DBTP - _MARGIN_DB, mastered)


def _encoded_under(most_dbtp: float, samples: Samples) -> bytes:
    """The MP3, turned down around each moment where what it decodes to peaks too high."""
    for _ in range(_ROUNDS):
        mp3 = encoded(samples)
        peaks = true_peaks(decoded(mp3)[: len(samples)])
        if peaks.max(initial=0) <= 10 ** (most_dbtp / 20):
            break
        samples = turned_down(samples, peaks, most_dbtp - _EXTRA_DB)
    return mp3


def _assembled(sheet: Sheet, phrases: Phrases) -> AudioSegment:
    """All cues in their places. None overlap, so they are joined rather than laid over."""
    clips = phrases.clips(cue.text for cue in sheet.cues if cue.text is not None)
    pieces: list[AudioSegment] = []
    now_ms = 0
    for cue in sheet.cues:
        clip = sound(cue.kind) if cue.text is None else clips[cue.text]
        pieces += [_silence(cue.at_ms - now_ms), _fitted(clip, cue)]
        now_ms = cue.at_ms + cue.length_ms
    pieces.append(_silence(sheet.length_ms - now_ms))
    return joined(pieces)


def _fitted(clip: AudioSegment, cue: SheetCue) -> AudioSegment:
    """A clip made as long as its slot: with silence, or with an earlier end to its fading."""
    over_ms = len(clip) - cue.length_ms
    if over_ms > GIVE_MS:
        raise PhraseTooLongError(
            f"{cue.text!r} lasts {len(clip)} ms and has {cue.length_ms}: measure the voice again "
            "with `back-routine audio build`"
        )
    if over_ms > 0:
        return to_segment(cut_short(to_samples(clip), cue.length_ms))
    return joined([clip, _silence(-over_ms)])


def _silence(length_ms: int) -> AudioSegment:
    return AudioSegment.silent(length_ms, frame_rate=SAMPLE_RATE)
