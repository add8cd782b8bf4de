"""Alexa's services as `back-routine speaker` has them, on the page and in a terminal."""

import json
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import requests
from click.testing import CliRunner

from skill.cli.speaker_commands import speaker
from skill.speaker.cloud import scopes
from skill.speaker.cloud.alerts.reminder import make_reminder
from skill.speaker.cloud.alerts.times import zone_of
from skill.speaker.cloud.ledger import Ledger
from skill.speaker.cloud.login import CLIENT_ID, CLIENT_SECRET
from skill.speaker.setting import LOCAL_USER
from tests.integration.page_in_a_process import speaker_in

PATIENCE_S = 20


class Page:
    """Follows what the speaker shows."""

    def __init__(self, url):
        address = f"{url}/speaker/events?page={uuid4().hex}"
        self._answer = requests.get(address, stream=True, timeout=PATIENCE_S)
        self._lines = self._answer.iter_lines()

    def hears(self, words):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            line = next(self._lines)
            if line.startswith(b"data: ") and words in json.loads(line[6:])["said"]:
                return True
        return False

    def close(self):
        self._answer.close()


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A page in a process of its own, with a reminder that came due before it was started."""
    home = tmp_path_factory.mktemp("home")
    _keep_a_reminder(home / "data" / "alexa.sqlite3")
    with speaker_in(home) as (_, address):
        yield address


def _keep_a_reminder(path):
    asked = {
        "requestTime": "2026-11-16T08:00:00",
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 1},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "Stretch."}]}},
    }
    then = datetime.now(UTC) - timedelta(hours=1)
    ledger = Ledger(path, LOCAL_USER)
    ledger.put(make_reminder(asked, then, zone_of("UTC")).row())
    ledger.close()


@pytest.fixture
def page(url):
    with closing(Page(url)) as page:
        yield page


def test_a_reminder_waits_for_a_page_to_be_heard_on(page):
    assert page.hears("Here's a reminder that I missed at")


def test_what_is_allowed_on_the_page_is_notified(url, page):
    form = {"scope": scopes.NOTIFICATIONS, "granted": "yes"}
    allowed = requests.post(f"{url}/app/consents", data=form, timeout=5)
    assert "Send you notifications: allowed" in allowed.text
    assert _notify(url).status_code == 202
    assert page.hears("You have a new notification.")


def _notify(url):
    account = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    form = {"grant_type": "client_credentials", "scope": scopes.PROACTIVE_EVENTS, **account}
    token = requests.post(f"{url}/auth/O2/token", data=form, timeout=5).json()["access_token"]
    now = datetime.now(UTC)
    state = {"status": "UNREAD", "freshness": "NEW"}
    group = {"creator": {"name": "My Back Routine"}, "count": 1}
    event = {
        "timestamp": now.isoformat(),
        "referenceId": uuid4().hex,
        "expiryTime": (now + timedelta(hours=1)).isoformat(),
        "event": {
            "name": "AMAZON.MessageAlert.Activated",
            "payload": {"state": state, "messageGroup": group},
        },
        "relevantAudience": {"type": "Unicast", "payload": {"user": LOCAL_USER}},
    }
    headers = {"Authorization": f"Bearer {token}"}
    stage = f"{url}/v1/proactiveEvents/stages/development"
    return requests.post(stage, json=event, headers=headers, timeout=5)


def test_at_the_pages_address_nobody_is_served_without_a_token(url):
    assert requests.get(f"{url}/v1/alerts/reminders", timeout=5).status_code == 401


def test_a_fault_that_there_is_not_is_told_at_the_start():
    result = CliRunner().invoke(speaker, ["--terminal", "--fault", "tea=429"], input="")
    assert result.exit_code == 2
    assert "reminders=429" in result.output


def test_alexas_file_stands_beside_the_store(tmp_path):
    store = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
    options = ["--terminal", "--no-voice", "--tz", "UTC", "--store", store, "--fault", "down"]
    result = CliRunner().invoke(speaker, options, input="Alexa, stop\n")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "alexa.sqlite3").exists()
