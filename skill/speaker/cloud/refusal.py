"""How a service says no."""

from flask import Response, jsonify


class RefusalError(Exception):
    """A request cannot be done; the message says why, for whoever wrote the skill.

    Amazon confirms statuses only: a skill should look at those. The codes are spelled as its pages
    and samples spell them, where they do.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def not_valid(message: str) -> RefusalError:
    """The body or a path is not as documented."""
    return RefusalError(400, "INVALID_REQUEST", message)


def answered(refusal: RefusalError, code: str | int) -> Response:
    """The refusal as a response, with its code as the service spells it."""
    response = jsonify(code=code, message=str(refusal))
    response.status_code = refusal.status
    return response
