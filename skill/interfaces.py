"""Names in `context.System.device.supportedInterfaces` that are ours, not Amazon's."""

EARS = "MyBackRoutine.Ears"
"""Declared by our own speaker only: every sentence after its wake word reaches the skill.

An Echo never declares it. There, outside a session, Alexa answers a sentence herself unless it
names the skill or is a playback word.
"""
