"""The yardstick: ask-sdk's hello-world, as Amazon's own template has it."""

from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type

builder = SkillBuilder()


@builder.request_handler(can_handle_func=is_request_type("LaunchRequest"))
def launch(handler_input):
    words = "Welcome, you can say Hello or Help. Which would you like to try?"
    return handler_input.response_builder.speak(words).ask(words).response


@builder.request_handler(can_handle_func=is_request_type("IntentRequest"))
def hello(handler_input):
    return handler_input.response_builder.speak("Hello World!").response


handler = builder.lambda_handler()
