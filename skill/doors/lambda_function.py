"""The AWS Lambda door: the handler that the template names."""

import logging
import os
from functools import cache
from typing import Any

from skill.alexa.reading import MalformedRequestError
from skill.alexa.recorded import RecordedSkill
from skill.alexa.skill import EMPTY
from skill.bootstrap import published_skill

_log = logging.getLogger(__name__)
_NO_DOOR = ""
"""Published tracks have an address of their own; nothing is fetched through Lambda."""


@cache
def _skill() -> RecordedSkill:
    """Made once in the life of a process."""
    return published_skill()


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    # Lambda gives a function a whole CPU while it is imported, and a share of one afterwards.
    _skill()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001
    """Answer one request. Anything that is no request of Alexa's gets an empty answer."""
    try:
        return _skill().answer(event, _NO_DOOR)
    except MalformedRequestError as error:
        _log.warning("refused: %s", error)
        return EMPTY
