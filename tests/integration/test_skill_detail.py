"""How much is explained: in full twice, in one sentence from the third time, and as wished."""

from collections import Counter

DAY = 86_400


def routine_lengths(room):
    """Plays a whole routine; milliseconds of each exercise."""
    before = len(room.played)
    room.say("start my back routine")
    room.until_idle()
    room.wait(DAY)
    lengths = Counter()
    for exercise, from_ms, to_ms, _ in room.played[before:]:
        lengths[exercise] += to_ms - from_ms
    return lengths


def test_the_first_two_routines_are_alike_and_every_exercise_of_the_third_is_shorter(known_room):
    first, second, third = (routine_lengths(known_room) for _ in range(3))
    assert first == second
    assert set(third) == set(first)
    assert all(third[exercise] < first[exercise] for exercise in first)


def test_what_was_skipped_is_explained_again(known_room):
    for _ in range(2):
        known_room.say("start my back routine")
        known_room.wait(20)
        known_room.say("next")
        known_room.until_idle()
        known_room.wait(DAY)
    lengths = routine_lengths(known_room)
    assert lengths["pelvic-tilt"] > lengths["prone-press-up"]


def test_less_explanation_can_be_wished_from_the_first(known_room):
    full = routine_lengths(known_room)
    known_room.say("keep it short")
    brief = routine_lengths(known_room)
    assert all(brief[exercise] < full[exercise] for exercise in full)


def test_more_explanation_can_be_wished_for_good(known_room):
    full = routine_lengths(known_room)
    known_room.say("explain in more detail")
    for _ in range(2):
        routine_lengths(known_room)
    again = routine_lengths(known_room)
    # What went well twice is longer by then; nothing is shorter.
    assert all(again[exercise] >= full[exercise] for exercise in full)


def test_a_slower_pace_takes_longer(known_room):
    normal = routine_lengths(known_room)
    known_room.say("slower")
    slower = routine_lengths(known_room)
    assert all(slower[exercise] > normal[exercise] for exercise in normal)


def test_the_other_side_can_be_first(known_room):
    known_room.say("start with the right side")
    known_room.say("start my back routine")
    known_room.wait(200)
    assert "right side" in known_room.say("what exercise is this")
