"""A smart speaker that keeps Alexa's rules and speaks Alexa's JSON over HTTP, to any skill."""
