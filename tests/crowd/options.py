"""Options of the soak: `pytest -p tests.crowd.options --long --seed 7 tests/load tests/fault`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("soak")
    group.addoption("--long", action="store_true", help="the long form: a quarter of an hour")
    group.addoption("--seed", default="1", help="makes all choices of people and weather")


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is wanted."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> str:
    """What all choices are made from."""
    return str(request.config.getoption("--seed"))
