"""Sheets in memory that processes share, while the disk is full."""

import warnings
from multiprocessing import get_context

import pytest

from skill.sound.unkept import PLACES, Unkept

KEY, OTHER = "0" * 31 + "1", "0" * 31 + "2"
SHEET = {"key": KEY, "cues": [{"at_ms": number, "kind": "tick"} for number in range(500)]}


@pytest.fixture
def unkept():
    return Unkept()


def test_a_sheet_is_held_and_no_other(unkept):
    unkept.put(KEY, SHEET)
    assert unkept.get(KEY) == SHEET
    assert unkept.get(OTHER) is None


def test_the_last_of_those_with_one_place_is_held(unkept):
    same_place = f"{int(KEY, 16) + PLACES:032x}"
    unkept.put(KEY, SHEET)
    unkept.put(same_place, {"key": same_place})
    assert unkept.get(KEY) is None
    assert unkept.get(same_place) == {"key": same_place}


def test_what_another_process_holds_is_here_too(unkept):
    process = get_context("fork").Process(target=unkept.put, args=(KEY, SHEET))
    with warnings.catch_warnings(action="ignore"):  # pytest has threads, which the child leaves be
        process.start()
    process.join()
    assert unkept.get(KEY) == SHEET


def test_what_is_only_half_there_is_not_there(unkept):
    unkept.put(KEY, SHEET)
    at = unkept._at(KEY)
    unkept._memory[at + 20 : at + 40] = bytes(20)
    assert unkept.get(KEY) is None
