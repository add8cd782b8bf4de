"""The speaker's page and the service, each in a process of its own, for whoever is rude to them."""

import pytest

from tests.fuzz.serving import Served, served
from tests.integration.page_in_a_process import speaker_in


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page in a process of its own."""
    with speaker_in(tmp_path_factory.mktemp("hostile")) as (process, address):
        yield Served(address, process.pid)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """`serve --local`, likewise."""
    with served(tmp_path_factory.mktemp("served")) as service:
        yield service


@pytest.fixture(params=["page", "service"])
def either(request):
    """One after the other."""
    return request.getfixturevalue(request.param)
