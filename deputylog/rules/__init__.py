"""All rules, in the order of their codes; add a rule as one module and one line here."""

from __future__ import annotations

from deputylog.rule import Rule
from deputylog.rules.accusation_as_source import accusation_as_source
from deputylog.rules.accusation_to_unentitled import accusation_to_unentitled
from deputylog.rules.ask_missing import ask_missing
from deputylog.rules.behind_with_visits import behind_with_visits
from deputylog.rules.calendar_unknown import calendar_unknown
from deputylog.rules.constituency_without_mailbox import constituency_without_mailbox
from deputylog.rules.dangling_reference import dangling_reference
from deputylog.rules.delegated_without_reason import delegated_without_reason
from deputylog.rules.department_overdue import department_overdue
from deputylog.rules.deputy_left_office import deputy_left_office
from deputylog.rules.duplicate import duplicate
from deputylog.rules.event_before_matter import event_before_matter
from deputylog.rules.excuse_excuses_nothing import excuse_excuses_nothing
from deputylog.rules.fewer_visits import fewer_visits
from deputylog.rules.group_not_told import group_not_told
from deputylog.rules.group_too_small import group_too_small
from deputylog.rules.identity_in_record import identity_in_record
from deputylog.rules.later_than_today import later_than_today
from deputylog.rules.letters_of_an_opening import letters_of_an_opening
from deputylog.rules.livelihood_target import livelihood_target_not_reached
from deputylog.rules.long_open_without_suggestion import long_open_without_suggestion
from deputylog.rules.mailbox_not_publicised import mailbox_not_publicised
from deputylog.rules.motion_out_of_session import motion_out_of_session
from deputylog.rules.motion_without_its_parts import motion_without_its_parts
from deputylog.rules.names_clash import names_clash
from deputylog.rules.no_circular import no_circular
from deputylog.rules.no_commendation import no_commendation
from deputylog.rules.no_duty_report import no_duty_report
from deputylog.rules.no_spot_check import no_spot_check
from deputylog.rules.not_assigned import not_assigned
from deputylog.rules.not_canonical import not_canonical
from deputylog.rules.not_delivered import not_delivered
from deputylog.rules.not_fed_back import not_fed_back
from deputylog.rules.not_followed_up import not_followed_up
from deputylog.rules.not_forwarded import not_forwarded
from deputylog.rules.not_in_office import not_in_office
from deputylog.rules.not_rated import not_rated
from deputylog.rules.not_redone import not_redone
from deputylog.rules.not_replied import not_replied
from deputylog.rules.only_passes_on import only_passes_on
from deputylog.rules.opened_by_somebody_else import opened_by_somebody_else
from deputylog.rules.opening_still_due import opening_still_due
from deputylog.rules.outside_own_constituency import outside_own_constituency
from deputylog.rules.private_file_tracked import private_file_tracked
from deputylog.rules.promise_not_kept import promise_not_kept
from deputylog.rules.quarterly_list_late import quarterly_list_late
from deputylog.rules.round_of_unused_mailbox import round_of_unused_mailbox
from deputylog.rules.schema import against_the_schema
from deputylog.rules.second_visit_of_a_day import second_visit_of_a_day
from deputylog.rules.settled_by_deputy_alone import settled_by_deputy_alone
from deputylog.rules.suggestion_not_answered import suggestion_not_answered
from deputylog.rules.too_few_signers import too_few_signers
from deputylog.rules.unreadable import unreadable
from deputylog.rules.voters_not_told import voters_not_told
from deputylog.rules.week_without_opening import week_without_opening
from deputylog.rules.wrong_place import wrong_place_or_name

RULES: tuple[Rule, ...] = (
    unreadable,
    against_the_schema,
    dangling_reference,
    wrong_place_or_name,
    duplicate,
    later_than_today,
    not_in_office,
    event_before_matter,
    letters_of_an_opening,
    not_canonical,
    names_clash,
    fewer_visits,
    behind_with_visits,
    second_visit_of_a_day,
    ask_missing,
    outside_own_constituency,
    week_without_opening,
    opening_still_due,
    constituency_without_mailbox,
    delegated_without_reason,
    mailbox_not_publicised,
    opened_by_somebody_else,
    round_of_unused_mailbox,
    not_delivered,
    not_replied,
    not_forwarded,
    not_followed_up,
    department_overdue,
    not_fed_back,
    group_not_told,
    accusation_to_unentitled,
    accusation_as_source,
    settled_by_deputy_alone,
    long_open_without_suggestion,
    deputy_left_office,
    too_few_signers,
    motion_without_its_parts,
    motion_out_of_session,
    not_assigned,
    suggestion_not_answered,
    not_rated,
    not_redone,
    promise_not_kept,
    only_passes_on,
    voters_not_told,
    quarterly_list_late,
    group_too_small,
    no_circular,
    no_commendation,
    livelihood_target_not_reached,
    no_spot_check,
    no_duty_report,
    identity_in_record,
    private_file_tracked,
    calendar_unknown,
    excuse_excuses_nothing,
)


def rule_with_code(code: str) -> Rule | None:
    """The rule with that code or name, ignoring case; None if there is none."""
    return next((rule for rule in RULES if code.lower() in (rule.code.lower(), rule.name)), None)
