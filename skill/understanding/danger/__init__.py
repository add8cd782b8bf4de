"""Hearing that something is wrong with the person, in whatever sentence they say it."""

from skill.understanding.danger.first import DangerFirst

__all__ = ["DangerFirst"]
