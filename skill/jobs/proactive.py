"""Nudges as Alexa's notifications: DOC/smapi/proactive-events-api.html.

There is no free text: Alexa says "You have one new message from My Back Routine", when the person
asks for their notifications. What the message is, the skill tells when it is opened.
"""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from ask_sdk_model.services import ApiClient
from ask_sdk_model.services.proactive_events import (
    CreateProactiveEventRequest,
    Event,
    ProactiveEventsServiceClient,
    RelevantAudience,
    RelevantAudienceType,
    SkillStage,
)

from skill.jobs.alexa_account import Access, Service, Sleep
from skill.jobs.settings import Account

MESSAGE_ALERT = "AMAZON.MessageAlert.Activated"
"""The one fixed sentence that fits. DOC/smapi/schemas-for-proactive-events.html."""
WAITS_FOR = timedelta(hours=23)
"""How long it waits to be heard; a day at most is allowed (`limits.EVENT_EXPIRES_SECONDS`)."""
LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
"""Where the skill is published; a notification needs its sender's name in each."""
_FROM = "from"


class ProactiveNotifier:
    """Tells people through Alexa. See `notifier.Notifier` for what it promises."""

    def __init__(
        self,
        account: Account,
        senders: Mapping[str, str],
        sleep: Sleep = time.sleep,
        api_client: ApiClient | None = None,
    ) -> None:
        """Nothing is asked for yet.

        Args:
            account: who we are.
            senders: by locale, whom the message is from.
            sleep: waits so many seconds.
            api_client: what sends requests.
        """
        service = Service(ProactiveEventsServiceClient, "alexa::proactive_events")
        self._access = Access(account, service, sleep, api_client)
        self._senders = [{"locale": locale, _FROM: name} for locale, name in senders.items()]
        self._stage = SkillStage.LIVE if account.is_live else SkillStage.DEVELOPMENT

    def notify(self, account: str, reference: str, now: datetime) -> None:
        """Tell somebody that there is one new message."""
        request = self._request(account, reference, now)
        self._access.call(lambda client: client.create_proactive_event(request, self._stage))

    def _request(self, account: str, reference: str, now: datetime) -> CreateProactiveEventRequest:
        payload = {
            "state": {"status": "UNREAD", "freshness": "NEW"},
            "messageGroup": {"creator": {"name": f"localizedattribute:{_FROM}"}, "count": 1},
        }
        return CreateProactiveEventRequest(
            timestamp=now,
            reference_id=reference,
            expiry_time=now + WAITS_FOR,
            event=Event(MESSAGE_ALERT, payload),
            localized_attributes=self._senders,
            relevant_audience=RelevantAudience(RelevantAudienceType.Unicast, {"user": account}),
        )
