"""Every way to tell the page's address something."""

POSTS = {
    "/speaker/said": b'{"page": "x", "text": "delete my data"}',
    "/speaker/pressed": b'{"page": "x", "button": "pause"}',
    "/speaker/sounded": b'{"page": "x"}',
    "/speaker/awaited": b'{"page": "x", "on": true}',
    "/speaker/left": b'{"page": "x"}',
    "/speaker/wishes": b"minutes=4&exercise=squat",
    "/speaker/forget": b"",
    "/speaker/heard?rate=16000": b"\0" * 32_000,
    "/speaker/opened?page=x&rate=16000": b"",
    "/speaker/overheard?page=x": b"\0" * 3_200,
    "/app/consents": b"scope=alexa::alerts:reminders:skill:readwrite&granted=yes",
    "/alexa": b'{"version": "1.0"}',
    "/v1/alerts/reminders": b"{}",
    "/v1/alerts/timers": b"{}",
    "/v1/directives": b"{}",
    "/auth/O2/token": b"grant_type=client_credentials",
}
