"""What people say to the skill: sentence templates and the Alexa model built from them."""
