"""The yardstick with a store: hello-world that counts its launches, by Amazon's own adapter."""

import os

from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_dynamodb.adapter import DynamoDbAdapter

builder = CustomSkillBuilder(persistence_adapter=DynamoDbAdapter(os.environ["BENCH_TABLE"]))


@builder.request_handler(can_handle_func=is_request_type("LaunchRequest"))
def launch(handler_input):
    kept = handler_input.attributes_manager
    attributes = kept.persistent_attributes
    attributes["launches"] = int(attributes.get("launches", 0)) + 1
    kept.persistent_attributes = attributes
    kept.save_persistent_attributes()
    words = "Welcome, you can say Hello or Help. Which would you like to try?"
    return handler_input.response_builder.speak(words).ask(words).response


handler = builder.lambda_handler()
