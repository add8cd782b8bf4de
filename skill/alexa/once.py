"""A request that is delivered twice is answered twice, with one answer, and acted on once.

Alexa's infrastructure may deliver a request again when it is not sure that it arrived; both copies
have one `requestId`. Without this, "that hurts" would count twice, and end a routine.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from hashlib import sha256
from threading import Lock
from typing import Any

from skill.limits import ANSWER_SECONDS

REMEMBERED = 256
"""Answers that are held; a second copy comes within seconds. Most take one to three kilobytes."""
Answer = dict[str, Any]


class AnswersGiven:
    """The last answers of this process, by the requests that they were given to."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._given: OrderedDict[bytes, Future[Answer]] = OrderedDict()

    def once(self, body: Mapping[str, Any], make: Callable[[], Answer]) -> Answer:
        """The answer to a request; that of its first copy, if there was one.

        Args:
            body: the request envelope.
            make: answers it. What it raises is raised, and the next copy is answered anew.
        """
        name = _name_of(body)
        if name is None:
            return make()
        with self._lock:
            given = self._given.get(name)
            mine = given is None
            if given is None:
                given = self._given[name] = Future()
                if len(self._given) > REMEMBERED:
                    self._given.popitem(last=False)
        if not mine:
            return given.result(ANSWER_SECONDS)
        try:
            answer = make()
        except BaseException as error:
            self.forget(body)
            given.set_exception(error)
            raise
        given.set_result(answer)
        return answer

    def forget(self, body: Mapping[str, Any]) -> None:
        """Have the next copy of a request answered anew."""
        name = _name_of(body)
        with self._lock:
            if name is not None:
                self._given.pop(name, None)


def _name_of(body: Mapping[str, Any]) -> bytes | None:
    """What tells a request from all others; None where the body is no request.

    Copies are alike to the letter. What only claims the id of another request is none of them.
    """
    request = body.get("request")
    if not isinstance(request, dict) or not request.get("requestId"):
        return None
    return sha256(json.dumps(body, sort_keys=True).encode()).digest()
