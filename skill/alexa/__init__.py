"""Alexa requests in, Alexa responses out."""
