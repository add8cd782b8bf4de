"""The judge finds what is lost, what is doubled, and tells them from what nobody can know."""

from dataclasses import replace

import pytest

from skill.content import load
from tests.crowd.ledger import Ledger
from tests.fault.judge import judged


@pytest.fixture
def room(known_room):
    """A routine of eight exercises, heard to its end, and the week that was told then."""
    known_room.say("start my back routine")
    known_room.until_idle()
    known_room.say("how did I do this week")
    return known_room


def ledger_of(room, *, store_was_well=True):
    ledger = Ledger(room.setting.user_id)
    for line in room.lines:
        ledger.note(0, room.clock.now(), line)
    for request in room.requests:
        ledger.answered(request, store_was_well)
    ledger.card = room.answers[-1]["response"]["card"]["content"]
    ledger.ended_at = room.clock.now()
    return ledger


def verdict_on(room, ledger):
    return judged(ledger, room.store, load())


def test_what_was_heard_is_what_is_stored(room):
    verdict = verdict_on(room, ledger_of(room))
    assert (verdict.runs, verdict.steps, verdict.finished, verdict.weeks_told) == (1, 8, 1, 1)
    assert verdict.is_clean


def test_what_is_not_stored_is_lost(room):
    room.store.forget(room.setting.user_id)
    assert len(verdict_on(room, ledger_of(room)).lost) == 8


def test_what_was_not_heard_is_doubled(room):
    ledger = ledger_of(room)
    ledger.heard.remove((room.run.id, 3))
    verdict = verdict_on(room, ledger)
    assert len(verdict.doubled) == 1
    assert len(verdict.miscounted) == 1


def test_a_run_that_nobody_heard_is_doubled(room):
    ledger = ledger_of(room)
    room.store.merge_run(room.setting.user_id, replace(room.run, id="20261116T080000Z#000000"))
    assert len(verdict_on(room, ledger).doubled) == 8


def test_what_was_told_to_a_store_that_was_well_is_demanded_though_the_power_went(room):
    ledger = ledger_of(room)
    ledger.power_cut(0)
    room.store.forget(room.setting.user_id)
    assert len(verdict_on(room, ledger).lost) == 8


def test_what_the_power_took_before_it_was_kept_is_named_and_not_demanded(room):
    ledger = ledger_of(room, store_was_well=False)
    ledger.power_cut(0)
    room.store.forget(room.setting.user_id)
    verdict = verdict_on(room, ledger)
    assert verdict.lost == []
    assert verdict.unknowable == {"the power went while the store was in trouble": 8}


def test_what_was_not_kept_is_demanded_as_long_as_the_device_remembers(room):
    ledger = ledger_of(room, store_was_well=False)
    room.store.forget(room.setting.user_id)
    assert len(verdict_on(room, ledger).lost) == 8
