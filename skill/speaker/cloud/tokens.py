"""Access tokens: who may ask for what, and until when."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from skill.clock import Clock
from skill.limits import TOKEN_SECONDS
from skill.speaker.cloud.refusal import RefusalError


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token lets its bearer do."""

    is_of_a_request: bool
    """Whether a request to the skill carried it, so that it speaks for the person."""
    in_session: bool = False
    """Whether the person talks to the skill, so that new things may be made."""
    scopes: AbstractSet[str] = frozenset()
    """What else it is good for: scopes of Login with Amazon."""
    expires_at: datetime | None = None
    """When it ends; None with the speaker."""


class Tokens:
    """All tokens that were given out; they are forgotten with the process, as the speaker is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._passes: dict[str, Pass] = {}
        self.of_session = self._give(Pass(is_of_a_request=True, in_session=True))
        """`apiAccessToken` of requests in which a person speaks to the skill."""
        self.of_event = self._give(Pass(is_of_a_request=True))
        """`apiAccessToken` of all other requests."""

    def for_skill(self, scopes: AbstractSet[str]) -> str:
        """A new token for the skill itself, for an hour."""
        ends = self._clock.now() + timedelta(seconds=TOKEN_SECONDS)
        return self._give(Pass(is_of_a_request=False, scopes=frozenset(scopes), expires_at=ends))

    def read(self, header: str | None) -> Pass:
        """What an `Authorization` header lets its sender do.

        Raises:
            RefusalError: 401, when it holds no token, none of ours, or one that has expired.
        """
        kind, _, token = (header or "").partition(" ")
        found = self._passes.get(token)
        if kind.lower() != "bearer" or found is None:
            raise RefusalError(401, "INVALID_TOKEN", "the request's apiAccessToken is wanted")
        if found.expires_at is not None and found.expires_at <= self._clock.now():
            raise RefusalError(401, "INVALID_TOKEN", "the token has expired; ask for a new one")
        return found

    def _give(self, what: Pass) -> str:
        token = f"Atza|{token_urlsafe(24)}"
        self._passes[token] = what
        return token
