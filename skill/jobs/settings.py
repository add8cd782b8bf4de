"""The skill's own account with Alexa, out of the environment: the one place that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

CLIENT_ID = "BACK_ROUTINE_ALEXA_CLIENT_ID"
"""Client id of the skill's account: the developer console shows it under Permissions."""
CLIENT_SECRET = "BACK_ROUTINE_ALEXA_CLIENT_SECRET"  # noqa: S105 - a name, not a secret
"""Its secret, from the same page. It is never logged."""
ALEXA = "BACK_ROUTINE_ALEXA_URL"
"""Where Alexa's services are; North America if not set."""
LOGIN = "BACK_ROUTINE_LOGIN_URL"
"""Where Login with Amazon is; everybody's if not set."""
STAGE = "BACK_ROUTINE_STAGE"
"""`live`, or `development` for a skill that is not published yet."""

ALEXA_URL = "https://api.amazonalexa.com"
LOGIN_URL = "https://api.amazon.com"
STAGES = ("live", "development")


class SettingsError(ValueError):
    """The environment is set up wrongly; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who the skill is to Alexa's services, and where they are."""

    client_id: str
    """Of the skill's own account."""
    client_secret: str = field(repr=False)
    """Never shown."""
    alexa_url: str = ALEXA_URL
    """Without a slash at its end."""
    login_url: str = LOGIN_URL
    """Likewise."""
    is_live: bool = True
    """Whether the skill is published."""


def account(environment: Mapping[str, str] = os.environ) -> Account | None:
    """The account that the environment names; None if it names none.

    Raises:
        SettingsError: it names half of one, or a stage that there is not.
    """
    client_id, secret = environment.get(CLIENT_ID, ""), environment.get(CLIENT_SECRET, "")
    if not (client_id or secret):
        return None
    if not (client_id and secret):
        raise SettingsError(f"set both {CLIENT_ID} and {CLIENT_SECRET}, or neither")
    stage = environment.get(STAGE, "live")
    if stage not in STAGES:
        raise SettingsError(f"{STAGE} is {' or '.join(STAGES)}")
    return Account(
        client_id,
        secret,
        environment.get(ALEXA, ALEXA_URL).rstrip("/"),
        environment.get(LOGIN, LOGIN_URL).rstrip("/"),
        is_live=stage == "live",
    )
