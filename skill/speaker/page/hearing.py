"""What a page's microphone picks up, sent to the speaker's hearing."""

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from skill.speaker.ears import Listening, MissingRecognizerError, Transcript, Wake
from skill.speaker.page.microphone import OpenMicrophone, held
from skill.speaker.page.page_context import PageContext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MOST_SOUND_S = 60
"""Nobody says a sentence for longer, and to listen to it takes about as long."""
_SAMPLE_BYTES = 2
_RATES_HZ = range(8_000, 192_001)
"""What microphones have."""


def hearing_routes(site: PageContext) -> Blueprint:
    """Sound comes in, mono of 16 bits; what was said goes out."""
    routes = Blueprint("hearing", __name__, url_prefix="/speaker")
    recognizer = site.recognizer
    if recognizer is None:
        return routes
    open_microphone = OpenMicrophone(lambda: Listening(recognizer, Wake()))

    @routes.post("/heard")
    def heard() -> "ResponseReturnValue":
        rate_hz = _rate_hz()
        return _sentence(held(recognizer, _sound(rate_hz), rate_hz, site.moment()))

    @routes.post("/opened")
    def opened() -> "ResponseReturnValue":
        try:
            open_microphone.open(_page(), _rate_hz())
        except MissingRecognizerError as error:
            return str(error), 501
        return "", 204

    @routes.post("/overheard")
    def overheard() -> "ResponseReturnValue":
        rate_hz = open_microphone.rate_of(_page())
        if rate_hz is None:
            abort(409)
        found = open_microphone.feed(_page(), _sound(rate_hz), site.moment())
        if found is None:
            abort(409)
        return {
            "is_awake": found.is_awake,
            "is_answering": found.is_answering,
            "said": [_sentence(each) for each in found.said],
        }

    return routes


def _sentence(said: Transcript) -> dict[str, str | float]:
    """What a page is told, and tells again when it passes the sentence on to the device."""
    return {"text": said.text, "confidence": round(said.confidence, 3)}


def _sound(rate_hz: int) -> bytes:
    longest = MOST_SOUND_S * _SAMPLE_BYTES * rate_hz
    if (request.content_length or 0) > longest:
        raise RequestEntityTooLarge(f"at most {MOST_SOUND_S} seconds of sound at a time")
    pcm = request.get_data()
    if len(pcm) % _SAMPLE_BYTES:
        raise BadRequest("samples have 16 bits")
    return pcm


def _rate_hz() -> int:
    rate_hz = request.args.get("rate", 0, int)
    if rate_hz not in _RATES_HZ:
        raise BadRequest("rate is 8000 to 192000 samples a second")
    return rate_hz


def _page() -> str:
    return request.args.get("page") or abort(400, "a page names itself")
