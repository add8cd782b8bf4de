"""The page's address over HTTP, with a browser that is a few requests and has no sound."""

import signal
from contextlib import closing

import pytest
import requests

from tests.integration.page_in_a_process import Browser, speaker_in


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with speaker_in(tmp_path_factory.mktemp("page")) as (_, address):
        yield address


@pytest.fixture
def browser(url):
    requests.post(f"{url}/speaker/forget", timeout=5).raise_for_status()
    with closing(Browser(url)) as browser:
        browser.until(lambda scene: scene["sounding"] == browser.name)
        yield browser


def test_a_routine_begins_where_the_browser_reports_its_sound(browser):
    scene = browser.start()
    assert scene["now"]["exercise"] == "pelvic-tilt"
    assert scene["track"]["silent_ms"] == scene["now"]["length_ms"]
    assert [step["state"] for step in scene["routine"]] == ["now"] + ["to-do"] * 7


def test_the_spans_of_a_track_fill_it(browser):
    now = browser.start()["now"]
    assert now["segment"] == "lead"
    assert_filled(now)
    browser.report("ended", now["length_ms"])
    now = browser.until(lambda scene: scene["now"]["segment"] == "work")["now"]
    assert_filled(now)
    assert [span["rep"] for span in now["spans"] if span["part"] == "work"] == list(range(1, 11))


def assert_filled(now):
    ends = [span["at_ms"] + span["length_ms"] for span in now["spans"]]
    assert [span["at_ms"] for span in now["spans"]] == [0, *ends[:-1]]
    assert ends[-1] == now["length_ms"]


def test_a_hold_tells_when_it_is_counted_from(browser):
    browser.start()
    for name in ("nerve-glide", "figure-four-stretch"):
        browser.tell("pressed", button="next")
        browser.until(lambda scene, name=name: scene["now"] and scene["now"]["exercise"] == name)
        browser.until(lambda scene: scene["track"])
        browser.report("playing", 0)
        browser.until(lambda scene: scene["ring"] == "playing")
    now = browser.until(lambda scene: scene["now"]["spans"])["now"]
    browser.report("ended", now["length_ms"])
    now = browser.until(lambda scene: scene["now"]["segment"] == "work")["now"]
    (held,) = [span for span in now["spans"] if span["part"] == "work"]
    assert held["side"] == "left"
    assert held["at_ms"] < held["held_ms"]
    assert held["held_ms"] + 1000 * held["seconds"] <= held["at_ms"] + held["length_ms"]


def test_an_end_that_is_reported_is_a_step_done(browser):
    scene = browser.start()
    browser.report("ended", scene["now"]["length_ms"])
    scene = browser.until(lambda scene: scene["now"]["segment"] == "work")
    browser.until(lambda scene: scene["track"])
    browser.report("playing", 0)
    browser.until(lambda scene: scene["ring"] == "playing")
    browser.report("ended", scene["now"]["length_ms"])
    scene = browser.until(lambda scene: scene["routine"][0]["state"] == "done")
    week = requests.get(f"{browser.url}/speaker/records", timeout=5).text
    assert "One day so far." in week


def test_a_button_comes_with_the_offset_of_the_sound(browser):
    play = browser.start()["track"]["play"]
    browser.tell("pressed", button="pause", play=play, sounding="playing", offset_ms=23_456)
    scene = browser.until(lambda scene: scene["ring"] == "paused")
    assert scene["now"]["offset_ms"] == 23_456


def test_a_page_that_leaves_pauses_at_its_last_offset(browser, url):
    play = browser.start()["track"]["play"]
    browser.tell("left", play=play, sounding="playing", offset_ms=31_000)
    with closing(Browser(url)) as other:
        scene = other.until(lambda scene: scene["sounding"] == other.name)
        assert (scene["ring"], scene["now"]["offset_ms"]) == ("paused", 31_000)


def test_ctrl_c_pauses_at_the_place_and_says_so(tmp_path):
    with speaker_in(tmp_path) as (process, address), closing(Browser(address)) as browser:
        browser.start()
        browser.report("playing", 41_000)
        process.send_signal(signal.SIGINT)
        assert browser.until(lambda scene: scene["ring"] == "paused")["track"] is None
        assert process.communicate(timeout=10)[0].endswith("The speaker is off.\n")
        assert process.returncode == 0
    with speaker_in(tmp_path) as (_, address), closing(Browser(address)) as browser:
        browser.tell("pressed", button="play")
        assert browser.until(lambda scene: scene["track"])["track"]["from_ms"] > 15_000


def test_a_silent_page_is_not_heard(browser, url):
    scene = browser.start()
    stranger = {"page": "stranger", "play": scene["track"]["play"], "sounding": "ended"}
    requests.post(f"{url}/speaker/sounded", json=stranger | {"offset_ms": 99}, timeout=5)
    browser.tell("pressed", button="pause")
    assert browser.until(lambda scene: scene["ring"] == "paused")["routine"][0]["state"] == "now"


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("said", {"page": "tab"}),
        ("said", {"text": "next"}),
        ("said", {"page": "tab", "text": "next", "confidence": 2}),
        ("said", {"page": "tab", "text": "next", "confidence": "high"}),
        ("pressed", {"page": "tab", "button": "eject"}),
        ("sounded", {"page": "tab", "play": 1, "sounding": "loud", "offset_ms": 0}),
        ("sounded", {"page": "tab", "play": 1, "sounding": "ended", "offset_ms": "inf"}),
        ("sounded", ["tab"]),
    ],
)
def test_what_makes_no_sense_is_refused(url, what, told):
    assert requests.post(f"{url}/speaker/{what}", json=told, timeout=5).status_code == 400


def test_wishes_out_of_reach_are_told_in_the_form(url):
    form = {"minutes": "99", "exercise": "squat"}
    answer = requests.post(f"{url}/speaker/wishes", data=form, timeout=5)
    assert answer.status_code == 422
    assert "from 4 to 25" in answer.text


def test_pictures_are_those_of_the_catalog_only(url):
    assert "<svg" in requests.get(f"{url}/pictures/cat-cow.svg", timeout=5).text
    for path in ("moo.svg", "..%2fcatalog.svg", "%2e%2e/catalog.yaml"):
        assert requests.get(f"{url}/pictures/{path}", timeout=5).status_code == 404


def test_the_page_the_skill_and_alexas_services_share_one_guarded_address(url):
    elsewhere = {"Origin": "https://example.com"}
    for path in ("/", "/healthz", "/v2/devices/x/settings/System.timeZone", "/speaker/records"):
        assert requests.get(f"{url}{path}", headers=elsewhere, timeout=5).status_code == 403
    assert (
        requests.get(f"{url}/v2/devices/x/settings/System.timeZone", timeout=5).status_code == 401
    )
    assert requests.get(f"{url}/healthz", timeout=5).json() == {"status": "ok"}


def test_nothing_from_elsewhere_is_loaded_or_run(url):
    policy = requests.get(url, timeout=5).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
