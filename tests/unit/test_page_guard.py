"""Who may ask the page's address."""

import pytest
from werkzeug.test import Client

from skill.speaker.page.guard import Guard

HOME = "http://127.0.0.1:5000"


def hello(_, start_response):
    start_response("200 OK", [])
    return [b"hello"]


@pytest.fixture
def client():
    return Client(Guard(hello, 5000))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": HOME, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_page_and_programs_come_in(client, headers):
    assert client.post("/speaker/said", base_url=HOME, headers=headers).status_code == 200


def test_this_machine_has_two_names(client):
    assert client.get("/", base_url="http://localhost:5000").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_origin_is_refused(client, headers):
    assert client.post("/alexa", base_url=HOME, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["http://rebound.example:5000", "http://127.0.0.1:5001"])
def test_a_name_that_only_leads_here_is_refused(client, host):
    assert client.get("/", base_url=host).status_code == 403


def test_a_link_elsewhere_opens_the_page_and_nothing_else(client):
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert client.get("/", base_url=HOME, headers=headers).status_code == 200
    assert client.get("/speaker/wishes", base_url=HOME, headers=headers).status_code == 403
    framed = headers | {"Sec-Fetch-Dest": "iframe"}
    assert client.get("/", base_url=HOME, headers=framed).status_code == 403


def test_every_answer_says_that_it_is_for_no_other_page(client):
    headers = client.get("/", base_url=HOME).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_an_app_says_of_itself_is_said_once():
    def careful(_, start_response):
        start_response("200 OK", [("x-frame-options", "SAMEORIGIN")])
        return [b""]

    answer = Client(Guard(careful, 5000)).get("/", base_url=HOME)
    assert answer.headers.getlist("X-Frame-Options") == ["SAMEORIGIN"]
