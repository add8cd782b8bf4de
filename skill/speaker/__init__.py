"""The local smart speaker: hearing, device, and Alexa's service APIs on this machine."""
