"""Options of the soak, for `pytest -p tests.crowd.options`: `--long --seed 7`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("soak")
    group.addoption("--long", action="store_true", help="the long form: a quarter of an hour")
    group.addoption("--seed", default="1", help="makes all choices of people and weather")


def is_long(config: pytest.Config) -> bool:
    """Whether the long form is wanted."""
    return bool(config.getoption("--long", default=False))


def seed_of(config: pytest.Config) -> str:
    """What all choices are made from."""
    return str(config.getoption("--seed", default="1"))
