"""The kinds of record: folder, id letter and type of each."""

from __future__ import annotations

from deputylog.kinds.activity import Activity
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District
from deputylog.kinds.excuse import Excuse
from deputylog.kinds.group import Group
from deputylog.kinds.letter import Letter
from deputylog.kinds.opening import Opening
from deputylog.kinds.preset import Preset
from deputylog.kinds.private import Private
from deputylog.kinds.spot_check import SpotCheck
from deputylog.kinds.submission import Submission
from deputylog.kinds.suggestion import Suggestion
from deputylog.kinds.visit import Visit
from deputylog.record.kind import RECORDS, Kind
from deputylog.words import Bilingual

DISTRICT_PATH = f"{RECORDS}/district.yaml"

DISTRICT = Kind("district", "", District, Bilingual("区", "district"))
GROUP = Kind("group", "groups", Group, Bilingual("代表组", "deputy group"))
DEPUTY = Kind("deputy", "deputies", Deputy, Bilingual("代表", "deputy"))
VISIT = Kind("visit", "visits", Visit, Bilingual("走访", "visit"), "V", "date")
OPENING = Kind("opening", "openings", Opening, Bilingual("开箱", "opening"), "O", "date")
LETTER = Kind("letter", "letters", Letter, Bilingual("来信", "letter"), "L", "received")
SUGGESTION = Kind(
    "suggestion", "suggestions", Suggestion, Bilingual("代表建议", "suggestion"), "S", "date"
)
ACTIVITY = Kind("activity", "activities", Activity, Bilingual("活动", "activity"), "A", "date")
SUBMISSION = Kind(
    "submission", "submissions", Submission, Bilingual("报送", "submission"), "Q", "date"
)
SPOT_CHECK = Kind(
    "spot-check", "spot-checks", SpotCheck, Bilingual("抽查", "spot check"), "C", "date"
)
EXCUSE = Kind("excuse", "excuses", Excuse, Bilingual("准予说明", "excuse"), "E", "accepted_on")

PRIVATE_FILE = Kind("private", "", Private, Bilingual("不公开内容", "private file"))

PRESET = Kind("preset", "presets", Preset, Bilingual("地方规定", "preset of local rules"))

KINDS = (
    DISTRICT,
    PRESET,
    GROUP,
    DEPUTY,
    VISIT,
    OPENING,
    LETTER,
    SUGGESTION,
    ACTIVITY,
    SUBMISSION,
    SPOT_CHECK,
    EXCUSE,
)


def kind_named(name: str) -> Kind:
    """The kind called `name`; KeyError when there is none."""
    return _BY_NAME[name]


_BY_NAME = {kind.name: kind for kind in KINDS}
