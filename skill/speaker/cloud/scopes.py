"""What a person can allow a skill, and what a skill's own account may do."""

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
TIMERS = "alexa::alerts:timers:skill:readwrite"
NOTIFICATIONS = "alexa::devices:all:notifications:write"
ASKED_OF_PEOPLE = {
    REMINDERS: "update your reminders",
    TIMERS: "update your timers",
    NOTIFICATIONS: "send you notifications",
}
"""Every scope that a person can be asked for, and what it lets the skill do, in Alexa's words."""

PROACTIVE_EVENTS = "alexa::proactive_events"
SKILL_MESSAGING = "alexa:skill_messaging"
OF_THE_SKILL = (PROACTIVE_EVENTS, SKILL_MESSAGING)
"""Scopes that the skill has by itself, of Login with Amazon."""
