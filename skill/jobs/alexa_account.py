"""The skill's own account at Alexa's services: its token, and who says no."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import (
    ApiClient,
    ApiConfiguration,
    AuthenticationConfiguration,
    ServiceException,
)
from ask_sdk_model.services.lwa import LwaClient

from skill.alexa.api_client import TimedApiClient
from skill.jobs.notifier import HeldUpError, NotSentError, RefusedError
from skill.jobs.settings import CLIENT_ID, CLIENT_SECRET, Account

Sleep = Callable[[float], None]
TOO_MANY = (429, 432)
"""Throttled; 432 is what live skills get. DOC/smapi/proactive-events-api.html."""
NOT_LET_IN = (401, 403)
"""The token or the account is no good. Same page."""
DONE = (202, 409)
"""It is taken, now or, with 409, before: documented for events of one reference. Same page."""
SERVER_FAULT = 500
"""From here on it is not our fault, and not for long. The SDK says 500 too where nobody answers."""
PAUSES_S = (1.0, 2.0, 4.0, 8.0)
"""Between attempts while there are too many at once: doubling, as Amazon advises."""
LONGEST_PAUSE_S = 30.0
"""However long a service asks us to wait: then others have their turn, and it is tried later."""
CALL_S = 5.0
"""What one call may take; nobody waits for an answer."""


@dataclass(frozen=True, slots=True)
class Service:
    """One of Alexa's services that a skill calls by itself."""

    client: Callable[..., Any]
    """The SDK's class for it."""
    scope: str
    """What its token is for."""


class Access:
    """Calls a service of Alexa's in the skill's own name.

    The SDK's `LwaClient` keeps the token until a minute before it expires.
    """

    def __init__(
        self,
        account: Account,
        service: Service,
        sleep: Sleep = time.sleep,
        api_client: ApiClient | None = None,
    ) -> None:
        """Nothing is asked for yet.

        Args:
            account: who we are.
            service: what is called.
            sleep: waits so many seconds.
            api_client: what sends requests.
        """
        self._account = account
        self._service = service
        self._sleep = sleep
        self._api_client = api_client or TimedApiClient(CALL_S)
        self._login, self._client = self._logged_out()

    def call(self, what: Callable[[Any], object]) -> None:
        """Do something with the service's client; what was done before counts as done.

        Raises:
            HeldUpError: there are too many at once, or we are not let in.
            NotSentError: the service is in trouble.
            RefusedError: it will not have this, now or later.
        """
        had_new_token = False
        pauses = iter(PAUSES_S)
        while True:
            status, asked_s = self._tried(what)
            if status in DONE:
                return
            if status in NOT_LET_IN and not had_new_token:
                # A token may be revoked before its time.
                self._login, self._client = self._logged_out()
                had_new_token = True
            elif status in TOO_MANY and (pause_s := next(pauses, None)) is not None:
                self._sleep(asked_s or pause_s)
            else:
                raise _told(status)

    def _tried(self, what: Callable[[Any], object]) -> tuple[int, float | None]:
        """How it went, as a status, and how many seconds the service asks us to wait.

        The errors' own words go nowhere: they may quote what was sent.
        """
        try:
            self._login.get_access_token_for_scope(self._service.scope)
        except ServiceException as error:
            # Whatever is wrong with us is no fault of what we want to send.
            is_ours = error.status_code < SERVER_FAULT and error.status_code not in TOO_MANY
            return NOT_LET_IN[0] if is_ours else error.status_code, _asked_for(error)
        except (SerializationException, ValueError):
            return SERVER_FAULT, None
        try:
            what(self._client)
        except ServiceException as error:
            return error.status_code, _asked_for(error)
        except (SerializationException, ValueError):
            return SERVER_FAULT, None
        return DONE[0], None

    def _logged_out(self) -> tuple[LwaClient, Any]:
        serializer = DefaultSerializer()
        alexa = ApiConfiguration(serializer, self._api_client, None, self._account.alexa_url)
        # The SDK puts them into a form as they are.
        who = AuthenticationConfiguration(
            quote(self._account.client_id, safe=""), quote(self._account.client_secret, safe="")
        )
        login = LwaClient(
            ApiConfiguration(serializer, self._api_client, None, self._account.login_url), who
        )
        return login, self._service.client(alexa, who, login)


def _told(status: int) -> Exception:
    if status in TOO_MANY:
        return HeldUpError(f"Alexa takes no more now ({status})")
    if status in NOT_LET_IN:
        return HeldUpError(f"Alexa does not let us in ({status}): {CLIENT_ID}, {CLIENT_SECRET}")
    if status >= SERVER_FAULT:
        return NotSentError(f"Alexa is in trouble, or out of reach ({status})")
    return RefusedError(f"Alexa will not have it ({status})")


def _asked_for(error: ServiceException) -> float | None:
    """How many seconds a service asks us to wait."""
    headers = {name.lower(): value for name, value in error.headers or ()}
    asked = headers.get("retry-after", "")
    return min(float(asked), LONGEST_PAUSE_S) if asked.isdecimal() else None
