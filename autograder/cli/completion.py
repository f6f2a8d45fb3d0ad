"""The command that teaches a shell to complete `course`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

PROGRAM = "course"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that completes commands, options and assignments in a shell.

    For bash, put this line into ~/.bashrc: eval "$(course completion bash)". For zsh the same, with
    zsh, into ~/.zshrc. For fish, write the script to ~/.config/fish/completions/course.fish.
    """
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(context.find_root().command, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE")
    click.echo(script.source())
