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
from skill.routine.events import Spot
from skill.routine.planner import plan
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.run import Head, Run
from skill.voiced import estimated_lengths

CONTENT = load()
LENGTHS = estimated_lengths(CONTENT)
START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
OWNER = "amzn1.ask.account.SOMEBODY"


def planned(**wanted):
    return plan(CONTENT.catalog, Preferences(**wanted), LENGTHS, {}).routine


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
        cut_short=frozenset(data.draw(st.sets(steps))),
        hurts=data.draw(st.integers(0, 9)),
    )
    first, step = sorted((data.draw(steps), data.draw(steps)))
    spot = Spot(data.draw(st.integers(0, 999_999)), first, step, data.draw(st.integers(0, 9)))
    kept = data.draw(st.booleans())
    account = token.read(token.write(run, spot, OWNER, kept=kept), OWNER, CONTENT.catalog)
    assert account.run == replace(run, head=Head(spot.play, spot.first, first=spot.first))
    assert (account.spot, account.kept) == (spot, kept)


def test_the_token_of_the_longest_routine_fits():
    routine = planned(minutes=25, level=Level.STRONG, pace=Pace.SLOWER, detail=Detail.MORE)
    everything = frozenset(range(len(routine)))
    run = a_run(routine, done=everything, cut_short=everything, hurts=9)
    last = len(routine) - 1
    written = token.write(run, Spot(999_999, last, last, 9), OWNER, kept=True)
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


def test_a_token_tells_what_is_owed_of_earlier_runs():
    run, before = a_run(ROUTINES[0]), replace(a_run(ROUTINES[1]), done=frozenset({0, 1}))
    before = replace(before, id="20261115T073000Z#abcdef")
    owed = token.read(token.write(before, Spot(1, 0, 1), OWNER, kept=False), OWNER, CONTENT.catalog)

    written = token.write(run, Spot(1, 0, 0), OWNER, kept=False, owed=[owed])

    read = token.read(written, OWNER, CONTENT.catalog)
    assert read.run.id == run.id
    assert [(one.run.id, one.run.done, one.kept) for one in read.owed] == [
        (before.id, frozenset({0, 1}), False)
    ]


def test_what_is_owed_gives_way_where_there_is_no_room():
    run = a_run(ROUTINES[0])
    owed = token.read(token.write(run, Spot(1, 0, 0), OWNER, kept=False), OWNER, CONTENT.catalog)

    written = token.write(run, Spot(1, 0, 0), OWNER, kept=False, owed=[owed] * 50)

    assert len(written) <= TOKEN_CHARACTERS
    assert token.read(written, OWNER, CONTENT.catalog).owed


@pytest.mark.parametrize("piece", ["20261399T073000Z", "20261116T996000Z"])
def test_why_a_token_is_not_taken_is_told_without_quoting_it(piece):
    written = token.write(a_run(ROUTINES[0]), Spot(1, 0, 0), OWNER, kept=True)
    with pytest.raises(TokenError) as refused:
        token.read(written.replace("20261116T073000Z", piece), OWNER, CONTENT.catalog)
    assert piece not in str(refused.value)
