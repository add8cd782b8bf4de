"""A device loses its power at any moment: nothing unheard counts, and nothing is skipped.

Without a report of the device a run goes on where it is known to stand: at the start of a segment.
A device with a battery tells where it was cut.
`make soak` cuts at every five seconds, the quick tests less often.
"""

from collections import Counter
from itertools import cycle

import pytest

from skill.routine.run import work_numbers, work_of
from skill.speaker.device.journal import Played
from skill.speaker.device.last_place import LastPlaceFile
from skill.speaker.device.profile import PROFILES
from tests.crowd.options import is_long

EVERY_S, SELDOM_S = 5, 35
ROUTINE_S = 1_150
"""A little longer than the routine is."""
DEAD_S = (5, 40, 150, 1_800, 86_400)
"""Shorter than a segment, longer than some, and until the next day."""
MOST_LOST_S = {"local": 25, "echo-dot": 170}
"""What is heard once more at most: a lead, or one repetition; a lead, and the work of one side."""
KNOWN_TO_MS = 3_000
"""How exactly a device with a battery knows its place."""


@pytest.mark.parametrize("device", ["local", "echo-dot"])
def test_whenever_the_power_goes_nothing_unheard_counts_and_nothing_is_skipped(
    request, new_room, tmp_path, device
):
    def room_of(device):
        has_battery = PROFILES[device].has_battery
        file = LastPlaceFile(tmp_path / "last-place.json") if has_battery else None
        return new_room(tmp_path, device=device, last_place=file)

    in_full = is_long(request.config)
    moments = range(3, ROUTINE_S, EVERY_S if in_full else SELDOM_S)
    pauses = cycle([DEAD_S] if in_full else [(each,) for each in DEAD_S])
    lost_ms = [
        lost_by_a_cut(room_of(device), at_s, dead_s)
        for at_s, some in zip(moments, pauses, strict=False)
        for dead_s in some
    ]
    mean_s = sum(lost_ms) / len(lost_ms) / 1_000
    print(f"{device}: {len(lost_ms)} cuts, heard again {mean_s:.1f} s, at most {max(lost_ms)} ms")  # noqa: T201
    assert max(lost_ms) <= MOST_LOST_S[device] * 1_000


def lost_by_a_cut(room, at_s, dead_s):
    """How much is heard again after the power went, in ms; 0 if the routine was over by then."""
    room.say("start my back routine")
    room.wait(at_s)
    room.restart()
    truth, released = heard(room)
    room.wait(dead_s)
    assert {work_of(number) for number in room.run.heard} <= released
    if room.run.over:
        return 0
    if room.setting.profile.has_battery and truth:
        head = room.run.head
        beyond_ms = sum(ms for place, ms in truth.items() if place > head.place)
        assert abs(beyond_ms + truth[head.place] - head.offset_ms) <= KNOWN_TO_MS
    before = len(room.played)
    room.say("ask my back routine to resume")
    room.let_finish()
    room.device.power_off()
    begun = room.of(Played)[before]
    place = room.account(begun).spot.place
    all_work = {work_of(number) for number in work_numbers(room.run.routine)}
    assert {work for work in all_work if work < place} <= released
    assert {work_of(number) for number in room.run.heard} <= released
    assert begun.from_ms <= truth[place]
    return sum(ms for each, ms in truth.items() if each >= place) - begun.from_ms


def heard(room):
    """How far each track was really heard, and which work to its last release."""
    truth, released = Counter(), set()
    for line in room.of(Played):
        spot = room.account(line).spot
        truth[spot.place] = max(truth[spot.place], line.to_ms)
        if 0 < spot.done_ms <= line.to_ms:
            released.add(spot.place)
    return truth, released
