"""A track is named by all that it sounds like, and by nothing else."""

from dataclasses import replace

import pytest

from skill.routine.timeline import Cue, CueKind, Part, Span, Timeline
from skill.sound.sheet import Sheet, SheetError, is_key
from skill.sound.track import Track

CUES = (
    Cue(400, 900, CueKind.SAY, "purpose"),
    Cue(1_500, 60, CueKind.TICK),
    Cue(2_500, 3_000, CueKind.COUNTDOWN),
)
TIMELINE = Timeline(CUES, (Span(0, 6_000, Part.WORK, 1, None, None),))
TRACK = Track("cat-cow", "en-US", "humming-1", TIMELINE, {"purpose": "This is the cat cow."})


def with_cues(*cues):
    return replace(TRACK, timeline=replace(TIMELINE, cues=cues))


def test_a_key_is_32_hexadecimal_digits():
    assert is_key(TRACK.key)


def test_equal_tracks_have_one_key():
    assert replace(TRACK, texts={"purpose": "This is the cat cow.", "unused": "Hm."}).key == (
        TRACK.key
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(TRACK, exercise="squat"),
        replace(TRACK, locale="en-GB"),
        replace(TRACK, voice="humming-2"),
        replace(TRACK, texts={"purpose": "This is the cow cat."}),
        with_cues(replace(CUES[0], at_ms=401), *CUES[1:]),
        with_cues(replace(CUES[0], length_ms=901), *CUES[1:]),
        with_cues(CUES[0], replace(CUES[1], kind=CueKind.HALFWAY), CUES[2]),
        replace(TRACK, timeline=Timeline(CUES, (Span(0, 6_001, Part.WORK, 1, None, None),))),
    ],
)
def test_whatever_sounds_different_has_another_key(other):
    assert other.key != TRACK.key


def test_a_sheet_says_what_is_heard_and_when():
    assert TRACK.sheet() == {
        "key": TRACK.key,
        "exercise": "cat-cow",
        "locale": "en-US",
        "voice": "humming-1",
        "length_ms": 6_000,
        "cues": [
            {"at_ms": 400, "length_ms": 900, "kind": "say", "text": "This is the cat cow."},
            {"at_ms": 1_500, "length_ms": 60, "kind": "tick", "text": None},
            {"at_ms": 2_500, "length_ms": 3_000, "kind": "three-two-one", "text": None},
        ],
    }


def test_a_track_is_rendered_from_its_sheet_alone():
    sheet = Sheet.from_json(TRACK.sheet())
    assert (sheet.key, sheet.voice, sheet.length_ms) == (TRACK.key, "humming-1", 6_000)
    assert sheet.cues[0].kind is CueKind.SAY
    assert sheet.cues[0].text == "This is the cat cow."


@pytest.mark.parametrize(
    ("field", "value"),
    [("cues", None), ("cues", [{"at_ms": 1}]), ("length_ms", 5_499), ("key", None)],
)
def test_a_sheet_that_cannot_be_rendered_is_refused(field, value):
    broken = {**TRACK.sheet(), field: value}
    if value is None:
        del broken[field]
    with pytest.raises(SheetError):
        Sheet.from_json(broken)


def test_cues_that_overlap_are_refused():
    with pytest.raises(SheetError, match="overlaps"):
        Sheet.from_json(with_cues(CUES[0], replace(CUES[1], at_ms=1_000)).sheet())


@pytest.mark.parametrize(
    "text", ["", "..", "a" * 31, "a" * 33, "A" * 32, "g" * 32, "../" + "a" * 29]
)
def test_what_comes_in_a_url_is_a_key_or_nothing(text):
    assert not is_key(text)
