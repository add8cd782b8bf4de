"""Messages of the skill to itself: DOC/smapi/skill-messaging-api-reference.html.

Outside of a session only the token of a request lets a reminder be changed. So a job that wants a
reminder's text refreshed sends a message, and the skill does it when the message arrives.
"""

import time
from collections.abc import Mapping

from ask_sdk_model.services import ApiClient
from ask_sdk_model.services.skill_messaging import (
    SendSkillMessagingRequest,
    SkillMessagingServiceClient,
)

from skill.jobs.alexa_account import Access, Service, Sleep
from skill.jobs.settings import Account
from skill.limits import MESSAGE_EXPIRES_SECONDS


class SkillMessages:
    """Sends to the skill, in the name of a person."""

    def __init__(
        self, account: Account, sleep: Sleep = time.sleep, api_client: ApiClient | None = None
    ) -> None:
        """Nothing is asked for yet."""
        service = Service(SkillMessagingServiceClient, "alexa:skill_messaging")
        self._access = Access(account, service, sleep, api_client)

    def send(self, account: str, data: Mapping[str, str]) -> None:
        """Send a message; it arrives as `Messaging.MessageReceived`, perhaps twice.

        Raises:
            NotSentError: it did not go out now.
            RefusedError: it never will.
        """
        message = SendSkillMessagingRequest(dict(data), MESSAGE_EXPIRES_SECONDS[1])
        self._access.call(lambda client: client.send_skill_message(account, message))
