"""The requests that are timed: what an Echo Show sends to the skill, at their usual 3 to 4 KB."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from skill.alexa.welcome import words_asked
from skill.content import load
from skill.speaker.device.envelope import Envelopes, Identity
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import PROFILES
from skill.store.port import Profile

NOON_MS = 1_794_830_400_000
"""2026-11-16T12:00Z, a Monday."""
SKILL = "amzn1.ask.skill.0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
_ID_CHARACTERS, _TOKEN_CHARACTERS = 207, 900
"""As long as Amazon's ids of accounts and devices are, and the token for her services."""


_numbers = count()


def known(kept=None, zone="Europe/Berlin", now=None):
    """The profile of somebody whose screening was answered just now."""
    now = now or datetime.now(UTC)
    facts = {"consent": words_asked(load()), "consented_at": now, "zone": zone, "zone_seen_at": now}
    return replace(kept or Profile(), **facts)


def anew(body):
    """A request as one that was not sent before: copies are answered from memory."""
    return {**body, "request": {**body["request"], "requestId": f"bench.{next(_numbers)}"}}


class Echo:
    """Writes requests of one Echo Show."""

    def __init__(self, user="BENCH", now_ms=NOON_MS):
        identity = Identity(
            user_id=f"amzn1.ask.account.{user:A<{_ID_CHARACTERS}}",
            device_id=f"amzn1.ask.device.{user:A<{_ID_CHARACTERS}}",
            application_id=SKILL,
            locale="en-US",
            api_endpoint="https://api.amazonalexa.com",
            api_access_token="t" * _TOKEN_CHARACTERS,
        )
        self.user = identity.user_id
        self._now_ms = now_ms
        self._envelopes = Envelopes(identity, PROFILES["echo-show"], seed=f"bench {user}")

    def launch(self):
        return self._envelopes.launch(self._envelopes.session(), PlayerState(), self._now_ms)

    def intent(self, name, attributes=None, player=None):
        session = self._envelopes.session()
        session.attributes = attributes or {}
        body = self._envelopes.intent(name, {}, session, PlayerState(), self._now_ms)
        if player:
            body["context"]["AudioPlayer"] = player
        return body
