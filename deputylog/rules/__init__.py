"""All rules, in the order of their codes; add a rule as one module and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from deputylog.rule import Rule

RULES: tuple[Rule, ...]

_MODULES = (
    "unreadable",
    "against_the_schema",
    "dangling_reference",
    "wrong_place_or_name",
    "duplicate",
    "later_than_today",
    "not_in_office",
    "event_before_matter",
    "letters_of_an_opening",
    "not_canonical",
    "names_clash",
    "looks_like_another",
    "conflict_markers",
    "step_fits_nothing",
    "anonymous_with_a_name",
    "no_merge_driver",
    "long_before_the_records",
    "fewer_visits",
    "behind_with_visits",
    "second_visit_of_a_day",
    "ask_missing",
    "outside_own_constituency",
    "week_without_opening",
    "opening_still_due",
    "constituency_without_mailbox",
    "delegated_without_reason",
    "mailbox_not_publicised",
    "opened_by_somebody_else",
    "round_of_unused_mailbox",
    "not_delivered",
    "not_replied",
    "not_forwarded",
    "not_followed_up",
    "department_overdue",
    "not_fed_back",
    "group_not_told",
    "accusation_to_unentitled",
    "accusation_as_source",
    "settled_by_deputy_alone",
    "long_open_without_suggestion",
    "deputy_left_office",
    "too_few_signers",
    "motion_without_its_parts",
    "motion_out_of_session",
    "not_assigned",
    "suggestion_not_answered",
    "not_rated",
    "not_redone",
    "promise_not_kept",
    "only_passes_on",
    "voters_not_told",
    "quarterly_list_late",
    "group_too_small",
    "no_circular",
    "no_commendation",
    "livelihood_target_not_reached",
    "no_spot_check",
    "no_duty_report",
    "group_not_heard",
    "post_left",
    "identity_in_record",
    "private_name_in_record",
    "identity_kept_too_long",
    "private_file_tracked",
    "health_detail",
    "foreign_remote",
    "marked_secret",
    "contact_in_record",
    "private_not_ignored",
    "calendar_unknown",
    "excuse_excuses_nothing",
)


@cache
def rule_in(module: str) -> Rule:
    """The rule of a module, named like it; entering a record loads only those that concern it."""
    found: Rule = getattr(import_module(f"{__name__}.{module}"), module)
    return found


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name != "RULES":
        raise AttributeError(name)
    return tuple(map(rule_in, _MODULES))


def rule_with_code(code: str) -> Rule | None:
    """The rule with that code or name, ignoring case; None if there is none."""
    rules = __getattr__("RULES")
    return next((rule for rule in rules if code.lower() in (rule.code.lower(), rule.name)), None)
