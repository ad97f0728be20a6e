"""What deputies did in a period (履职情况): a row of counts per deputy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deputylog.facts.fact import within
from deputylog.facts.facts import Facts
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.visit import Priority
from deputylog.papers.partial_counts import Unknown, counted
from deputylog.table import Counted

if TYPE_CHECKING:
    from pandas import DataFrame, Series


def seen_to(facts: Facts) -> DataFrame:
    """Return the matters of the period, a row for each deputy who sees to one; no accusations."""
    return (
        facts.listed()
        .explode("deputies")
        .dropna(subset="deputies")
        .rename(columns={"deputies": "deputy"})
    )


def attended(facts: Facts) -> DataFrame:
    """Return the visits of the period, a row for each deputy who took part."""
    return facts.visits.explode(["deputies", "counts"]).rename(columns={"deputies": "deputy"})


def signatures(facts: Facts) -> DataFrame:
    """Return the suggestions and motions of the period, a row for each deputy who signed.

    A signature `stands` unless it was taken back or the suggestion was withdrawn.
    """
    signed = facts.suggestions[within(facts.suggestions["day"], facts.period)]
    signed = signed.explode(["signers", "signed"]).rename(columns={"signers": "deputy"})
    return signed.assign(
        leads=signed["deputy"] == signed["lead"],
        stands=signed["signed"].astype(bool) & ~signed["withdrawn"],
    )


def took_part(facts: Facts) -> DataFrame:
    """Return the activities of the period, a row for each deputy or group concerned."""
    return facts.activities.explode("people").rename(columns={"people": "deputy"})


def performances(facts: Facts, deputies: Sequence[str]) -> DataFrame:
    """Return the counts of each deputy, in the given order; `…_unknown` counts what is unknown."""
    from pandas import DataFrame as Frame

    columns = {
        **_of_visits(facts),
        **_of_matters(facts),
        **_of_follow_ups(facts),
        **_of_suggestions(facts),
        **_of_activities(facts),
    }
    wanted = list(deputies)
    return Frame(
        {name: column.reindex(wanted, fill_value=0) for name, column in columns.items()},
        index=wanted,
    )


def cell(row: Series, name: str, worded: Unknown) -> Counted:
    """Return a count of a deputy with its unknown part."""
    unknown, count = int(row[f"{name}_unknown"]), int(row[name])
    wholly = f"{name}_stated" in row and unknown and not row[f"{name}_stated"]
    return counted(None if wholly else count, unknown, worded)


def _sizes(frame: DataFrame) -> Series:
    return frame.groupby("deputy").size()


def _of_visits(facts: Facts) -> dict[str, Series]:
    visits = attended(facts)
    columns = {"visits": _sizes(visits), "counted": _sizes(visits[visits["counts"].astype(bool)])}
    states = visits["priorities"].map(bool).astype(bool)
    for priority in Priority:
        serves = visits["priorities"].map(lambda several, one=priority: one in several).astype(bool)
        columns |= _stated(str(priority), visits, serves, states)
    explains = visits["explained"] | visits["priorities"].map(
        lambda several: Priority.PUBLICIZE in several
    ).astype(bool)
    return columns | _stated("explained", visits, explains, states | visits["explained"])


def _stated(name: str, visits: DataFrame, chosen: Series, states: Series) -> dict[str, Series]:
    """Return the visits that serve a purpose, and of how many that is known and unknown."""
    return {
        name: _sizes(visits[chosen]),
        f"{name}_stated": _sizes(visits[states]),
        f"{name}_unknown": _sizes(visits[~states]),
    }


def _of_matters(facts: Facts) -> dict[str, Series]:
    matters = seen_to(facts)
    columns: dict[str, Series] = {}
    for prefix, several in (
        ("", matters[~matters["joint"]]),
        ("joint_", matters[matters["joint"]]),
    ):
        columns[f"{prefix}matters"] = _sizes(several)
        columns[f"{prefix}solved"] = _sizes(several[several["solved"]])
        columns[f"{prefix}solved_unknown"] = _sizes(
            several[several["solved"] & several["settled_unknown"]]
        )
    return columns


def _of_follow_ups(facts: Facts) -> dict[str, Series]:
    """Return the follow-ups of each deputy: of the period, and of an unknown day for a matter
    received in it.
    """
    steps, matters = facts.steps, facts.matters
    followed_up = (
        steps[(steps["step"] == "followed_up") & ~steps["implied"]]
        .explode("deputies")
        .rename(columns={"deputies": "deputy"})
    )
    of_new = followed_up["id"].isin(matters[matters["new"]]["id"])
    return {
        "followed_up": _sizes(followed_up[within(followed_up["day"], facts.period)]),
        "followed_up_unknown": _sizes(followed_up[followed_up["day"].isna() & of_new]),
    }


def _of_suggestions(facts: Facts) -> dict[str, Series]:
    signed = signatures(facts)
    standing = signed[signed["stands"]]
    return {
        "led": _sizes(standing[standing["leads"]]),
        "cosigned": _sizes(standing[~standing["leads"]]),
        "withdrawn": _sizes(signed[~signed["stands"]]),
    }


def _of_activities(facts: Facts) -> dict[str, Series]:
    activities = took_part(facts)
    kinds = (ActivityKind.RESEARCH, ActivityKind.PUBLICITY, ActivityKind.DUTY_REPORT)
    return {
        "activities": _sizes(activities),
        **{f"{kind}_held": _sizes(activities[activities["kind"] == kind]) for kind in kinds},
    }
