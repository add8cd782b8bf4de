"""Alexa's service APIs over HTTP, with a time-out: the SDK's own client waits for ever."""

from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.limits import SERVICE_SECONDS


class TimedApiClient(ApiClient):
    """The SDK's client, but a service that hangs costs two seconds and not the answer."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send one request.

        Raises:
            OSError: the service was not reached, or not in time.
        """
        import requests  # noqa: PLC0415 - only the few turns that call a service pay for it

        response = requests.request(
            request.method,
            request.url,
            headers=dict(request.headers or []),
            json=request.body or None,
            timeout=SERVICE_SECONDS,
        )
        return ApiClientResponse(
            headers=list(response.headers.items()),
            status_code=response.status_code,
            body=response.text,
        )
