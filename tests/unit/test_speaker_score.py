"""Following a track's cues with the eyes."""

from datetime import UTC, datetime

from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.sounds import Sheet
from skill.speaker.terminal.cue_display import CueDisplay
from skill.speaker.virtual_clock import VirtualClock, epoch_ms

START = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
START_MS = epoch_ms(START)
CUES = (
    {"at_ms": 400, "length_ms": 900, "kind": "say", "text": "Lie down."},
    {"at_ms": 2_000, "length_ms": 60, "kind": "tick", "text": None},
    {"at_ms": 9_000, "length_ms": 500, "kind": "halfway", "text": None},
)


class OneSheet:
    def sheet(self, _url):
        return Sheet(20_000, "cat-cow", CUES)


def following(from_ms=0):
    shown = []
    sounds = OneSheet()
    score = CueDisplay(ImaginedLoudspeaker(sounds), sounds, VirtualClock(START), shown.append)
    score.play("http://127.0.0.1/a.mp3", from_ms)
    return score, shown


def test_a_track_is_named_when_it_begins():
    assert following()[1] == ["   ♪    cat cow"]


def test_cues_come_at_their_time_and_ticks_are_not_written():
    score, _ = following()
    assert score.due_ms() == START_MS + 400
    assert score.reached(START_MS + 300) == []
    assert score.reached(START_MS + 8_000) == ["Lie down."]
    assert score.reached(START_MS + 9_000) == ["(halfway)"]
    assert score.due_ms() is None


def test_a_track_taken_up_in_the_middle_has_only_its_later_cues():
    score, _ = following(from_ms=5_000)
    assert score.due_ms() == START_MS + 4_000


def test_progress_tells_where_the_track_stands():
    score, _ = following(from_ms=5_000)
    score.reached(START_MS + 4_000)
    assert score.progress(START_MS + 7_000) == "♪ cat cow  0:12 of 0:20  (halfway)"


def test_nothing_is_followed_after_a_halt_or_beyond_the_end():
    score, _ = following()
    assert score.progress(START_MS + 21_000) == ""
    score.halt()
    assert score.due_ms() is None
    assert score.progress(START_MS) == ""
