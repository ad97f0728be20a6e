"""Every command in the order of the help: its name, description and module."""

from __future__ import annotations

from dataclasses import dataclass
from keyword import iskeyword

from deputylog.words import N_


@dataclass(frozen=True, slots=True)
class Listed:
    name: str
    help: str
    parts: tuple[Listed, ...] = ()
    """Subcommands, each with its full name; a command with subcommands does nothing itself."""

    @property
    def word(self) -> str:
        """The last word of the name, which the user types."""
        return self.name.rpartition(" ")[2]

    @property
    def module(self) -> str:
        name = self.name.replace("-", "_").replace(" ", "_")
        return f"deputylog.cli.commands.{name}" + ("_" if iskeyword(self.name) else "")


_PARTS_OF_SET = (
    Listed("set department", N_("add a department, change its names, or end it")),
    Listed("set topic", N_("add a topic, or change its name and short names")),
    Listed("set group", N_("change a deputy group, end it, or merge it into another one")),
    Listed("set leader", N_("name the leader of a deputy group")),
    Listed("set officer", N_("add a liaison officer, or end the officer's service")),
    Listed("set constituency", N_("add a constituency to a deputy group, or move it to another one")),
    Listed("set mailbox", N_("add a mailbox, move it, give it another constituency, or end its use")),
    Listed("set keeper", N_("say who keeps a mailbox")),
    Listed("set term", N_("add a term of the congress, or change its days")),
    Listed("set session", N_("add a session of the congress, or change its days")),
    Listed("set setting", N_("change a number that the rules work with")),
)
COMMANDS = (
    Listed("init", N_("make a new records repository")),
    Listed("add-group", N_("add a deputy group with its officers, constituencies and mailboxes")),
    Listed("add-deputy", N_("add a deputy and the seat held")),
    Listed("set", N_("change the register: departments, topics, groups, mailboxes, terms, settings"), _PARTS_OF_SET),
    Listed("add-visit", N_("add a visit to a constituency and what voters raised")),
    Listed("add-opening", N_("add a round through a group's mailboxes")),
    Listed("add-letter", N_("add a voter's letter")),
    Listed("add-suggestion", N_("add a suggestion, criticism, opinion or motion")),
    Listed("add-activity", N_("add another activity of a group, a deputy or the working body")),
    Listed("add-spot-check", N_("add records that were drawn for a spot check")),
    Listed("add-excuse", N_("add an excuse: why a lapse is accepted, and by whom")),
    Listed("log", N_("log what became of a matter or suggestion")),
    Listed("show", N_("show what happened to a record or matter, step by step")),
    Listed("why", N_("show how each deadline of a record was calculated")),
    Listed("list", N_("list records or matters")),
    Listed("due", N_("list what is owed, and by when")),
    Listed("check", N_("check the records and the duties")),
    Listed("hooks", N_("check at each commit and push: install hooks, write workflow files")),
    Listed("explain", N_("explain a rule")),
    Listed("settings", N_("print the settings and the basis of each")),
    Listed("report", N_("write the quarterly list")),
    Listed("pictures", N_("draw charts of visits, mailboxes and matters")),
    Listed("sample", N_("draw records for a spot check, repeatable by its seed")),
    Listed("topics", N_("find topics that may need supervision")),
    Listed("dossier", N_("write a deputy's performance archive")),
    Listed("circular", N_("write the circular for a meeting of a group")),
    Listed("evaluate", N_("write facts for choosing outstanding deputies and advanced groups")),
    Listed("handover", N_("write the handover paper of a deputy or officer who leaves")),
    Listed("slip", N_("write the slip for one matter: forwarding, reply or feedback")),
    Listed("ledger", N_("write the spreadsheet of open matters, to fill in and import back")),
    Listed("forms", N_("write blank spreadsheets to fill in")),
    Listed("import", N_("import a filled-in ledger or form, an export, or any table by a mapping file")),
    Listed("export", N_("export the records of a kind as CSV, spreadsheet or JSON")),
    Listed("fmt", N_("bring records into canonical form")),
    Listed("migrate", N_("write out what records of an earlier version meant")),
    Listed("schema", N_("print or write the JSON Schemas")),
    Listed("completion", N_("print the completion script for a shell")),
)


def every_command() -> tuple[Listed, ...]:
    """Return every command that can be run: groups such as `set` give their subcommands."""
    return tuple(leaf for listed in COMMANDS for leaf in (listed.parts or (listed,)))
