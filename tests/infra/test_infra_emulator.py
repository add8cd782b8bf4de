"""The bundle that is deployed, in Amazon's own emulator of Lambda: no Docker, no account."""

import json
from datetime import UTC, datetime, timedelta
from statistics import median

import boto3
import pytest

from skill.content import load
from skill.deploy.bundle import MOST_BYTES
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import needed_tracks
from skill.sound.shipped import shipped_lengths
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.sounds import Sheet, SoundNotFoundError
from tests.infra.emulator import Emulator

TRACKS = "https://tracks.example.org/"
SKILL = "skill.doors.lambda_function.handler"
STARTS = 3
MOST_COLD_CPU_MS = 2_000
"""Alexa waits for 8 s. Of a CPU, since a busy machine takes its time."""


class PublishedSounds:
    """The sheets of the tracks that are published, by their public address."""

    def __init__(self, folder):
        self._library = FolderLibrary(folder)
        content = load()
        for track in needed_tracks(content, shipped_lengths(content, "hibari")):
            self._library.order(track)

    def sheet(self, url):
        assert url.startswith(TRACKS)
        sheet = self._library.sheet(url.removeprefix(TRACKS).removesuffix(".mp3"))
        if sheet is None:
            raise SoundNotFoundError(f"{url} was not published")
        return Sheet(sheet["length_ms"], sheet["exercise"], tuple(sheet["cues"]))


class LambdaDoor:
    """The way to the function, for a device."""

    def __init__(self, emulator, folder):
        self.ask = emulator.ask
        self.sounds = PublishedSounds(folder)


@pytest.fixture
def start(tools, bundle, table, aws, free_port):
    """Starts the function as the template sets it up."""
    settings = {
        "BACK_ROUTINE_TABLE": table.table.name,
        "BACK_ROUTINE_TRACKS_URL": TRACKS,
        "AWS_ENDPOINT_URL": aws,
    }

    def start(handler=SKILL, **more):
        return Emulator(tools, bundle, handler, free_port, {**settings, **more})

    return start


def test_a_whole_routine_and_the_weeks_summary_are_answered_on_lambda(
    start, table, make_room, tmp_path, tell
):
    # A quarter of an hour passes for the device; it must not pass midnight.
    now = datetime.now(UTC)
    morning = now if now.hour < 23 else now - timedelta(hours=1)
    with start() as function:
        room = make_room(door=LambdaDoor(function, tmp_path / "sheets"), store=table, start=morning)
        room.say("start my back routine")
        room.until_idle()
        summary = room.say("ask my back routine how I did this week")
        most_bytes, log = function.most_bytes, function.log
    assert room.faults == []
    assert len(room.done()) == 8
    assert {ended for *_, ended in room.played} == {"finished"}
    assert "all eight exercises" in summary.lower()
    assert room.setting.user_id not in log
    tell(_times(function.times_ms, most_bytes))


def test_a_turn_is_one_line_that_cloudwatch_can_make_metrics_of(start, make_room):
    room = make_room(known=False)
    # A request that comes twice is answered from memory; these are three.
    envelopes = room.envelopes
    launches = [envelopes.launch(envelopes.session(), PlayerState(), 0) for _ in range(3)]
    with start(AWS_LAMBDA_FUNCTION_NAME="back-routine-skill") as function:
        for launch in launches:
            function.ask(launch)
        lines = [line for line in function.log.splitlines() if '"_aws"' in line]
    turns = [json.loads(line) for line in lines]  # nothing stands before or behind the JSON
    assert [turn["cold_start"] for turn in turns] == [1, 0, 0]
    assert {turn["outcome"] for turn in turns} == {"answered"}
    assert all(turn["store_reads"] and turn["store_ms"] > 0 for turn in turns)
    assert {turn["function"] for turn in turns} == {"back-routine-skill"}
    assert room.setting.user_id not in function.log


def test_a_shard_of_a_job_is_such_a_line_too(start):
    body = {"job": "lapsed_for_days", "due": datetime.now(UTC).isoformat(), "shard": 5}
    records = {"Records": [{"messageId": "one", "body": json.dumps(body)}]}
    work = "skill.doors.lambda_schedule.work"
    with start(work, AWS_LAMBDA_FUNCTION_NAME="back-routine-work") as function:
        function.ask(records)
        (line,) = [line for line in function.log.splitlines() if '"_aws"' in line]
    told = json.loads(line)
    assert (told["job"], told["shard"], told["outcome"]) == ("lapsed_for_days", 5, "done")


def test_whatever_is_wished_for_is_heard_on_lambda_too(start, table, make_room, tmp_path):
    now = datetime.now(UTC)
    morning = now if now.hour < 22 else now - timedelta(hours=2)
    with start() as function:
        room = make_room(door=LambdaDoor(function, tmp_path / "sheets"), store=table, start=morning)
        for wish in ("go slower", "start with the right side", "leave out the cat cow"):
            room.say(f"ask my back routine to {wish}")
        room.say("ask my back routine for a twelve minute routine")
        room.until_idle()
    assert room.faults == []
    assert "cat-cow" not in room.done()
    assert {ended for *_, ended in room.played} == {"finished"}


def test_a_cold_start_answers_in_a_fraction_of_the_time_that_alexa_waits(start, make_room, tell):
    room = make_room(known=False)
    launch = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)
    cold_ms, cpu_ms = [], []
    for _ in range(STARTS):
        with start() as function:
            answer = json.loads(function.ask(launch))
            cpu_ms.append(function.cpu_ms)
        assert "no medical advice" in answer["response"]["outputSpeech"]["ssml"]
        cold_ms += function.times_ms
    tell(
        f"cold, of {STARTS}: median {median(cold_ms):.0f} ms, least {min(cold_ms):.0f} ms; "
        f"of a CPU {median(cpu_ms):.0f} ms"
    )
    assert median(cpu_ms) < MOST_COLD_CPU_MS


def test_what_is_no_request_of_alexas_does_no_harm(start):
    with start() as function:
        assert json.loads(function.ask({"Records": []})) == {"version": "1.0", "response": {}}


@pytest.mark.usefixtures("aws_account")
def test_an_hour_is_planned_and_each_of_its_shards_is_done(start):
    sqs = boto3.client("sqs")
    queue = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    hour = {"job": "weekly_summary_due", "time": "2026-11-22T19:00:00Z"}
    with start("skill.doors.lambda_schedule.plan", BACK_ROUTINE_QUEUE_URL=queue) as plan:
        planned = json.loads(plan.ask(hour))["messages"]
    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    body = {**json.loads(message["Body"]), "due": datetime.now(UTC).isoformat()}
    records = {"Records": [{"messageId": "one", "body": json.dumps(body)}]}
    with start("skill.doors.lambda_schedule.work") as work:
        assert json.loads(work.ask(records)) == {"batchItemFailures": []}
    assert planned == 64


def test_the_bundle_is_small_and_compiled(bundle):
    files = [path for path in bundle.rglob("*") if path.is_file()]
    compiled = {
        path.parent.parent / f"{path.name.split('.')[0]}.py"
        for path in files
        if path.suffix == ".pyc"
    }
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert {path for path in files if path.suffix == ".py"} == compiled


def _times(times_ms, most_bytes):
    first, *others = times_ms
    return (
        f"{len(times_ms)} events: the first {first:.0f} ms, then median {median(others):.1f} ms, "
        f"most {max(others):.0f} ms; most memory {most_bytes / 1e6:.0f} MB"
    )
