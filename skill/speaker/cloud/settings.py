"""The Settings API: DOC/smapi/alexa-settings-api-reference.html. It needs no consent."""

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from skill.speaker.cloud.admission import admit
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.refusal import RefusalError

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_IMPERIAL = ("en-US",)
"""Where a device that nobody has set measures in miles and Fahrenheit."""


def setting_routes(alexa: Alexa) -> Blueprint:
    """The device's time zone and units; codes as in `ask_sdk_model.services.ups.error_code`."""
    routes = Blueprint("settings", __name__, url_prefix="/v2/devices/<device>/settings")
    setting = alexa.setting
    is_imperial = setting.locale in _IMPERIAL
    values = {
        "System.timeZone": setting.zone.key,
        "System.distanceUnits": "IMPERIAL" if is_imperial else "METRIC",
        "System.temperatureUnit": "FAHRENHEIT" if is_imperial else "CELSIUS",
    }

    @routes.before_request
    def let_in() -> None:
        admit(alexa, "settings")

    @routes.get("/<key>")
    def value(device: str, key: str) -> "ResponseReturnValue":
        if device != setting.device_id:
            raise RefusalError(404, "INVALID_URI", "no such device here")
        if key not in values:
            raise RefusalError(404, "INVALID_KEY", f"{key} is not among {', '.join(values)}")
        return jsonify(values[key])

    return routes
