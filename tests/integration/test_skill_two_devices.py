"""Two devices of one person at once: both runs are kept, and neither overwrites the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from skill.alexa.knowing import LATEST
from skill.bootstrap import open_store
from skill.routine.run import Status
from skill.speaker.device.courier import Fault
from skill.speaker.device.playback import HappeningKind
from skill.speaker.setting import LOCAL_USER

KITCHEN = "amzn1.ask.device.KITCHEN"


@pytest.fixture(params=["memory", "sqlite"])
def two_rooms(request, make_room, tmp_path):
    """The same person's living room and kitchen."""
    living_room = make_room(store=store_of(request.param, tmp_path))
    return living_room, make_room(store=living_room.store, device_id=KITCHEN)


def store_of(kind, folder):
    return open_store("memory:" if kind == "memory" else f"sqlite:///{folder / 'store.db'}")


def routine(room):
    room.say("start my back routine")
    room.until_idle()


def test_both_runs_are_kept_whole(two_rooms):
    one, other = two_rooms
    one.say("start my back routine")
    other.wait(60)
    other.say("start my back routine")
    for _ in range(120):
        one.wait(10)
        other.wait(10)
    assert [run.status for run in one.runs] == [Status.FINISHED] * 2
    assert [len(run.done) for run in one.runs] == [8, 8]
    assert len({run.device for run in one.runs}) == 2


def test_a_word_in_one_room_does_not_stop_the_other(two_rooms):
    one, other = two_rooms
    one.say("start my back routine")
    other.wait(60)
    other.say("start my back routine")
    other.wait(60)
    one.wait(100)
    other.say("stop")
    one.until_idle()
    assert sorted(run.status for run in one.runs) == [Status.FINISHED, Status.STOPPED]


def test_the_same_run_done_in_both_rooms_counts_every_exercise_once(two_rooms):
    one, other = two_rooms
    one.say("start my back routine")
    one.wait(300)
    one.say("pause")
    other.wait(400)
    other.say("resume")
    other.until_idle()
    assert other.run.status is Status.FINISHED
    assert len(one.runs) == 1
    assert len(one.run.done) == 8


def test_after_it_went_on_elsewhere_the_first_room_does_not_take_it_back(two_rooms):
    one, other = two_rooms
    one.say("start my back routine")
    one.wait(200)
    one.say("pause")
    other.wait(250)
    other.say("resume")
    other.until_idle()
    one.wait(1_500)
    assert one.say("how much longer").startswith("No routine is running")
    assert one.run.status is Status.FINISHED


@pytest.mark.parametrize("word", ["start my back routine", "how did I do this week", "pause"])
def test_what_a_room_could_not_tell_is_kept_after_many_runs_in_the_other_one(two_rooms, word):
    one, other = two_rooms
    one.say("start my back routine")
    for _ in range(8):
        one.device.expect(Fault.LOSE, HappeningKind.FINISHED)
    one.until_idle()
    began = one.run.id
    other.wait(3_600)
    for _ in range(LATEST + 1):
        other.say("do the cat cow", "stop")
    one.wait(7_200)
    one.say(word)
    assert len(one.store.run(LOCAL_USER, began).done) == 8


def test_at_the_very_same_time(make_room, tmp_path):
    store = store_of("sqlite", tmp_path)
    rooms = [make_room(store=store, device_id=f"amzn1.ask.device.{n}") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(routine, rooms))
    assert [len(run.done) for run in store.latest_runs(LOCAL_USER, 10)] == [8] * 4
    assert all(room.faults == [] for room in rooms)


def test_two_persons_share_nothing(make_room):
    one = make_room()
    other = make_room(store=one.store, user_id="amzn1.ask.account.OTHER")
    routine(one)
    assert other.runs == ()
    assert "haven't done your back routine yet" in other.say("how did I do this week")
