"""`back-routine …`: every command, each loaded when it is called."""

from errno import EPIPE
from importlib import import_module

import click

COMMANDS = {
    "speaker": "skill.cli.speaker_commands:speaker",
    "talk": "skill.cli.speaker_commands:talk",
    "serve": "skill.cli.serve_command:serve",
    "audio": "skill.cli.audio_commands:audio",
    "model": "skill.cli.model_commands:model",
    "content": "skill.cli.content_commands:content",
    "schedule": "skill.cli.schedule_commands:schedule",
    "data": "skill.cli.data_commands:data",
    "deploy": "skill.cli.deploy_commands:deploy",
}
"""Where each command is defined: nobody waits for the imports of the others."""


class Commands(click.Group):
    """A group whose commands are imported only when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands."""
        return list(COMMANDS)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a file or port that is not to be had is told in one line."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == EPIPE:
                raise  # whoever read what was written is gone, and click ends quietly
            raise click.ClickException(str(error)) from error

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in COMMANDS, not in use
        return command


@click.command(cls=Commands)
@click.version_option(package_name="my-back-routine")
def main() -> None:
    """A hands-free back routine for the smart speaker."""
