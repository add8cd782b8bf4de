"""The wake word, spotted and judged, by a spotter and a witness that are told what they hear."""

from skill.speaker.ears import Listening, Said, Transcript, Woken
from skill.speaker.ears.witness import WitnessedWake, witnessed
from skill.understanding import Moment

PIECE = bytes(3_200)
PLAYING = Moment(playing=True)
QUIET, WORDS = bytes(32_000), b"\x00\x20\x00\xe0" * 6_400


class Spotter:
    """Spots something in the pieces it is told."""

    def __init__(self, *at):
        self._at = at
        self._fed = -1

    def feed(self, pcm):
        assert pcm
        self._fed += 1
        return self._fed in self._at


class Witness:
    """Has heard the word in as much sound as it is told, and makes out what it is told."""

    name = "witness"

    def __init__(self, *texts, hears="alexa"):
        self.judged = []
        self.transcribed = []
        self._texts = list(texts)
        self._hears = hears

    def has_heard(self, word, pcm):
        self.judged.append(len(pcm))
        return word == self._hears

    def transcribe(self, pcm, moment):
        del moment
        self.transcribed.append(pcm)
        return Transcript(self._texts.pop(0), 0.9, 0.01)


def woken_at(wake, pieces):
    return [number for number in range(pieces) if wake.feed(PIECE)]


def test_what_both_have_heard_wakes_a_moment_after_it_was_spotted():
    assert woken_at(WitnessedWake(Spotter(10), Witness(), ["alexa"]), 40) == [13]


def test_what_the_witness_has_not_heard_does_not_wake():
    witness = Witness(hears="computer")
    assert woken_at(WitnessedWake(Spotter(10), witness, ["alexa"]), 40) == []
    assert witness.judged


def test_where_nothing_is_spotted_the_witness_is_not_asked():
    witness = Witness()
    assert woken_at(WitnessedWake(Spotter(), witness, ["alexa"]), 40) == []
    assert witness.judged == []


def test_what_is_spotted_twice_at_once_is_judged_once():
    witness = Witness()
    assert woken_at(WitnessedWake(Spotter(10, 11, 12), witness, ["alexa"]), 40) == [13]
    assert len(witness.judged) == 1


def test_the_witness_hears_the_word_and_little_more():
    witness = Witness()
    woken_at(WitnessedWake(Spotter(30), witness, ["alexa"]), 40)
    assert witness.judged == [51_200]


def test_any_of_several_words_wakes():
    wake = WitnessedWake(Spotter(10), Witness(hears="computer"), ["alexa", "computer"])
    assert woken_at(wake, 40) == [13]


def test_a_recognizer_that_is_no_witness_leaves_the_wake_word_as_it_is():
    spotter = Spotter()
    assert witnessed(spotter, object()) is spotter
    assert witnessed(spotter, Witness()) is spotter


def events(witness, stream):
    listening = Listening(witness, WitnessedWake(Spotter(14), witness, ["alexa"]))
    pieces = [stream[start : start + 3_200] for start in range(0, len(stream), 3_200)]
    return [event for piece in pieces for event in listening.feed(piece, PLAYING)]


def said(events_):
    return [event.transcript.text for event in events_ if isinstance(event, Said)]


def test_a_witnessed_wake_word_need_not_be_made_out_again():
    witness = Witness("a leg's a pause", "pause")
    found = events(witness, QUIET + WORDS + WORDS + QUIET)
    assert isinstance(found[0], Woken)
    assert said(found) == ["pause"]
    whole, behind = witness.transcribed
    assert len(behind) < len(whole)
    assert whole.endswith(behind)


def test_where_it_is_made_out_the_sentence_is_heard_once():
    witness = Witness("alexa pause")
    assert said(events(witness, QUIET + WORDS + QUIET)) == ["pause"]
    assert len(witness.transcribed) == 1


def test_a_witnessed_wake_word_alone_waits_for_the_sentence():
    witness = Witness("a leg sir", "next exercise")
    assert said(events(witness, QUIET + WORDS[:12_800] + QUIET + WORDS + QUIET)) == [
        "next exercise"
    ]
