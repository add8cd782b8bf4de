"""Bespoken's virtual-alexa loads our built model and talks to `back-routine serve` over HTTP.

It was written by others, from Amazon's documents: what it sends and what it makes of our answers
owes nothing to our own device. `drive.mjs` takes it through a week; each step is a test here.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

pytestmark = pytest.mark.independent

HERE = Path(__file__).parent
MODEL = (
    HERE.parents[1] / "interaction_model/skill-package/interactionModels/custom" / "en-US.json"
).resolve()
RUN = [sys.executable, "-c", "from skill.cli import main; main()"]
SERVE = [*RUN, "serve", "--local", "--no-voice"]
STARTS_WITHIN_S = 30
EXERCISES, OF_TWO_SIDES = 8, 4
TRACKS = EXERCISES + (EXERCISES + OF_TWO_SIDES) + 1
"""A lead for each exercise, the work of each side, and the close."""


class Step:
    """What was asked and answered while one thing was done."""

    def __init__(self, told):
        self.error = told["error"]
        self.playing = told["playing"]
        self.requests = [turn["request"]["request"] for turn in told["turns"]]
        self.answers = [turn.get("answer", {}).get("response", {}) for turn in told["turns"]]

    @property
    def types(self):
        return [request["type"].rpartition(".")[2] for request in self.requests]

    @property
    def intent(self):
        (name,) = (request["intent"]["name"] for request in self.requests if "intent" in request)
        return name

    @property
    def speech(self):
        """The last words, bare."""
        spoken = [
            answer["outputSpeech"]["ssml"] for answer in self.answers if "outputSpeech" in answer
        ]
        return re.sub(r"<[^>]*>", "", spoken[-1]) if spoken else ""

    @property
    def directives(self):
        return [one for answer in self.answers for one in answer.get("directives", ())]

    @property
    def streams(self):
        """What was ordered to be played, in order."""
        return [one["audioItem"]["stream"] for one in self.directives if "audioItem" in one]


@pytest.fixture(scope="session")
def modules():
    """The folder that virtual-alexa is in."""
    folder = Path(os.environ.get("NODE_MODULES", "node_modules")).resolve()
    if not ((folder / "virtual-alexa").exists() and shutil.which("node")):
        missing = "needs node, and virtual-alexa in node_modules (or $NODE_MODULES)"
        remedy = "npm install virtual-alexa@0.7.8"
        (pytest.fail if os.environ.get("CI_STRICT") == "1" else pytest.skip)(f"{missing}: {remedy}")
    return folder


@pytest.fixture(scope="session")
def door(tmp_path_factory):
    """The real service on a free port, with a store and a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--store", f"sqlite:///{home / 'store.sqlite3'}"]
    environment = os.environ | {"BACK_ROUTINE_HOME": str(home)}
    log = home / "log"
    with log.open("wb") as lines:
        process = subprocess.Popen([*SERVE, *options], env=environment, stdout=lines, stderr=lines)
    try:
        wait_until_well(port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_until_well(port, log):
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def told(modules, door):
    """All that happened, by part and step."""
    done = subprocess.run(
        ["node", HERE / "drive.mjs", door, MODEL],
        env=os.environ | {"NODE_MODULES": str(modules)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def step(told):
    """Gives a step by its name; virtual-alexa must have been able to do it."""

    def named(name):
        found = Step(told["steps"][name])
        assert found.error is None
        return found

    return named


@pytest.fixture
def attempt(told):
    """Gives, by its name, a step that virtual-alexa cannot do as Alexa does."""
    return lambda name: Step(told["cannot"][name])


def test_a_launch_is_welcomed_and_asked_one_question(step):
    launch = step("launch")
    assert launch.types == ["LaunchRequest"]
    assert launch.speech.startswith("Hello")
    assert launch.speech.endswith("or pregnancy?")
    assert launch.answers[0]["shouldEndSession"] is False


def test_a_no_to_the_screening_starts_the_first_track(step):
    answered = step("no")
    assert answered.intent == "AMAZON.NoIntent"
    assert answered.types == ["IntentRequest", "PlaybackStarted"]
    assert "eight exercises" in answered.speech
    assert answered.playing["token"] == answered.streams[0]["token"]
    assert answered.playing["offsetInMilliseconds"] == 0


def test_pause_stops_the_track(step):
    pause = step("pause")
    # virtual-alexa stops the music when somebody speaks; Alexa, when our directive says so.
    assert pause.types == ["PlaybackStopped", "IntentRequest"]
    assert pause.intent == "AMAZON.PauseIntent"
    assert [one["type"] for one in pause.directives] == ["AudioPlayer.Stop"]
    assert pause.playing is None


def test_resume_goes_on_near_the_place(step):
    stopped_ms = step("pause").requests[0]["offsetInMilliseconds"]
    resume = step("resume")
    assert resume.intent == "AMAZON.ResumeIntent"
    assert stopped_ms - 10_000 <= resume.playing["offsetInMilliseconds"] <= stopped_ms
    assert resume.playing["url"].partition(":")[2] == step("no").playing["url"].partition(":")[2]


def test_the_queue_plays_all_tracks_to_their_end(step):
    queue = step("queue")
    assert queue.types.count("PlaybackNearlyFinished") == TRACKS
    assert queue.types.count("PlaybackFinished") == TRACKS
    # The first one was started by "resume".
    assert queue.types.count("PlaybackStarted") == TRACKS - 1
    assert queue.playing is None


def test_each_track_of_the_queue_is_ordered_once_behind_the_one_that_plays(step):
    playing = step("resume").streams + (ordered := step("queue").streams)
    assert {one["playBehavior"] for one in step("queue").directives} == {"ENQUEUE"}
    assert [stream["expectedPreviousToken"] for stream in ordered] == [
        stream["token"] for stream in playing[:-1]
    ]
    assert len({stream["token"] for stream in playing}) == TRACKS
    assert len({stream["url"] for stream in playing}) == TRACKS


def test_an_event_of_the_player_is_answered_without_a_word(step):
    for answer in step("queue").answers:
        assert not answer.keys() - {"directives"}


def test_one_sentence_gives_one_stretch(step):
    stretch = step("stretch")
    assert stretch.intent == "DoExerciseIntent"
    slot = stretch.requests[0]["intent"]["slots"]["exercise"]
    assert slot["value"] == "cat camel"
    assert (
        slot["resolutions"]["resolutionsPerAuthority"][0]["values"][0]["value"]["id"] == "cat-cow"
    )
    assert stretch.speech.startswith("The cat cow stretch")
    assert '<audio src="' in stretch.answers[0]["outputSpeech"]["ssml"]
    assert stretch.answers[0]["shouldEndSession"] is False


def test_a_stretch_ends_with_the_word_stop(step):
    enough = step("enough")
    assert enough.intent == "AMAZON.StopIntent"
    assert enough.answers[0]["shouldEndSession"] is True


def test_the_week_tells_of_the_routine(step):
    week = step("week")
    assert week.intent == "WeeklySummaryIntent"
    told = r"In (this|your) first week you .* once, on \w+day, for 1\d minutes\."
    assert re.match(told, week.speech)
    assert week.answers[0]["shouldEndSession"] is True


def test_a_second_launch_plays_at_once(step):
    again = step("again")
    assert again.types == ["LaunchRequest", "PlaybackStarted"]
    assert again.playing["offsetInMilliseconds"] == 0


def test_the_next_button_plays_the_next_track_without_a_word(step):
    button = step("button")
    assert button.types == ["NextCommandIssued", "PlaybackStopped", "PlaybackStarted"]
    assert button.speech == ""
    assert button.playing["token"] != step("again").playing["token"]


def test_stop_ends_a_routine(step):
    stop = step("stop")
    assert stop.intent == "AMAZON.StopIntent"
    assert [one["type"] for one in stop.directives] == ["AudioPlayer.Stop"]
    assert stop.playing is None


# What virtual-alexa 0.7.8 cannot do, why, and what is done in its place above. Such a test fails
# on the day that it can: then the detour can go.


def test_cannot_start_a_skill_by_the_word_start(attempt):
    """It knows a skill's name after ask, open, launch, talk to and tell. We say: open.

    The same words mean the routine to whoever is in the skill already, and so it takes them.
    """
    assert attempt("a name after start").intent == "StartRoutineIntent"


def test_cannot_ask_a_question_without_to(attempt):
    """Only what follows "to" is a sentence for it; else it launches. We leave the name out."""
    assert attempt("ask without to").types == ["LaunchRequest"]


def test_cannot_fall_back(attempt):
    """Any word is a day, a time or a number to it, as some answers are. Our device tries it."""
    assert attempt("a word that fits nothing").intent in {"SetReminderIntent", "ChangeLengthIntent"}


def test_cannot_play_a_track_from_loopback(attempt):
    """Like Alexa, it plays https alone. We have it read our http addresses as https ones."""
    refused = attempt("a track over plain HTTP")
    assert refused.types == ["IntentRequest", "SessionEndedRequest"]
    assert "HTTPS" in refused.requests[1]["error"]["message"]
    assert refused.playing is None


def test_cannot_press_a_button(attempt):
    """It has no PlaybackController. We write that request by hand."""
    assert "not a function" in attempt("buttons").error
