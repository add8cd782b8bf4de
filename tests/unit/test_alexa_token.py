"""The token of a track tells all of its run, and only to its owner."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import token
from skill.alexa.token import TokenError
from skill.content import load
from skill.limits import TOKEN_CHARACTERS
from skill.routine.draft import Doings
from skill.routine.events import Spot
from skill.routine.exercise import Side
from skill.routine.planner import plan
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.run import Head, Run, work_numbers
from skill.routine.segment import SegmentKind
from skill.sound.shipped import estimated_lengths

CONTENT = load()
LENGTHS = estimated_lengths(CONTENT)
START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
OWNER = "amzn1.ask.account.SOMEBODY"


def planned(**wanted):
    return plan(CONTENT.catalog, Preferences(**wanted), LENGTHS, Doings()).routine


ROUTINES = [planned(), planned(minutes=4), planned(minutes=25, pace=Pace.SLOWER)]


def a_run(routine, **facts):
    return Run(token.run_id(START, "seed"), START, routine, device="0a1b2c3d", **facts)


@given(st.data())
def test_what_is_written_is_read_again(data):
    routine = data.draw(st.sampled_from(ROUTINES))
    steps = st.integers(0, len(routine) - 1)
    run = a_run(
        routine,
        done=frozenset(data.draw(st.sets(steps))),
        heard=frozenset(data.draw(st.sets(st.sampled_from(sorted(work_numbers(routine)))))),
        cut_short=frozenset(data.draw(st.sets(steps))),
        hurts=data.draw(st.integers(0, 9)),
    )
    tracks = [(n, i) for n, each in enumerate(routine.steps) for i in range(len(each.segments))]
    places = st.sampled_from(tracks)
    first, place = sorted((data.draw(places), data.draw(places)))
    spot = Spot(
        play=data.draw(st.integers(0, 999_999)),
        first=first[0],
        step=place[0],
        tries=data.draw(st.integers(0, 9)),
        segment=place[1],
        first_segment=first[1],
        then_ms=data.draw(st.none() | st.integers(0, 200_000)),
        length_ms=data.draw(st.integers(0, 300_000)),
        done_ms=data.draw(st.integers(0, 300_000)),
    )
    kept = data.draw(st.booleans())
    account = token.read(token.write(run, spot, OWNER, kept=kept), OWNER, CONTENT.catalog)
    begun = {"segment": first[1], "first_segment": first[1]}
    assert account.run == replace(run, head=Head(spot.play, spot.first, first=spot.first, **begun))
    assert (account.spot, account.kept) == (spot, kept)
    marks = (account.spot.length_ms, account.spot.done_ms)
    assert marks == (spot.length_ms, spot.done_ms)


FIRST = (
    "1!{account}!20261116T073000Z#a1b2c3!r1!3.0.1.0!1.0.1!0a1b2c3d"
    "!n~l~pt10.1f.1o9s.1gc0~ff30.1b.1o9s.1gc0~sq10.1b.1o9s.1gc0"
)
"""As the first version wrote it: the second step of a play, after it hurt once."""


def test_a_token_of_the_first_version_is_of_a_whole_step():
    account = token.read(FIRST.format(account=token.short_hash(OWNER)), OWNER, CONTENT.catalog)
    assert account.spot == Spot(3, 0, 1, is_whole=True)
    assert account.spot.done_ms == int("1gc0", 36)
    assert (account.run.done, account.run.hurts, account.run.heard) == ({0}, 1, frozenset())


@pytest.mark.parametrize("track", ["3.0.3.0", "3.2.1.0", "3.0.0.1.0.0.9.9"])
def test_a_track_that_is_none_of_the_first_version_is_refused(track):
    written = FIRST.format(account=token.short_hash(OWNER)).replace("3.0.1.0", track)
    with pytest.raises(TokenError):
        token.read(written, OWNER, CONTENT.catalog)


@pytest.mark.parametrize(
    "track", ["1.0.0.0.9.0.1.1", "1.0.9.1.0.0.1.1", "1.1.0.0.0.0.1.1", "1.0.1.0"]
)
def test_a_track_that_the_routine_does_not_have_is_refused(track):
    written = token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)
    with pytest.raises(TokenError):
        token.read(written.replace("!1.0.0.0.0.0.0.0!", f"!{track}!"), OWNER, CONTENT.catalog)


def test_a_token_names_its_segment_whosever_it_is():
    spot = Spot(1, 0, 2, segment=2)
    written = token.write(a_run(ROUTINES[0]), spot, OWNER, kept=True)
    segment = token.segment_of(written, CONTENT.catalog)
    assert (segment.kind, segment.set, segment.side) == (SegmentKind.WORK, 1, Side.RIGHT)
    first = FIRST.format(account="0a1b2c3d")
    assert token.segment_of(first, CONTENT.catalog) is None
    assert token.segment_of("another skill's", CONTENT.catalog) is None


def test_the_token_of_the_longest_routine_fits():
    routine = planned(minutes=25, level=Level.STRONG, pace=Pace.SLOWER, detail=Detail.MORE)
    everything = frozenset(range(len(routine)))
    heard = work_numbers(routine)
    run = a_run(routine, done=everything, heard=heard, cut_short=everything, hurts=9)
    last = len(routine) - 1
    spot = Spot(999_999, last, last, 9, 1, 1, 199_999, length_ms=199_999, done_ms=199_999)
    written = token.write(run, spot, OWNER, kept=True)
    assert len(written) <= TOKEN_CHARACTERS / 2


def test_a_token_too_long_is_refused_when_it_is_written():
    run = a_run(ROUTINES[0])
    with pytest.raises(TokenError, match="shorter"):
        token.write(replace(run, device="x" * 1_000), Spot(1, 0, 0), OWNER, kept=True)


def test_the_token_of_somebody_else_tells_nothing():
    written = token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)
    with pytest.raises(TokenError, match="somebody else"):
        token.read(written, "amzn1.ask.account.ANOTHER", CONTENT.catalog)


@given(st.text())
def test_any_other_text_is_no_token(text):
    with pytest.raises(TokenError):
        token.read(text, OWNER, CONTENT.catalog)


@given(st.integers(0, 400), st.characters())
def test_a_token_with_a_changed_letter_is_read_whole_or_not_at_all(place, letter):
    written = token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)
    place %= len(written)
    changed = written[:place] + letter + written[place + 1 :]
    try:
        account = token.read(changed, OWNER, CONTENT.catalog)
    except TokenError:
        return
    assert account.spot.step < len(account.run.routine)


def test_a_token_holds_no_user_id():
    assert OWNER not in token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)


def test_a_token_tells_what_is_unsaved_of_earlier_runs():
    run, before = a_run(ROUTINES[0]), replace(a_run(ROUTINES[1]), done=frozenset({0, 1}))
    before = replace(before, id="20261115T073000Z#abcdef")
    unsaved = token.read(
        token.write(before, Spot(1, 0, 1), OWNER, kept=False), OWNER, CONTENT.catalog
    )

    written = token.write(run, Spot(1, 0, 0), OWNER, kept=False, unsaved=[unsaved])

    read = token.read(written, OWNER, CONTENT.catalog)
    assert read.run.id == run.id
    assert [(one.run.id, one.run.done, one.kept) for one in read.unsaved] == [
        (before.id, frozenset({0, 1}), False)
    ]


def test_what_is_owed_gives_way_where_there_is_no_room():
    run = a_run(ROUTINES[0])
    unsaved = token.read(token.write(run, Spot(1, 0, 0), OWNER, kept=False), OWNER, CONTENT.catalog)

    written = token.write(run, Spot(1, 0, 0), OWNER, kept=False, unsaved=[unsaved] * 50)

    assert len(written) <= TOKEN_CHARACTERS
    assert token.read(written, OWNER, CONTENT.catalog).unsaved


@pytest.mark.parametrize("piece", ["20261399T073000Z", "20261116T996000Z"])
def test_why_a_token_is_not_taken_is_told_without_quoting_it(piece):
    written = token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)
    with pytest.raises(TokenError) as refused:
        token.read(written.replace("20261116T073000Z", piece), OWNER, CONTENT.catalog)
    assert piece not in str(refused.value)
