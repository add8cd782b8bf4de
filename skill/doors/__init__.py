"""Every way in: Lambda, Flask, `serve`, and who is let in."""
