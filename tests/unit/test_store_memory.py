"""The store in memory, and its switch."""

from datetime import UTC, datetime

import pytest

from skill.routine.run import Run
from skill.store.memory import MemoryStore
from skill.store.port import Profile, StoreUnavailableError

NOW = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.profile("me"),
        lambda store: store.change_profile("me", lambda profile: profile),
        lambda store: store.merge_run("me", Run("1", NOW, None)),
        lambda store: store.run("me", "1"),
        lambda store: store.latest_runs("me", 1),
        lambda store: store.runs_between("me", NOW, NOW),
        lambda store: store.forget("me"),
    ],
)
def test_every_call_fails_while_it_is_down(call):
    store = MemoryStore()
    store.down = True

    with pytest.raises(StoreUnavailableError):
        call(store)


def test_what_was_kept_before_is_there_when_it_is_up_again():
    store = MemoryStore()
    store.change_profile("me", lambda _: Profile(consent="1"))
    store.down = True

    store.down = False

    assert store.profile("me") == Profile(consent="1")
