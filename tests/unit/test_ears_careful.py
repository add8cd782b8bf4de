"""A quick recognizer and a larger one, told what they hear."""

from skill.speaker.ears.careful import CarefulRecognizer
from skill.speaker.ears.meaning import Meaning
from skill.speaker.ears.readings import Readings
from skill.understanding import Moment

INTENTS = {
    "my land gave way": "AMAZON.FallbackIntent",
    "my leg gave way": "EmergencyIntent",
    "start it": "StartRoutineIntent",
    "stop it": "AMAZON.StopIntent",
    "proceed": "AMAZON.ResumeIntent",
    "pause": "AMAZON.PauseIntent",
    "hold on": "AMAZON.PauseIntent",
    "stop": "AMAZON.StopIntent",
    "wait": "AMAZON.PauseIntent",
    "that hurts": "HurtIntent",
    "yes": "AMAZON.YesIntent",
    "yeah": "AMAZON.YesIntent",
    "more": "ChangeDetailIntent",
}
FITS = {
    "yes": 1.0,
    "yeah": 1.0,
    "more": 1.0,
    "beep": 0.0,
    "my land gave way": 0.0,
    "my leg gave way": 0.9,
    "start it": 1.0,
    "stop it": 1.0,
    "proceed": 1.0,
    "stop": 1.0,
    "wait": 1.0,
    "hold on": 1.0,
    "pause": 1.0,
    "how long": 0.9,
    "how long is the wall": 0.0,
    "alexa pass": 1.0,
    "alexa pause": 1.0,
    "that hurts": 1.0,
    "up good": 0.75,
    "that hearts": 0.6,
    "widjacks": 0.0,
}


IDLE, PLAYING = Moment(), Moment(playing=True)


class Quick:
    name = "quick"

    def __init__(self, *texts, likelihood=0.2):
        self._readings = Readings(texts, likelihood)

    def readings(self, pcm):
        del pcm
        return self._readings


class Larger:
    name = "large"

    def __init__(self, *texts, doubts=None):
        self.texts = texts
        self.calls = 0
        self._doubts = doubts or {}

    def listen(self, pcm):
        del pcm
        self.calls += 1
        return self

    def doubts(self, texts):
        return [self._doubts.get(text, 3.0) for text in texts]

    def confidence(self, texts, others):
        self.compared = set(texts), set(others)
        return 0.25


def meaning(text, moment):
    del moment
    return Meaning(INTENTS.get(text, text), FITS.get(text, 1.0))


def heard(quick, larger, moment=IDLE):
    return CarefulRecognizer(quick, larger, meaning).transcribe(b"", moment)


def test_where_the_quick_one_is_sure_the_larger_one_is_not_asked():
    larger = Larger("that hurts")
    assert heard(Quick("pause", likelihood=1.0), larger).text == "pause"
    assert larger.calls == 0


def test_where_the_quick_one_is_not_sure_the_larger_one_is_believed():
    both = heard(Quick("up good"), Larger("that hurts"))
    assert (both.text, both.fit, both.confidence) == ("that hurts", 1.0, 0.25)


def test_a_likely_sentence_that_is_no_template_does_not_make_the_quick_one_sure():
    assert heard(Quick("up good", likelihood=1.0), Larger("that hurts")).text == "that hurts"


def test_a_second_reading_that_means_more_is_taken():
    assert heard(Quick("up good"), Larger("that hearts", "that hurts")).text == "that hurts"


def test_what_the_quick_one_heard_counts_where_the_larger_one_can_have_heard_it_too():
    assert heard(Quick("pause"), Larger("widjacks")).text == "pause"


def test_what_the_larger_one_is_sure_nobody_said_is_not_believed():
    both = heard(Quick("pause"), Larger("widjacks", doubts={"pause": 40.0}))
    assert (both.text, both.fit) == ("widjacks", 0.0)


def test_what_is_no_template_has_to_sound_as_likely_as_the_best():
    larger = Larger("widjacks", doubts={"up good": 5.0})
    assert heard(Quick("up good"), larger).text == "widjacks"
    assert heard(Quick("up good"), Larger("widjacks", doubts={"up good": 1.0})).text == "up good"


def test_the_beginning_of_what_the_larger_one_hears_is_not_all_that_was_said():
    larger = Larger("how long is the wall", "how long", doubts={"how long": 0.1})
    assert heard(Quick("widjacks"), larger).text == "how long is the wall"


def test_one_word_behind_the_wake_word_is_not_believed_on_the_wake_words_account():
    assert heard(Quick("alexa pass", likelihood=1.0), Larger("alexa pause")).text == "alexa pause"


def test_where_the_larger_one_hears_no_words_there_are_none():
    assert heard(Quick("pause"), Larger()).text == ""


def test_where_the_quick_one_hears_silence_the_larger_one_is_not_asked():
    larger = Larger("pause")
    assert heard(Quick(), larger).text == ""
    assert larger.calls == 0


def test_where_something_lasting_hangs_on_it_the_larger_one_is_asked_how_surely_it_was_said():
    larger = Larger("beep")
    both = heard(Quick("more", likelihood=1.0), larger)
    assert (both.text, both.confidence, larger.calls) == ("more", 0.25, 1)


def test_what_means_the_same_was_said_as_surely_as_the_likeliest_of_it():
    larger = Larger("yeah", "beep")
    heard(Quick("yes", "pause"), larger)
    assert larger.compared == ({"yes", "yeah"}, {"beep", "pause"})


def test_while_it_plays_stop_is_taken_where_start_is_hardly_likelier():
    larger = Larger("start it", doubts={"start it": 0.0, "stop it": 1.0})
    assert heard(Quick("start it", likelihood=1.0), larger, PLAYING).text == "stop it"
    assert heard(Quick("start it", likelihood=1.0), larger, IDLE).text == "start it"


def test_a_danger_that_sounds_nearly_as_likely_goes_before_all_else():
    near = {"my land gave way": 0.0, "my leg gave way": 5.0}
    larger = Larger("my land gave way", "my leg gave way", doubts=near)
    assert heard(Quick("beep"), larger).text == "my leg gave way"


def test_a_danger_that_nobody_can_have_said_is_none():
    far = {"my land gave way": 0.0, "my leg gave way": 30.0}
    larger = Larger("my land gave way", "my leg gave way", doubts=far)
    assert heard(Quick("beep"), larger).text == "my land gave way"


def test_a_start_that_is_much_likelier_than_any_stop_is_one():
    larger = Larger("start it", doubts=dict.fromkeys(INTENTS, 9.0) | {"start it": 0.0})
    assert heard(Quick("start it"), larger, PLAYING).text == "start it"


def test_what_halts_is_believed_alone_and_what_lets_go_on_is_not():
    larger = Larger("pause", doubts={"proceed": 1.0, "pause": 0.0})
    assert heard(Quick("pause", likelihood=1.0), larger, PLAYING).text == "pause"
    assert larger.calls == 0
    assert heard(Quick("proceed", likelihood=1.0), larger, PLAYING).text == "pause"


def test_its_name_tells_both():
    both = CarefulRecognizer(Quick(), Larger(), meaning)
    assert both.name == "quick+large"
