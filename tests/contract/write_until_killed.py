"""Writes to a store, and says on a line of its own what was answered as kept, until it is killed.

`python write_until_killed.py STORE-URL USER`
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from itertools import count

from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Head, Run
from skill.store.port import Store, StoreUnavailableError
from skill.store.url import open_store

FIRST = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


def write(store: Store, user: str) -> None:
    routine = shorthand.read("n~l~pt10.1f.1o9s~sq12.1b.1o9s", load().catalog)
    for number in count():
        started_at = FIRST + timedelta(hours=number)
        run_id = f"{started_at:%Y%m%dT%H%M%SZ}#{number:06x}"
        for step in range(len(routine)):
            head, done = Head(1, step), frozenset(range(step + 1))
            store.merge_run(user, Run(run_id, started_at, routine, head=head, done=done))
            say({"run": run_id, "done": sorted(done)})


def say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    url, user = sys.argv[1:]
    try:
        write(open_store(url, load().catalog), user)
    except StoreUnavailableError as error:
        say({"unavailable": str(error)})
