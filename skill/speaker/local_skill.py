"""The skill that a local speaker talks to, as far as the speaker knows it."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from skill.clock import Clock
from skill.speaker.device.profile import Json
from skill.speaker.setting import Setting

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class LocalSkill(Protocol):
    """A skill on this machine with a store that outlives its service."""

    def app(self, clock: Clock) -> "WSGIApplication":
        """A new service on the store: `POST /alexa`, `GET /tracks/…`."""
        ...

    def stored(self, now: datetime) -> Json:
        """What the store holds of the person: `{"runs": [...], "week": {...}}`."""
        ...


class StoredSkill:
    """Our own skill, on the store of a URL."""

    def __init__(self, store_url: str, setting: Setting, voice: str | None) -> None:
        """A voice of None plays nothing real: tracks have sheets, and no sound."""
        self._store_url = store_url
        self._setting = setting
        self._voice = voice

    def app(self, clock: Clock) -> "WSGIApplication":
        """A new service on the store."""
        from skill.bootstrap_here import local_service  # noqa: PLC0415 - loads the whole skill

        return local_service(self._store_url, clock, self._voice)

    def stored(self, now: datetime) -> Json:
        """What the store holds of the person."""
        from skill.bootstrap import open_store  # noqa: PLC0415 - likewise
        from skill.speaker.stored import stored_summary  # noqa: PLC0415 - likewise

        store = open_store(self._store_url)
        about = (self._setting.user_id, now, self._setting.zone, self._voice)
        return stored_summary(store, *about)
