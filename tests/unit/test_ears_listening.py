"""Hands-free listening, with a recognizer and a wake word that are told what they hear."""

from skill.speaker.ears import Listening, Said, Transcript, Woken
from skill.understanding import Moment

PLAYING, ASKED = Moment(playing=True), Moment(question_open=True)
PIECE = 3_200
QUIET = bytes(32_000)
WORDS = b"\x00\x20\x00\xe0" * 6_400


class Told:
    """Both a recognizer and a wake word."""

    name = "told"

    def __init__(self, *texts, wakes_at=()):
        self.texts = list(texts)
        self.wakes_at = set(wakes_at)
        self.heard = []
        self._fed = -1

    def transcribe(self, pcm, moment):
        del moment
        self.heard.append(pcm)
        return Transcript(self.texts.pop(0), 0.9, 0.01)

    def feed(self, pcm):
        self._fed += 1
        return self._fed in self.wakes_at and bool(pcm)


def events(told, stream, moment):
    listening = Listening(told, told)
    pieces = [stream[start : start + PIECE] for start in range(0, len(stream), PIECE)]
    return [event for piece in pieces for event in listening.feed(piece, moment)]


def said(events_):
    return [event.transcript.text for event in events_ if isinstance(event, Said)]


def test_while_a_track_plays_nothing_counts_without_the_wake_word():
    told = Told("pause")
    assert events(told, QUIET + WORDS + QUIET, PLAYING) == []
    assert told.heard == []


def test_what_follows_the_wake_word_counts():
    told = Told("alexa pause", wakes_at=[15])
    found = events(told, QUIET + WORDS + QUIET, PLAYING)
    assert isinstance(found[0], Woken)
    assert said(found) == ["pause"]


def test_the_wake_word_itself_is_in_what_the_recognizer_hears():
    told = Told("alexa pause", wakes_at=[15])
    events(told, QUIET + WORDS + QUIET, PLAYING)
    assert WORDS in told.heard[0]


def test_a_wake_word_that_the_recognizer_does_not_find_was_none():
    assert said(events(Told("hold the legs", wakes_at=[15]), QUIET + WORDS + QUIET, PLAYING)) == []


def test_after_the_wake_word_alone_the_next_sentence_counts():
    told = Told("alexa", "next exercise", wakes_at=[15])
    stream = QUIET + WORDS + QUIET + WORDS + QUIET
    assert said(events(told, stream, PLAYING)) == ["next exercise"]


def test_while_a_question_is_open_no_wake_word_is_needed():
    assert said(events(Told("yes please"), QUIET + WORDS + QUIET, ASKED)) == ["yes please"]


def test_nothing_said_after_waking_ends_the_patience():
    told = Told("", "pause", wakes_at=[5])
    stream = QUIET * 8 + WORDS + QUIET
    assert said(events(told, stream, PLAYING)) == []


def test_a_piece_of_nothing_is_no_piece():
    told = Told(wakes_at=[0])
    assert events(told, b"", PLAYING) == []
    assert Listening(told, told).feed(b"", PLAYING) == []
    assert told._fed == -1
