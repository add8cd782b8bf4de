"""Where a local speaker stands, and whose it is."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from skill.speaker.device.envelope import Identity
from skill.speaker.device.profile import PROFILES, Profile

LOCAL_USER = "amzn1.ask.account.LOCAL"
"""The one user of this machine, unless another is named."""

LOCAL_DEVICE = "amzn1.ask.device.LOCAL"
LOCAL_SKILL = "amzn1.ask.skill.local"


@dataclass(frozen=True, slots=True)
class Setting:
    """One device in one home."""

    zone: ZoneInfo
    """The home's time zone, which the skill asks Alexa for."""
    locale: str = "en-US"
    """The language spoken there."""
    profile: Profile = PROFILES["local"]
    """The kind of device."""
    user_id: str = LOCAL_USER
    """Whose home it is."""
    device_id: str = LOCAL_DEVICE
    """Which of the home's devices."""

    def identity(
        self, api_endpoint: str, api_access_token: str, event_access_token: str | None = None
    ) -> Identity:
        """What requests tell of it, once Alexa's services have an address."""
        return Identity(
            user_id=self.user_id,
            device_id=self.device_id,
            application_id=LOCAL_SKILL,
            locale=self.locale,
            api_endpoint=api_endpoint,
            api_access_token=api_access_token,
            event_access_token=event_access_token,
        )
