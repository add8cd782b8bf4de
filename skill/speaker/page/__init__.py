"""The speaker as a web page: a device whose sound, microphone and buttons are a browser's."""
