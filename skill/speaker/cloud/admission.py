"""Who is let in to a service."""

import time

from flask import request

from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.refusal import RefusalError
from skill.speaker.cloud.tokens import Pass


def meet_faults(alexa: Alexa, service: str) -> None:
    """Lets the faults that were asked for have their way.

    Raises:
        RefusalError: when one of them refuses.
    """
    time.sleep(alexa.faults.slow_ms / 1000)
    alexa.faults.meet(service)


def admit(alexa: Alexa, service: str) -> Pass:
    """Lets in whoever has the token of a request to the skill.

    Raises:
        RefusalError: for anybody else, and for a fault that was asked for.
    """
    meet_faults(alexa, service)
    found = alexa.tokens.read(request.headers.get("Authorization"))
    if not found.is_of_a_request:
        raise RefusalError(401, "INVALID_TOKEN", "the apiAccessToken of a request is wanted")
    return found


def admit_allowed(alexa: Alexa, service: str, scope: str, *, makes_new: bool) -> None:
    """Lets in whoever has a request's token, if the person has allowed the scope.

    What makes something new needs the token of a session, in which the person can say yes.

    Raises:
        RefusalError: for anybody else, and for a fault that was asked for.
    """
    found = admit(alexa, service)
    if makes_new and not found.in_session:
        raise RefusalError(401, "UNAUTHORIZED", "only while the person talks to the skill")
    if not alexa.are_granted([scope]):
        raise RefusalError(401, "UNAUTHORIZED", f"the person has not granted {scope}")


def admit_skill(alexa: Alexa, service: str, scope: str) -> None:
    """Lets in the skill itself, with a token of Login with Amazon for that scope.

    Raises:
        RefusalError: 403 for anybody else, and whatever a fault that was asked for says.
    """
    meet_faults(alexa, service)
    try:
        found = alexa.tokens.read(request.headers.get("Authorization"))
    except RefusalError as error:
        raise RefusalError(403, "FORBIDDEN", str(error)) from error
    if scope not in found.scopes:
        raise RefusalError(403, "FORBIDDEN", f"the token is not for {scope}")
