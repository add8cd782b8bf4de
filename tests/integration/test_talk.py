"""Scripted conversations with a small skill, over real HTTP, in virtual time."""

from datetime import UTC, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from skill.speaker.device.fakes import FakeEars
from skill.speaker.device.profile import PROFILES
from skill.speaker.device.routing import UNNAMED
from skill.speaker.fakes import FakeSkill
from skill.speaker.setting import Setting
from skill.speaker.talk.script import ScriptError, read_script
from skill.speaker.talk.script_runner import ScriptRunner
from skill.speaker.talk.transcript import as_json, plain_lines

START = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
FIRST_WORDS_S = 1.475  # "It is 07:00." at the device's speed


class Conversation:
    """What came of a script."""

    def __init__(self, script, skill=None, device="local"):
        self.skill = skill or FakeSkill()
        self.noted = []
        stage = ScriptRunner(
            start=START,
            setting=Setting(ZoneInfo("Europe/Berlin"), profile=PROFILES[device]),
            skill=self.skill,
            make_ears=lambda _: FakeEars(),
        )
        self.passed = stage.perform(read_script(script), lambda *line: self.noted.append(line))

    def lines(self, kind):
        written = [as_json(at_ms, line) for at_ms, line in self.noted]
        return [line for line in written if line["kind"] == kind]

    def requests(self):
        return [each["request"]["type"].rpartition(".")[2] for each in self.skill.store]


def test_a_whole_queue_plays_from_one_sentence():
    talk = Conversation("open\n@until idle")
    played = [(p["exercise"], p["from_ms"], p["to_ms"]) for p in talk.lines("played")]
    assert played == [(f"exercise-{n}", 0, 90_000) for n in range(3)]
    assert talk.passed


def test_what_is_stored_comes_last_and_at_the_end_of_time():
    talk = Conversation("open\n@until idle")
    stored = as_json(*talk.noted[-1])
    assert stored["kind"] == "stored"
    assert stored["runs"][0]["steps_done"] == ["0", "1", "2"]
    assert stored["at"] == pytest.approx(FIRST_WORDS_S + 270)


def test_fourteen_minutes_take_no_time():
    began = perf_counter()
    Conversation("open\n@wait 14 min", FakeSkill(count=10))
    assert perf_counter() - began < 2


def test_the_service_lives_in_the_same_time():
    talk = Conversation("@at 2026-11-16T18:30\nopen\n@expect it is 17:30")
    assert talk.passed


def test_the_skill_can_ask_alexa_for_the_time_zone():
    assert Conversation("zone\n@expect Europe/Berlin").passed


def test_a_sentence_waits_for_the_device_to_finish_talking():
    talk = Conversation("open\nstop")
    assert [h["at"] for h in talk.lines("heard")] == [0, FIRST_WORDS_S]
    assert talk.lines("played")[0]["to_ms"] == 0


def test_after_a_wait_a_sentence_cuts_the_speech_off():
    talk = Conversation("open\n@wait 1s\nstop\n@until idle")
    assert [h["at"] for h in talk.lines("heard")] == [0, 1]
    assert talk.lines("played") == []


def test_until_idle_leaves_the_microphone_open():
    talk = Conversation("ask\n@until idle\nstop")
    assert [each["session"]["new"] for each in talk.skill.store] == [True, False]


def test_a_script_that_ends_lets_the_device_finish_its_sentence():
    assert Conversation("open").requests() == ["LaunchRequest", "PlaybackStarted"]


def test_what_still_plays_at_the_end_was_heard_so_far():
    talk = Conversation("open\n@wait 10s")
    assert talk.lines("played")[0]["ended"] == "stopped"
    assert "PlaybackStopped" not in talk.requests()


def test_a_restart_loses_the_queue_and_keeps_the_store():
    talk = Conversation("open\n@wait 20s\n@restart\n@until idle\nstop")
    assert talk.skill.starts == 2
    assert talk.requests()[:3] == ["LaunchRequest", "PlaybackStarted", "PlaybackNearlyFinished"]
    assert len(talk.lines("played")) == 1
    activity = talk.skill.store[-1]["context"]["AudioPlayer"]["playerActivity"]
    assert activity == "IDLE"


def test_a_lost_event_never_reaches_the_skill():
    talk = Conversation("@lose nearly\nopen\n@until idle")
    assert "PlaybackNearlyFinished" not in talk.requests()
    assert len(talk.lines("played")) == 1


def test_a_doubled_event_reaches_it_twice_and_a_late_one_after_the_next():
    talk = Conversation("@double started\n@late finished\nopen\n@until idle")
    assert talk.requests()[1:3] == ["PlaybackStarted", "PlaybackStarted"]
    assert talk.requests()[4:6] == ["PlaybackStarted", "PlaybackFinished"]
    tokens = [each["token"] for each in talk.lines("event")]
    assert tokens[3:5] == ["1", "0"]


def test_a_late_event_that_nothing_follows_comes_before_the_end():
    talk = Conversation("@late finished\nopen\n@until idle", FakeSkill(count=1))
    assert talk.requests()[-1] == "PlaybackFinished"


def test_a_button_is_an_event():
    talk = Conversation("open\n@wait 20s\n@press next")
    assert talk.lines("event")[-1]["type"] == "PlaybackController.NextCommandIssued"


def test_a_broken_rule_is_an_error_line_and_not_a_pass():
    talk = Conversation("break")
    assert talk.lines("error")[0]["reason"] == "the session is closed right after a question"
    assert not talk.passed


def test_an_expectation_that_fails_ends_the_script():
    talk = Conversation("open\n@expect something else\nstop")
    assert not talk.passed
    assert 'line 2: expected "something else"' in talk.lines("error")[0]["reason"]
    assert len(talk.lines("heard")) == 1
    assert talk.lines("stored")


def test_time_does_not_run_backwards():
    with pytest.raises(ScriptError, match=r"line 1.*past"):
        Conversation("@at 2026-11-16T07:30")


def test_buttons_need_a_device_that_has_them():
    with pytest.raises(ScriptError, match="no player buttons"):
        Conversation("@press next", device="no-audio-player")


def test_what_an_echo_answers_herself_is_a_line_and_no_request():
    talk = Conversation("open\n@wait 20s\nwhat", device="echo-dot")
    (line,) = talk.lines("elsewhere")
    assert (line["text"], line["why"]) == ("what", UNNAMED)
    assert "IntentRequest" not in talk.requests()


def test_a_script_can_expect_that_alexa_answers_herself():
    assert Conversation("what\n@elsewhere", device="echo-dot").passed


@pytest.mark.parametrize(
    ("script", "found"),
    [("open\n@elsewhere", '"open" reached'), ("@elsewhere", "nothing was said")],
)
def test_expecting_alexas_answer_to_what_reached_the_skill_ends_the_script(script, found):
    talk = Conversation(script, device="echo-dot")
    assert not talk.passed
    assert found in talk.lines("error")[0]["reason"]


def test_a_person_reads_in_one_line_that_alexa_answers_herself():
    talk, written = Conversation("what", device="echo-dot"), []
    plain_lines(written.append)(*talk.noted[0])
    assert written == [f"     0:00  You:    what (Alexa answers herself: {UNNAMED})"]


def test_a_person_can_read_it():
    talk, written = Conversation("open\n@until idle", FakeSkill(count=1)), []
    journal = plain_lines(written.append)
    for at_ms, line in talk.noted:
        journal(at_ms, line)
    assert written[:3] == [
        "     0:00  You:    open",
        "     0:00  Alexa:  It is 07:00.",
        "     1:31     ♪    exercise-0: 0:00 to 1:30",
    ]
