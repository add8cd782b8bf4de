"""A token that is not this person's tells nothing and changes nothing, whatever brings it."""

import json
from dataclasses import replace

import pytest

from skill.alexa import token
from skill.content import load
from skill.limits import TOKEN_CHARACTERS
from skill.speaker.device.playback import PlayerState

CATALOG = load().catalog
OWNER, STRANGER = "amzn1.ask.account.OWNER", "amzn1.ask.account.STRANGER"
EVENTS = ("Started", "NearlyFinished", "Finished", "Stopped", "Failed")
REQUESTS = (
    *(f"AudioPlayer.Playback{event}" for event in EVENTS),
    *(f"PlaybackController.{word}CommandIssued" for word in ("Play", "Pause", "Next", "Previous")),
    *(f"AMAZON.{word}Intent" for word in ("Resume", "Pause", "Next", "Repeat", "Yes")),
    *("TimeLeftIntent", "WhereAmIIntent", "WhatsNextIntent", "HurtIntent", "LeaveOutIntent"),
)


@pytest.fixture
def house(make_room):
    """The owner's room, in the middle of a routine, and a stranger's on the same store."""
    owner = make_room(user_id=OWNER)
    owner.say("start my back routine")
    owner.wait(200)
    return owner, make_room(user_id=STRANGER, store=owner.store)


@pytest.fixture
def genuine(house):
    """The token that the owner's device holds."""
    owner, _ = house
    return [r["request"]["token"] for r in owner.requests if "token" in r["request"]][-1]


def forged(genuine):
    """Tokens that somebody might make of it, by what was done to it."""
    fields = genuine.split("!")
    for index, name in enumerate(("version", "account", "run", "kind", "spot", "done", "device")):
        for value in ("", "0", "ffffffff", "2", "zz"):
            yield f"{name} {value}", "!".join([*fields[:index], value, *fields[index + 1 :]])
    yield "an edited digest", genuine.replace(fields[1], f"{int(fields[1], 16) ^ 1:08x}")
    yield "somebody of the account", genuine.replace(fields[1], f"{fields[1]}.{'0' * 16}")
    yield "another catalog", genuine.replace("pt10", "zz10")
    yield "unsaved to another", f"{genuine}+{genuine}"
    yield "none", "my back routine"
    yield from ((f"cut at {at}", genuine[:at]) for at in range(1, len(genuine), 9))


def everything_kept(store):
    return [store.kept(user) for user in (OWNER, STRANGER)]


def answered(room, name, text):
    """What is answered to a request that brings a token wherever one can stand."""
    session = room.envelopes.session()
    if text is not None:
        session.attributes = {
            "run": text,
            "step": {"token": text, "whole_after_ms": 0, "said_at_ms": 0},
        }
    body = room.envelopes.intent(name, {}, session, PlayerState(), 0)
    body["request"]["requestId"] = "the same"
    if not name.endswith("Intent"):
        del body["session"]
        body["request"] |= {"type": name, "offsetInMilliseconds": 60_000}
        del body["request"]["intent"]
    if text is not None:
        player = {"token": text, "offsetInMilliseconds": 60_000, "playerActivity": "PLAYING"}
        body["context"]["AudioPlayer"] = player
        body["request"] |= {"token": text, "currentPlaybackState": player}
    return room.skill.answer(json.loads(json.dumps(body)), "http://127.0.0.1/")


@pytest.mark.parametrize("name", REQUESTS)
def test_the_token_of_somebody_else_is_as_good_as_none(house, genuine, name):
    owner, stranger = house
    without = answered(stranger, name, None)
    before = everything_kept(owner.store)
    for what, text in [("genuine", genuine), *forged(genuine)]:
        assert answered(stranger, name, text) == without, what
        assert everything_kept(owner.store) == before, what


def broken(genuine):
    """Those that are no token of anybody's."""
    for what, text in forged(genuine):
        try:
            token.read(text, OWNER, CATALOG)
        except token.TokenError:
            yield what, text
    yield "too long", "+".join([genuine] * (1 + TOKEN_CHARACTERS // len(genuine)))
    yield "far too long", genuine + "~pt10.1f.1.1" * 10_000


@pytest.mark.parametrize("name", EVENTS)
def test_a_broken_token_of_ones_own_changes_nothing(house, genuine, name):
    owner, _ = house
    before = everything_kept(owner.store)
    event = f"AudioPlayer.Playback{name}"
    without = answered(owner, event, None)
    found = list(broken(genuine))
    assert len(found) > 40
    for what, text in found:
        assert answered(owner, event, text) == without, what
        assert everything_kept(owner.store) == before, what


def test_a_made_up_token_reaches_no_account_but_that_of_the_request(house, genuine):
    owner, stranger = house
    account = token.read(genuine, OWNER, CATALOG)
    run = replace(account.run, done=frozenset({0, 1}))
    theirs = token.write(run, account.spot, STRANGER, kept=False)
    before = owner.store.kept(OWNER)
    answered(stranger, "AudioPlayer.PlaybackStopped", theirs)
    assert owner.store.kept(OWNER) == before
    assert owner.store.run(STRANGER, account.run.id).done >= {0, 1}


def test_ones_own_run_heard_as_a_doing_of_something_else_harms_nothing(house, genuine, caplog):
    owner, _ = house
    owner.say("next")
    owner.wait(10)
    before = owner.store.run(OWNER, token.read(genuine, OWNER, CATALOG).run.id)
    whole, version = "n~l~ff20.1f.2jea.29fy", genuine.partition("!")[0]
    fields = [version, *genuine.split("!")[1:3], "s1", "1.0.0.0", "0.0.0", before.device, whole]
    session = owner.envelopes.session()
    session.attributes = {"step": {"token": "!".join(fields), "whole_after_ms": 1, "said_at_ms": 0}}
    for name in ("AMAZON.RepeatIntent", "AMAZON.PreviousIntent", "AMAZON.NextIntent"):
        body = owner.envelopes.intent(name, {}, session, PlayerState(), 0)
        owner.skill.answer(json.loads(json.dumps(body)), "http://127.0.0.1/")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    after = owner.store.run(OWNER, before.id)
    assert after.is_of(before)
    assert after.done >= before.done
