"""A device in conversation with a skill that is a function."""

import pytest

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button, NoButtonsError
from skill.speaker.device.fakes import FakeHome
from skill.speaker.device.journal import Broken, Heard, Played, Said
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.playback import HappeningKind

SOUNDS = {f"http://127.0.0.1/{name}.mp3": 60_000 for name in "abcd"}
TEN_SECONDS = '<speak>Words.<break time="9275ms"/></speak>'


def speech(text):
    return {"type": "PlainText", "text": text}


def play(name, behavior="REPLACE_ALL", after=None, offset_ms=0):
    stream = {
        "url": f"http://127.0.0.1/{name}.mp3",
        "token": name,
        "offsetInMilliseconds": offset_ms,
    }
    if after:
        stream["expectedPreviousToken"] = after
    item = {"stream": stream}
    return {"type": "AudioPlayer.Play", "playBehavior": behavior, "audioItem": item}


def say_and_play(name):
    return {
        "outputSpeech": {"type": "SSML", "ssml": TEN_SECONDS},
        "directives": [play(name)],
        "shouldEndSession": True,
    }


def queue_of(*names):
    """A skill that plays these streams, one after the other, and obeys the simplest words."""

    def skill(envelope):
        request = envelope["request"]
        if request["type"] == "LaunchRequest":
            return say_and_play(names[0])
        if request["type"] == "AudioPlayer.PlaybackNearlyFinished":
            token = request["token"]
            rest = names[names.index(token) + 1 :] if token in names else ()
            return {"directives": [play(rest[0], "ENQUEUE", token)]} if rest else None
        return {
            "stop": {"directives": [{"type": "AudioPlayer.Stop"}], "shouldEndSession": True},
            "what": {"outputSpeech": speech("This."), "shouldEndSession": True},
            "ask": {"outputSpeech": speech("Which one?"), "shouldEndSession": False},
        }.get(request.get("intent", {}).get("name"))

    return skill


def asking(envelope):
    """A skill that asks a question, with a reprompt, whatever it hears."""
    if envelope["request"]["type"] not in ("LaunchRequest", "IntentRequest"):
        return None
    return {
        "outputSpeech": speech("Ready to start?"),
        "reprompt": {"outputSpeech": speech("Shall we?")},
        "shouldEndSession": False,
        "sessionAttributes": {"asked": "start"},
    }


class Home(FakeHome):
    """A device whose streams are a minute long."""

    def __init__(self, skill, profile="local", loudspeaker=ImaginedLoudspeaker):
        super().__init__(skill, SOUNDS, profile, loudspeaker)
        self.start_ms = self.device.now_ms

    def wait(self, seconds):
        self.device.advance_to(self.device.now_ms + round(seconds * 1000))

    def finish_talking(self):
        while self.device.is_speaking:
            self.device.advance_to(self.device.due_ms())

    def run(self, seconds=1000):
        self.device.say("open")
        self.wait(seconds)
        return self

    def of(self, kind):
        return [line for line in self.lines if isinstance(line, kind)]

    def played(self):
        return [(p.token, p.from_ms, p.to_ms, p.ended) for p in self.of(Played)]

    def errors(self):
        return [line.reason for line in self.of(Broken)]


def test_one_sentence_plays_the_whole_queue():
    home = Home(queue_of("a", "b", "c")).run()
    assert home.played() == [(name, 0, 60_000, "finished") for name in "abc"]
    assert home.errors() == []


def test_speech_comes_first_and_then_the_stream():
    home = Home(queue_of("a"))
    home.device.say("open")
    home.wait(9.9)
    assert home.door.types() == ["LaunchRequest"]
    home.wait(0.2)
    assert home.door.types() == ["LaunchRequest", "PlaybackStarted"]


def test_events_carry_no_session_and_the_offset_they_happened_at():
    home = Home(queue_of("a", "b")).run()
    events = [each for each in home.door.asked if each["request"]["type"].startswith("Audio")]
    assert all("session" not in each for each in events)
    assert [e["request"]["offsetInMilliseconds"] for e in events[:4]] == [0, 5_000, 60_000, 0]
    finished = events[2]["context"]["AudioPlayer"]
    assert finished == {"token": "a", "offsetInMilliseconds": 60_000, "playerActivity": "FINISHED"}


def test_an_event_is_stamped_with_the_time_it_happened_at():
    home = Home(queue_of("a")).run()
    finished = home.door.asked[home.door.types().index("PlaybackFinished")]
    assert finished["request"]["timestamp"] == "2026-11-16T07:01:10Z"


def test_a_sentence_stops_the_stream_and_tells_where_it_played():
    home = Home(queue_of("a")).run(30)
    home.device.say("stop")
    assert home.played() == [("a", 0, 20_000, "stopped")]
    assert home.door.types()[-2:] == ["PlaybackStopped", "IntentRequest"]
    player = home.door.asked[-1]["context"]["AudioPlayer"]
    assert player == {"token": "a", "offsetInMilliseconds": 20_000, "playerActivity": "PLAYING"}


def test_a_stopped_stream_stays_stopped():
    home = Home(queue_of("a")).run(30)
    home.device.say("stop")
    home.wait(1000)
    assert home.door.types()[-1] == "IntentRequest"
    assert home.device.is_idle


def test_after_an_answer_that_leaves_the_player_alone_the_stream_goes_on_by_itself():
    home = Home(queue_of("a")).run(30)
    home.device.say("what")
    home.wait(1000)
    assert home.played() == [("a", 0, 20_000, "stopped"), ("a", 20_000, 60_000, "finished")]
    assert home.door.types()[-3:] == ["IntentRequest", "PlaybackStarted", "PlaybackFinished"]


def test_while_a_question_is_open_the_stream_waits():
    home = Home(queue_of("a")).run(30)
    home.device.say("ask")
    home.finish_talking()
    assert not home.device.is_idle
    assert home.device.is_listening
    home.device.say("stop")
    assert home.door.asked[-1]["context"]["AudioPlayer"]["playerActivity"] == "PAUSED"


def test_a_question_nobody_answers_lets_the_stream_go_on():
    home = Home(queue_of("a")).run(30)
    home.device.say("ask")
    home.wait(1000)
    assert home.door.types()[-3:] == ["SessionEndedRequest", "PlaybackStarted", "PlaybackFinished"]


def test_a_welcome_cut_short_never_starts_its_stream():
    home = Home(queue_of("a")).run(3)
    home.device.say("stop")
    home.wait(1000)
    assert home.door.types() == ["LaunchRequest", "IntentRequest"]
    assert home.played() == []


def test_silence_is_reprompted_once_and_then_ends_the_session():
    home = Home(asking).run()
    assert [said.text for said in home.of(Said)] == ["Ready to start?", "Shall we?"]
    assert home.door.types() == ["LaunchRequest", "SessionEndedRequest"]
    assert home.door.asked[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_an_answer_in_time_stays_in_the_session_and_brings_its_attributes_back():
    home = Home(asking)
    home.device.say("open")
    home.wait(5)
    home.device.say("yes")
    first, second = home.door.asked
    assert (first["session"]["new"], second["session"]["new"]) == (True, False)
    assert first["session"]["sessionId"] == second["session"]["sessionId"]
    assert second["session"]["attributes"] == {"asked": "start"}


def test_a_sentence_after_the_session_begins_another_one():
    home = Home(asking).run()
    home.device.say("yes")
    assert home.door.asked[-1]["session"]["new"] is True
    assert home.door.asked[-1]["session"]["attributes"] == {}


def test_naming_the_skill_in_a_session_begins_another_one():
    home = Home(asking)
    home.device.say("open")
    home.device.say("open")
    assert home.door.types() == ["LaunchRequest", "SessionEndedRequest", "LaunchRequest"]
    assert home.door.asked[-1]["session"]["new"] is True


def test_exit_ends_the_session_without_asking_the_skill():
    home = Home(asking)
    home.device.say("open")
    home.device.say("Alexa, exit")
    assert home.door.types() == ["LaunchRequest", "SessionEndedRequest"]
    assert home.door.asked[-1]["request"]["reason"] == "USER_INITIATED"


def test_the_wake_word_is_dropped():
    home = Home(asking)
    home.device.say("Alexa, yes")
    assert home.of(Heard)[0].text == "yes"


def test_the_wake_word_alone_asks_nothing():
    home = Home(asking)
    home.device.say("alexa")
    assert home.door.asked == []


def test_hearing_is_told_what_the_device_was_doing():
    home = Home(queue_of("a")).run(30)
    home.device.say("ask")
    home.finish_talking()
    home.device.say("stop")
    playing, asked = home.ears.situations[1:]
    assert (playing.is_playing, playing.is_question_open) == (True, False)
    assert (asked.is_playing, asked.is_question_open) == (False, True)


def test_an_illegal_answer_is_dropped_and_the_skill_is_told():
    def skill(envelope):
        if envelope["request"]["type"] == "AudioPlayer.PlaybackFinished":
            return {"directives": [play("b")]}
        return queue_of("a")(envelope)

    home = Home(skill).run()
    assert home.played() == [("a", 0, 60_000, "finished")]
    complaint = home.door.asked[-1]["request"]
    assert complaint["type"] == "System.ExceptionEncountered"
    finished = home.door.asked[-2]["request"]
    assert complaint["cause"] == {"requestId": finished["requestId"]}
    assert "not supported: AudioPlayer.Play" in home.errors()[0]


def test_an_illegal_answer_in_a_session_ends_it_with_an_error():
    home = Home(lambda _: {"outputSpeech": {"type": "SSML", "ssml": "<speak>a & b</speak>"}})
    home.device.say("open")
    types = ["LaunchRequest", "ExceptionEncountered", "SessionEndedRequest"]
    assert home.door.types()[:2] == types[:2]
    assert home.door.types()[-2] == types[2]


def test_a_closed_question_is_an_error_and_still_heard():
    home = Home(lambda _: {"outputSpeech": speech("Ready?"), "shouldEndSession": True})
    home.device.say("open")
    assert home.errors() == ["the session is closed right after a question"]
    assert home.of(Said)[0].text == "Ready?"


def test_a_stream_that_does_not_load_fails():
    home = Home(queue_of("nowhere")).run()
    assert home.played() == [("nowhere", 0, 0, "failed")]
    failed = home.door.asked[-1]["request"]
    assert failed["type"] == "AudioPlayer.PlaybackFailed"
    assert failed["error"]["type"] == "MEDIA_ERROR_INVALID_REQUEST"


def test_a_skill_that_plays_nothing_again_and_again_does_not_stop_time():
    def skill(envelope):
        if envelope["request"]["type"] == "SessionEndedRequest":
            return None
        return {"directives": [play("a", offset_ms=90_000)]}

    assert len(Home(skill).run(1).door.asked) < 100


def test_a_stream_that_is_still_loading_waits_a_little_longer_than_its_words():
    class Slow(ImaginedLoudspeaker):
        def is_ready(self, _url):
            return home.device.now_ms > home.start_ms + 12_000

    home = Home(queue_of("a"), loudspeaker=Slow)
    home.run(11.9)
    assert home.door.types() == ["LaunchRequest"]
    home.wait(0.2)
    assert home.door.types() == ["LaunchRequest", "PlaybackStarted"]


def test_a_lost_nearly_finished_leaves_silence_behind():
    home = Home(queue_of("a", "b"))
    home.device.expect(Fault.LOSE, HappeningKind.NEARLY_FINISHED)
    home.run()
    assert home.played() == [("a", 0, 60_000, "finished")]


def test_a_late_nearly_finished_comes_after_finished_and_goes_on():
    home = Home(queue_of("a", "b"))
    home.device.expect(Fault.LATE, HappeningKind.NEARLY_FINISHED)
    home.run()
    finished_first = home.door.types()[2:4]
    assert finished_first == ["PlaybackFinished", "PlaybackNearlyFinished"]
    assert [token for token, *_ in home.played()] == ["a", "b"]


def test_a_late_event_says_when_and_where_it_really_happened():
    home = Home(queue_of("a"))
    home.device.expect(Fault.LATE, HappeningKind.STARTED)
    home.run()
    nearly, started = home.door.asked[1:3]
    assert started["request"]["offsetInMilliseconds"] == 0
    assert started["request"]["timestamp"] < nearly["request"]["timestamp"]


def test_a_doubled_event_is_the_same_request_twice():
    home = Home(queue_of("a", "b"))
    home.device.expect(Fault.DOUBLE, HappeningKind.NEARLY_FINISHED)
    home.run()
    first, second = home.door.asked[2:4]
    assert first == second
    assert [token for token, *_ in home.played()] == ["a", "b"]


def test_a_late_event_that_nothing_follows_still_comes_when_asked_for():
    home = Home(queue_of("a"))
    home.device.expect(Fault.LATE, HappeningKind.FINISHED)
    home.run()
    assert "PlaybackFinished" not in home.door.types()
    home.device.deliver_late()
    assert home.door.types()[-1] == "PlaybackFinished"


def test_a_button_reaches_the_skill_and_its_directives_are_obeyed():
    def skill(envelope):
        if envelope["request"]["type"] == "PlaybackController.NextCommandIssued":
            return {"directives": [play("b")]}
        return queue_of("a")(envelope)

    home = Home(skill).run(30)
    home.device.press(Button.NEXT)
    home.wait(1000)
    assert home.played() == [("a", 0, 20_000, "stopped"), ("b", 0, 60_000, "finished")]


def test_a_device_without_a_player_has_no_buttons():
    with pytest.raises(NoButtonsError):
        Home(asking, "no-audio-player").device.press(Button.NEXT)


def test_a_device_without_a_player_says_so_and_refuses_to_play():
    home = Home(queue_of("a"), "no-audio-player").run()
    context = home.door.asked[0]["context"]
    assert context["System"]["device"]["supportedInterfaces"] == {}
    assert "AudioPlayer" not in context
    assert home.errors() == ["AudioPlayer.Play is not supported by this device"]


def test_a_restart_forgets_the_stream_and_tells_nobody():
    home = Home(queue_of("a")).run(30)
    sent = len(home.door.asked)
    home.device.restart()
    home.wait(1000)
    assert len(home.door.asked) == sent
    assert home.played() == [("a", 0, 20_000, "stopped")]
    home.device.say("what")
    player = home.door.asked[-1]["context"]["AudioPlayer"]
    assert player == {"offsetInMilliseconds": 0, "playerActivity": "IDLE"}
    assert home.door.asked[-1]["session"]["new"] is True


def test_every_request_has_an_id_of_its_own():
    home = Home(queue_of("a", "b")).run()
    ids = [each["request"]["requestId"] for each in home.door.asked]
    assert len(set(ids)) == len(ids)
