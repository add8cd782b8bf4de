"""What reaches the skill on each kind of device, in the words that people say."""

import pytest

from skill.speaker.device.ears import Understood
from skill.speaker.device.journal import Elsewhere
from skill.speaker.device.profile import PROFILES
from skill.speaker.device.routing import NO_PLAYER, NOT_OURS, UNNAMED, Floor, why_elsewhere
from skill.understanding import Hearing, Moment

ECHOS = ["echo-dot", "echo-show"]
BARE = ["that hurts", "how much longer", "do the squat", "how did I do this week", "help"]
NAMED = [
    "open my back routine",
    "start my back routine",
    "ask my back routine how much longer",
    "tell my back routine it hurts",
    "ask my back routine for the squat",
]
PLAYBACK = [
    *("pause", "resume", "stop", "cancel", "next", "previous", "repeat", "start over"),
    *("loop on", "loop off", "shuffle on", "shuffle off", "Next, please."),
]
HEARING = Hearing.load()


def why(text, device="echo-dot", *, in_session=False, played_last=False):
    heard = HEARING.hear(text, Moment(in_session=in_session, playing=played_last))
    understood = Understood(heard.intent, dict(heard.slots), heard.named)
    return why_elsewhere(text, understood, Floor(in_session, played_last), PROFILES[device])


@pytest.mark.parametrize("text", [*BARE, *NAMED, *PLAYBACK])
def test_our_own_speaker_hears_everything(text):
    assert why(text, "local") is None


@pytest.mark.parametrize("device", [*ECHOS, "no-audio-player"])
@pytest.mark.parametrize("text", NAMED)
def test_what_names_the_skill_reaches_it_on_every_device(text, device):
    assert why(text, device) is None


@pytest.mark.parametrize("device", ECHOS)
@pytest.mark.parametrize("text", PLAYBACK)
def test_a_playback_word_reaches_the_last_player(text, device):
    assert why(text, device, played_last=True) is None


@pytest.mark.parametrize("device", ECHOS)
@pytest.mark.parametrize("text", PLAYBACK)
def test_a_playback_word_is_for_another_player_when_we_played_nothing(text, device):
    assert why(text, device) == NOT_OURS


@pytest.mark.parametrize("device", ECHOS)
@pytest.mark.parametrize("text", BARE)
def test_any_other_sentence_is_alexas_even_while_our_stream_plays(text, device):
    assert why(text, device, played_last=True) == UNNAMED


@pytest.mark.parametrize(
    "text", ["can we take a short break", "skip the squat", "go on to the next"]
)
def test_a_longer_way_to_say_a_playback_word_is_none(text):
    assert why(text, played_last=True) == UNNAMED


@pytest.mark.parametrize("device", [*ECHOS, "no-audio-player"])
@pytest.mark.parametrize("text", [*BARE, *PLAYBACK])
def test_within_a_session_everything_reaches_us(text, device):
    assert why(text, device, in_session=True) is None


@pytest.mark.parametrize("text", [*BARE, *PLAYBACK])
def test_without_an_audio_player_nothing_bare_reaches_us(text):
    assert why(text, "no-audio-player") == NO_PLAYER


def test_what_alexa_answers_herself_is_not_sent(make_room):
    room = make_room(device="echo-dot")
    room.say("start my back routine")
    room.wait(30)
    sent = len([each for each in room.requests if each["request"]["type"] == "IntentRequest"])

    room.say("that hurts")

    assert [(line.text, line.why) for line in room.of(Elsewhere)] == [("that hurts", UNNAMED)]
    assert len([each for each in room.requests if "intent" in each["request"]]) == sent


def test_the_stream_goes_on_after_what_alexa_answers_herself(make_room):
    room = make_room(device="echo-dot")
    room.say("start my back routine")
    room.wait(60)
    room.say("how much longer")
    room.wait(5)

    assert room.events[-2:] == ["PlaybackStopped", "PlaybackStarted"]
    assert not room.device.is_idle


def test_a_device_that_was_restarted_has_no_last_player(make_room):
    room = make_room(device="echo-dot")
    room.say("start my back routine")
    room.wait(40)
    room.restart()
    room.say("resume")

    assert [line.why for line in room.of(Elsewhere)] == [NOT_OURS]


def test_an_echo_that_was_paused_is_resumed_by_a_bare_word(make_room):
    room = make_room(device="echo-dot")
    room.say("start my back routine")
    room.wait(40)
    room.say("pause")
    room.wait(600)
    room.say("resume")

    assert room.of(Elsewhere) == []
    assert room.intents[-2:] == ["AMAZON.PauseIntent", "AMAZON.ResumeIntent"]


def test_a_question_of_ours_is_answered_without_a_name(make_room):
    room = make_room(device="echo-dot", known=False)
    room.say("open my back routine", "that hurts")

    assert room.intents == ["LaunchRequest", "HurtIntent"]
