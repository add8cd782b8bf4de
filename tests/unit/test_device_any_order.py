"""Whatever a person does and a skill answers, a device's events make sense."""

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button
from skill.speaker.device.fakes import FakeHome
from skill.speaker.device.journal import Played, Sent
from skill.speaker.device.playback import HappeningKind

STREAMS = "abcdef"
SOUNDS = {f"http://127.0.0.1/{name}.mp3": 20_000 for name in STREAMS[:-1]}  # the last is missing
BEHAVIORS = ("REPLACE_ALL", "ENQUEUE", "REPLACE_ENQUEUED")
STOP = {"type": "AudioPlayer.Stop"}

plays = st.builds(
    lambda name, behavior, after, offset_ms: {
        "type": "AudioPlayer.Play",
        "playBehavior": behavior,
        "audioItem": {
            "stream": {
                "url": f"http://127.0.0.1/{name}.mp3",
                "token": name,
                "offsetInMilliseconds": offset_ms,
                **({"expectedPreviousToken": after} if behavior == "ENQUEUE" else {}),
            }
        },
    },
    st.sampled_from(STREAMS),
    st.sampled_from(BEHAVIORS),
    st.sampled_from(STREAMS),
    st.sampled_from([0, 0, 5_000, 30_000]),
)
clears = st.sampled_from(["CLEAR_ALL", "CLEAR_ENQUEUED"]).map(
    lambda behavior: {"type": "AudioPlayer.ClearQueue", "clearBehavior": behavior}
)
directives = st.lists(st.one_of(plays, clears, st.just(STOP)), max_size=2)
texts = st.sampled_from([None, "All right.", "Shall we?"])
acts = st.one_of(
    st.tuples(st.just("say"), texts, directives),
    st.tuples(st.just("press"), st.sampled_from(Button), directives),
    st.tuples(st.just("wait"), st.integers(0, 40_000), directives),
    st.tuples(st.just("restart"), st.none(), directives),
)
faults = st.lists(st.tuples(st.sampled_from(Fault), st.sampled_from(HappeningKind)), max_size=4)


class Scripted:
    """A skill that answers what it was last told to, to requests and to events alike."""

    def __init__(self):
        self.text, self.directives = None, []

    def __call__(self, envelope):
        kind = envelope["request"]["type"]
        if kind == "IntentRequest" and self.text:
            speech = {"outputSpeech": {"type": "PlainText", "text": self.text}}
            is_question = self.text.endswith("?")
            return {
                **speech,
                "directives": [] if is_question else self.directives,
                "shouldEndSession": not is_question,
            }
        if kind == "SessionEndedRequest":
            return None
        return {"directives": self.directives}


def lived(moves, mishaps=()):
    skill = Scripted()
    home = FakeHome(skill, SOUNDS)
    for fault, kind in mishaps:
        home.device.expect(fault, kind)
    for act, detail, answer in moves:
        skill.directives = answer
        if act == "say":
            skill.text = detail
            home.device.say("anything")
        elif act == "press":
            home.device.press(detail)
        elif act == "wait":
            home.device.advance_to(home.device.now_ms + detail)
        else:
            home.device.restart()
    return home


def events(home):
    return [
        line
        for line in home.lines
        if isinstance(line, Sent) and line.type.startswith("AudioPlayer.")
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=12))
def test_every_start_has_one_end_and_every_end_a_start(moves):
    home = lived([move for move in moves if move[0] != "restart"])
    playing = None
    for event in events(home):
        kind = event.type.removeprefix("AudioPlayer.Playback")
        if kind == "Started":
            assert playing is None
            playing = event.token
        elif kind in ("Stopped", "Finished"):
            assert playing == event.token
            playing = None
        elif kind == "NearlyFinished":
            assert playing == event.token
        else:
            assert playing is None


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=12))
def test_what_was_played_is_what_was_told(moves):
    home = lived([move for move in moves if move[0] != "restart"])
    home.device.power_off()
    starts = [(e.token, e.offset_ms) for e in events(home) if e.type.endswith("Started")]
    heard = [line for line in home.lines if isinstance(line, Played) and line.ended != "failed"]
    assert [(line.token, line.from_ms) for line in heard] == starts
    assert all(line.from_ms <= line.to_ms for line in heard)


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=12), faults)
def test_no_fault_and_no_restart_confuses_the_device(moves, mishaps):
    home = lived(moves, mishaps)
    home.device.deliver_late()
    played_ms = sum(line.to_ms - line.from_ms for line in home.lines if isinstance(line, Played))
    passed_ms = home.device.now_ms - FakeHome(Scripted(), SOUNDS).device.now_ms
    assert played_ms <= passed_ms
