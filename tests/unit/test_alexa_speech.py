"""What is spoken is well-formed SSML, whatever is in it."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import speech
from skill.alexa.speech import Clip, Pause, Words
from skill.content import load
from skill.limits import BREAK_MS

FRAGMENTS = (
    "level.",
    "emergency_number.",
    "wish.the",
    "side.left",
    "side.right",
    "where.",
    "left.about",
    "left.less",
    "nudge.sender",
    "when.",
    "day_part.",
    "month.",
    "timer.label",
    "timer.other_label",
    "week_part.",
    "week_card.",
    "weekday.",
    "dose_part.",
)
"""Parts of a sentence; `track.` is written on a screen."""


def parsed(pieces):
    return ET.fromstring(f"<speak>{speech.ssml(pieces)}</speak>")


@given(st.text())
def test_no_words_can_break_the_xml(text):
    spoken = "".join(parsed([Words(text)]).itertext())
    assert set(spoken) <= {*text, " "}


@given(st.sampled_from(["<break/>", "&amp;", "]]>", "</speak>", "<!--", "a & b < c", "\x00\x0b"]))
def test_markup_in_words_is_read_aloud_and_not_obeyed(text):
    assert list(parsed([Words(text)])) == []


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_no_address_can_break_the_xml(url):
    tag = speech.ssml([Clip(f"https://example.org/{url.replace(chr(0), '')}", 1_000)])
    assert tag.count("<") == 1


@given(st.integers(0, 300_000))
def test_a_pause_is_as_long_as_asked_in_breaks_within_the_limit(ms):
    breaks = [int(tag.get("time").removesuffix("ms")) for tag in parsed([Pause(ms)])]
    assert sum(breaks) == ms
    assert all(0 < one <= BREAK_MS for one in breaks)


def test_every_wording_is_a_whole_sentence():
    for key, wordings in load().phrases.items():
        if not key.startswith((*FRAGMENTS, "track.")):
            assert all(wording[-1] in ".?!" for wording in wordings), key
            assert all(wording[0].isupper() or wording[0] == "{" for wording in wordings), key
