"""Alexa's own services on this machine: what the skill finds at `apiEndpoint`.

They take what Amazon documents, refuse what it refuses, and they work: what a skill asks for is
kept in a file, and rings, speaks or is shown on the local speaker.
"""
