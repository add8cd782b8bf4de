"""A page elsewhere in the same browser, and words that nobody says: the speaker stays ours."""

import json
from contextlib import closing

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.page_in_a_process import Browser
from tests.integration.page_posts import POSTS

WAITS_S = 20
GETS = ("/", "/speaker/events?page=x", "/speaker/records", "/speaker/wishes", "/app", "/healthz")
GETS += ("/static/page.js", "/pictures/cat-cow.svg", f"/tracks/{'0' * 32}.mp3")
STRANGERS = {
    "another site": {"Origin": "https://example.com", "Sec-Fetch-Site": "cross-site"},
    "no origin of its own": {"Origin": "null"},
    "an origin left out": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "another port": {"Origin": "http://127.0.0.1:9", "Sec-Fetch-Site": "same-site"},
    "a name that leads here": {"Host": "rebound.example:5000"},
    "no host": {"Host": ""},
    "a frame": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
}
TEXT = ("application/json", "text/plain", "application/x-www-form-urlencoded")


def is_alive(page):
    """A routine can be begun at it."""
    requests.post(f"{page.url}/speaker/forget", timeout=WAITS_S).raise_for_status()
    with closing(Browser(page.url)) as browser:
        browser.until(lambda scene: scene)
        browser.tell("said", text="start my back routine")
        assert browser.until(lambda scene: "apply to you" in scene["said"])


# Another origin ------------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_page_elsewhere_changes_nothing_and_reads_nothing(page, stranger):
    before = requests.get(f"{page.url}/speaker/wishes", timeout=WAITS_S).text
    for kind in TEXT:
        headers = STRANGERS[stranger] | {"Content-Type": kind}
        for path, body in POSTS.items():
            answer = requests.post(f"{page.url}{path}", body, headers=headers, timeout=WAITS_S)
            assert answer.status_code == 403, path
            assert "only this machine" in answer.text.lower()
    for path in GETS:
        headers = STRANGERS[stranger]
        assert requests.get(f"{page.url}{path}", headers=headers, timeout=5).status_code == 403
    assert requests.get(f"{page.url}/speaker/wishes", timeout=WAITS_S).text == before


@pytest.mark.parametrize("path", ["/speaker/said", "/alexa", "/app/consents", "/speaker/records"])
def test_nobody_elsewhere_is_told_that_they_may(either, path):
    headers = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "POST", "GET"):
        answer = requests.request(method, f"{either.url}{path}", headers=headers, timeout=WAITS_S)
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path", sorted(set(POSTS) - {"/speaker/wishes", "/v1/alerts/reminders", "/v1/alerts/timers"})
)
def test_what_changes_something_is_never_a_get(page, path):
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        answer = requests.request(method, f"{page.url}{path}", timeout=WAITS_S)
        assert answer.status_code in {401, 404, 405}, method


@pytest.mark.parametrize("path", [each for each in GETS if "events" not in each])
def test_every_answer_keeps_out_of_pages_elsewhere(page, path):
    headers = requests.get(f"{page.url}{path}", timeout=WAITS_S).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_page_loads_and_runs_only_what_is_its_own(page):
    policy = requests.get(page.url, timeout=WAITS_S).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


# Words that nobody says ----------------------------------------------------------------------

HALF = "\\ud800"
SAID = (
    b"[" * 100_000,
    b'{"page": "x", "text": "' + b"a" * 2_000 + b'"}',
    b'{"page": "x", "text": "a", "b": "' + b"a" * 100_000 + b'"}',
    b'{"page": "x", "play": 1e999, "sounding": "ended", "offset_ms": 1, "text": "a"}',
    b'{"page": "x", "play": ' + b"9" * 5_000 + b', "text": "a"}',
    b"\xff\xfe",
    b"null",
)
ODD = (
    HALF,
    "9" * 900,
    "\\u0000",
    "a " * 450,
    "yes " * 200,
    "\\u202e",
    "in " + "9" * 900 + " minutes",
)


@pytest.mark.parametrize("body", SAID)
def test_what_no_page_tells_is_refused(page, body):
    answer = requests.post(f"{page.url}/speaker/said", body, timeout=WAITS_S)
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "form",
    [
        {"minutes": "9" * 5_000},
        {"minutes": "٤٥٦"},
        {"minutes": "-5"},
        {"level": "\0"},
        {"side_first": "middle"},
        {"exercise": "../squat"},
    ],
)
def test_wishes_that_no_form_has_are_told_of(page, form):
    wished = {"exercise": "squat", **form}
    answer = requests.post(f"{page.url}/speaker/wishes", wished, timeout=WAITS_S)
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/speaker/heard", "/speaker/overheard", "/speaker/opened"])
@pytest.mark.parametrize("asked", ["", "rate=0", "rate=1e9", f"rate={'9' * 5_000}", "rate=16000"])
@pytest.mark.parametrize("sound", [b"", b"\0", b"\xff" * 16_001])
def test_sound_of_any_length_and_rate_is_taken_or_refused(page, path, asked, sound):
    url = f"{page.url}{path}?page=x&{asked}"
    answer = requests.post(url, sound, timeout=WAITS_S)
    assert answer.status_code in {200, 204, 400, 409}
    again = requests.post(f"{page.url}/speaker/overheard?page=x", sound, timeout=WAITS_S)
    assert again.status_code in {200, 400, 409}


odd_values = st.recursive(
    st.sampled_from(("", "play", "playing", "ended", "failed", "pause", "stop", "yes", "\ud800"))
    | (st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
FACTS = ("page", "text", "button", "play", "sounding", "offset_ms", "on")
ROUTES = ("said", "pressed", "sounded", "awaited", "left")


def test_whatever_is_told_is_taken_or_refused_and_the_speaker_lives_on(page):
    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from(ROUTES), st.dictionaries(st.sampled_from(FACTS), odd_values))
    def tell(what, facts):
        body = json.dumps({"page": "x", **facts})
        answer = requests.post(f"{page.url}/speaker/{what}", body, timeout=WAITS_S)
        assert answer.status_code in {204, 400}

    tell()
    is_alive(page)


def test_odd_words_leave_the_speaker_alive(page):
    for odd in ODD:
        body = f'{{"page": "x", "text": "{odd}"}}'
        assert requests.post(f"{page.url}/speaker/said", body, timeout=WAITS_S).status_code == 204
    is_alive(page)
