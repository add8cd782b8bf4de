"""The platform's limits, in one place, each with its source.

`DOC` stands for developer.amazon.com/en-US/docs/alexa.
"""

BLOCKED_PORTS = frozenset(
    [
        *(1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
        *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601),
        *(636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000),
        *(6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    ]
)
"""Where no browser loads a page from. fetch.spec.whatwg.org/#port-blocking."""

# Outputs -------------------------------------------------------------------------------------
RESPONSE_BYTES = 120 * 1024
"""Whole response. DOC/custom-skills/request-and-response-json-reference.html."""

SPEECH_CHARACTERS = 8_000
"""`outputSpeech`. DOC/custom-skills/best-practice-text-response.html."""

SPEECH_AUDIO_MS = 240_000
"""All `<audio>` of one `outputSpeech` together. DOC/custom-skills/speech-synthesis-markup-language-ssml-reference.html."""  # noqa: E501

REPROMPT_AUDIO_MS = 90_000
"""All `<audio>` of one reprompt together. Same page."""

SPEECH_AUDIO_CLIPS = 5
"""`<audio>` elements in one response. Stated only in old copies of the SSML page; kept as hard."""

BREAK_MS = 10_000
"""One `<break>`. SSML reference."""

CARD_CHARACTERS = 8_000
"""All text of a card. Request and response reference."""

# AudioPlayer ---------------------------------------------------------------------------------
TOKEN_CHARACTERS = 1_024
"""`stream.token`. DOC/custom-skills/audioplayer-interface-reference.html."""

STREAM_URL_CHARACTERS = 8_000
"""`stream.url`. Same page."""

# Time ----------------------------------------------------------------------------------------
ANSWER_SECONDS = 8.0
"""Alexa gives up on a skill. DOC/custom-skills/send-the-user-a-progressive-response.html."""

PAUSE_OPENS_MICROPHONE = True
"""Whether "pause" is answered with a short question and an open microphone.

Only so can a person on an Echo say what is wrong without the skill's name. Not confirmed by
certification, which wants every open microphone to follow a question: this does.
"""

OPEN_MICROPHONE_SECONDS = 8.0
"""How long the device listens after a question, and again after the reprompt.

Not stated by Amazon ("a few seconds"); commonly measured as about eight.
"""

SERVICE_SECONDS = 2.0
"""What one call of an Alexa service may take: a turn's whole budget, well inside the eight."""

REQUEST_BYTES = 512 * 1024
"""The largest body that is read. Ours to choose: Alexa's requests take a few kilobytes, and what
a session remembers travels inside the 120 KB of a response."""

# Alerts and messages -------------------------------------------------------------------------
TIMERS = 10
"""Timers of one person, the skill's and their own. DOC/smapi/alexa-timers-guidelines-for-usage.html."""  # noqa: E501

TIMER_SECONDS = 2 * 3_600
"""The longest timer. Same page."""

TIMER_RINGS_SECONDS = 3_600
"""A due timer rings until it is told to stop, or so long. DOC/smapi/alexa-timers-overview.html."""

REMINDERS = 250
"""Reminders of one device. Stated for Smart Properties only
(DOC/alexa-smart-properties/reminders-api.html); not confirmed for custom skills."""

REMINDER_KEPT_SECONDS = 3 * 24 * 3_600
"""How long a reminder that is over can still be read. DOC/smapi/alexa-reminders-overview.html."""

MESSAGE_BYTES = 6 * 1024
"""All `data` of a skill message. DOC/smapi/skill-messaging-api-reference.html."""

MESSAGE_EXPIRES_SECONDS = (60, 86_400)
"""Least and most of `expiresAfterSeconds` of a skill message. Same page."""

EVENT_EXPIRES_SECONDS = (300, 86_400)
"""How far `expiryTime` of a proactive event lies ahead. DOC/smapi/proactive-events-api.html."""

TOKEN_SECONDS = 3_600
"""Life of an access token from Login with Amazon. DOC/smapi/proactive-events-api.html."""

# Is it Alexa? --------------------------------------------------------------------------------
REQUEST_TOLERANCE_SECONDS = 150
"""How far a request's time stamp may be from now, either way.
DOC/custom-skills/host-a-custom-skill-as-a-web-service.html."""

EVENT_TOLERANCE_SECONDS = 3_600
"""The same for `LATE_EVENTS`, which are sent again for an hour if they are not answered.
DOC/smapi/skill-events-in-alexa-skills.html."""

LATE_EVENTS = frozenset(
    f"AlexaSkillEvent.{name}"
    for name in (
        "SkillEnabled",
        "SkillDisabled",
        "SkillPermissionChanged",
        "SkillPermissionAccepted",
        "SkillAccountLinked",
    )
)
"""The events that may be late: those that Amazon's own verifier names (ask-sdk-webservice-support,
verifier_constants.py)."""

CERTIFICATE_SECONDS = 3.0
"""What fetching Alexa's certificates may take. Ours to choose: once in months, well inside the
eight, and a turn still has its two."""

# What happens when ---------------------------------------------------------------------------
# `EMF` stands for docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
# CloudWatch_Embedded_Metric_Format_Specification.html.
METRIC_LINE_BYTES = 256 * 1024
"""One line of the embedded metric format. EMF; newer copies say 1 MB."""

METRICS_A_DIRECTIVE = 100
"""Metrics that one directive of such a line names. EMF."""

METRIC_DIMENSIONS = 30
"""Dimensions of a metric. EMF; older copies say 9."""

DIMENSION_CHARACTERS = 1_024
"""The value of a dimension; at least one. EMF."""

METRIC_NAME_CHARACTERS = 255
"""The name of a metric, of a dimension, or of a namespace. EMF."""
