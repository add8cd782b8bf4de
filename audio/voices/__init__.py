"""Voices: one port, and those that speak through it."""
