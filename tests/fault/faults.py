"""Each thing that can be wrong, as the storm wants it: for so many seconds."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from random import Random
from threading import Lock

from skill.limits import SERVICE_SECONDS
from skill.store.patience import RESTS_S
from tests.crowd.service import Served
from tests.crowd.sky import Sky
from tests.fault.alexa_services import AlexaServices
from tests.fault.dynamodb_server import DynamoDBServer
from tests.fault.proxy import Proxy
from tests.fault.weather import Fault

Wrong = Callable[[], AbstractContextManager[None]]
"""Something that is wrong as long as a block lasts."""
SLOW_S = 5.0
"""Longer than the service's time-outs, and shorter than Alexa's."""
KILLED = "the service killed with -9"
BETWEEN_KILLS_S = (1.0, 4.0)
"""How long the service lives before it is killed again."""


def of_the_service(served: Served, sky: Sky, alexa: AlexaServices, seed: str) -> dict[str, Fault]:
    """Faults that may come with any store."""
    random = Random(seed)
    return {
        KILLED: partial(_killing, served.restart, random),
        "tracks missing": partial(_while, sky.without_tracks),
        "Alexa's API away": partial(_while, alexa.away),
        "Alexa's API hanging": partial(_while, alexa.hanging),
    }


def of_dynamodb(server: DynamoDBServer, proxy: Proxy, sky: Sky) -> dict[str, Fault]:
    """Faults of a store on the network."""
    # A server that is killed twice at a time would be started twice.
    one_at_a_time = Lock()

    def kill(seconds: float) -> None:
        with one_at_a_time, sky.trouble_with_the_store():
            server.kill()
            time.sleep(seconds)
            server.start()

    return {
        "the store killed with -9": kill,
        "the store out of reach": partial(_while_stores_fail, sky, proxy.refusing),
        "the store 5 s late": partial(_while_late, sky, lambda: proxy.slow(SLOW_S)),
        "every other write throttled": partial(_while_stores_fail, sky, proxy.throttling),
    }


def of_sqlite(served: Served, store: Path, sky: Sky) -> dict[str, Fault]:
    """Faults of a store on a disk."""
    wal = store.with_name(store.name + "-wal")

    def full(seconds: float, *, of: int) -> None:
        with sky.trouble_with_the_store(), served.with_files_up_to(of):
            time.sleep(seconds)

    return {
        "the disk full": lambda seconds: full(seconds, of=0),
        # What is there already may be written over, as on a disk that has filled up.
        "the disk full, with room in the log": lambda seconds: full(
            seconds, of=wal.stat().st_size if wal.exists() else 0
        ),
    }


def _while(wrong: Wrong, seconds: float) -> None:
    with wrong():
        time.sleep(seconds)


def _while_stores_fail(sky: Sky, wrong: Wrong, seconds: float) -> None:
    with sky.trouble_with_the_store():
        _while(wrong, seconds)


def _while_late(sky: Sky, wrong: Wrong, seconds: float) -> None:
    """A store that is waited for in vain is left in peace for a while when it is back, too."""
    with sky.trouble_with_the_store():
        _while(wrong, seconds)
        time.sleep(RESTS_S + SERVICE_SECONDS)


def _killing(kill: Callable[[], None], random: Random, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        kill()
        time.sleep(random.uniform(*BETWEEN_KILLS_S))
