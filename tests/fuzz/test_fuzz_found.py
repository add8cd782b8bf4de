"""Inputs that were a fault once, and those that fuzzers begin from, are no fault now."""

import pytest

from tests.fuzz.places import FOUND
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_takes_or_refuses_what_it_failed_at_once(name):
    target, seeds = TARGETS[name]
    found = [path.read_bytes() for path in sorted((FOUND / name).glob("*"))]
    for data in [*seeds(), *found, b"", b"\xff", b"\0" * 100]:
        target(data)
