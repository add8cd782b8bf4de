"""Alexa requests in, Alexa responses out."""

from skill.alexa import piecemeal

# Before the first of Amazon's classes is imported: see there.
piecemeal.install()
