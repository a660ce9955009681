"""Typer's own words in the language of this process: its help pages know English only."""

import re
from typing import Any

import typer
from rich.text import Text
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from deploy.cli.words import say


class _Calm:
    """What a command and a group of commands have in common."""

    def get_params(self, ctx: typer.Context) -> list[Any]:
        """Return the parameters; the types of flags and arguments say nothing to a person."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc] # a mix-in
        for each in found:
            if getattr(each, "is_flag", True):  # an argument knows no flags
                each.display_type_rich = _nothing
        return found

    def get_usage(self, ctx: typer.Context) -> str:
        """Return the usage line."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc] # a mix-in
        return usage.replace("Usage: ", say("help.usage"), 1)

    def get_help_option(self, ctx: typer.Context) -> Any:  # noqa: ANN401 - Typer's private class
        """Return `--help`."""
        option = super().get_help_option(ctx)  # type: ignore[misc] # a mix-in
        option.help = say("help.help")
        return option


class Command(_Calm, TyperCommand):  # type: ignore[misc] # the types in their signatures are private
    """A command."""


class Later(Command):
    """A command that is listed without being loaded; its callback gives the one that is meant."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - Typer's private classes
        """Begin the command that is meant."""
        load: Any = self.callback
        return load().make_context(*arguments, **more)


class Group(_Calm, TyperGroup):  # type: ignore[misc] # likewise
    """A group of commands."""


class Default(Group):
    """A group whose first command is meant where none of its commands is named: `rules A01`, `rules rehearse FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's private class
        """Name the first command unless one is named, or help is asked for."""
        if not {*args[:1]} & {*self.commands, *ctx.help_option_names}:
            args = [next(iter(self.commands)), *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


def _nothing(ctx: typer.Context) -> None:  # noqa: ARG001 - a method of Typer's
    return None


class _Folding(rich_utils.OptionHighlighter):
    """Typer's highlighter of help texts; Chinese ones, which have no blanks to break at, are folded and not cut off."""

    def __call__(self, text: str | Text) -> Text:
        """Return the text in colours."""
        told: Text = super().__call__(text)
        told.overflow = "fold"
        return told


def translate() -> None:
    """Name the panels of the help pages, and let their texts be read whole."""
    rich_utils.highlighter = _Folding()
    rich_utils.ARGUMENTS_PANEL_TITLE = say("panel.arguments")
    rich_utils.OPTIONS_PANEL_TITLE = say("panel.options")
    rich_utils.COMMANDS_PANEL_TITLE = say("panel.commands")
    rich_utils.DEFAULT_STRING = say("help.default", value="{}")
    rich_utils.REQUIRED_LONG_STRING = say("help.required")


def usage_error(error: typer.TyperException) -> str:
    """Return a usage error as a sentence. Typer's classes of errors are private, so they are told apart by name."""
    parameter: Any = getattr(error, "param", None)
    name = parameter.get_error_hint().strip("'") if parameter is not None else ""
    match type(error).__name__:
        case "MissingParameter":
            return say("error.missing", name=name)
        case "NoSuchOption":
            return say("error.no-such-option", name=getattr(error, "option_name", ""))
        case "BadParameter" if name:
            return say("error.bad-value", name=name, detail=_detail(error.message))
        case _:
            return _plain(error.format_message())


def _detail(message: str) -> str:
    """Translate what is wrong with a value."""
    if match := re.match(r"Value error, '(.*)' is not one of (.*?)\.?$", message):
        return say("error.one-of", value=match[1], choices=match[2].replace("'", ""))
    if match := re.match(r"Input should be (greater|less) than or equal to (\S+)", message):
        return say("error.least" if match[1] == "greater" else "error.most", limit=match[2])
    if re.match(r"Input should be a valid (integer|number)", message):
        return say("error.no-number")
    return message


def _plain(message: str) -> str:
    """Translate the usage errors that Typer has no class for."""
    if match := re.match(r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", message):
        names = say("error.did-you-mean", names=match[2].replace("'", "")) if match[2] else ""
        return say("error.no-such-command", name=match[1]) + names
    if match := re.match(r"Got unexpected extra argument\S* \((.*)\)", message):
        return say("error.extra", names=match[1])
    return message
