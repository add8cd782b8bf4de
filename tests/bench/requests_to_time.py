"""The requests that are timed: what an Echo Show sends to the skill."""

from skill.speaker.device.envelope import Envelopes, Identity
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import PROFILES

NOON_MS = 1_794_830_400_000
"""2026-11-16T12:00Z, a Monday."""


class Echo:
    """Writes requests of one Echo Show."""

    def __init__(self, user="amzn1.ask.account.BENCH"):
        identity = Identity(
            user_id=user,
            device_id="amzn1.ask.device.BENCH",
            application_id="amzn1.ask.skill.BENCH",
            locale="en-US",
            api_endpoint="https://api.amazonalexa.com",
            api_access_token="token",
        )
        self._envelopes = Envelopes(identity, PROFILES["echo-show"], seed="bench")

    def launch(self):
        return self._envelopes.launch(self._envelopes.session(), PlayerState(), NOON_MS)

    def intent(self, name, attributes=None, player=None):
        session = self._envelopes.session()
        session.attributes = attributes or {}
        body = self._envelopes.intent(name, {}, session, PlayerState(), NOON_MS)
        if player:
            body["context"]["AudioPlayer"] = player
        return body
