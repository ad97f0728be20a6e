"""The kinds of record: folder, id letter and type of each."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.model.activity import Activity
from deputylog.model.deputy import Deputy
from deputylog.model.district import District
from deputylog.model.excuse import Excuse
from deputylog.model.fields import Record
from deputylog.model.group import Group
from deputylog.model.letter import Letter
from deputylog.model.opening import Opening
from deputylog.model.preset import Preset
from deputylog.model.private import Private
from deputylog.model.spot_check import SpotCheck
from deputylog.model.submission import Submission
from deputylog.model.suggestion import Suggestion
from deputylog.model.visit import Visit
from deputylog.words import Said


@dataclass(frozen=True)
class Kind:
    """A kind of record; `letter` begins the ids of dated records and is "" for the register."""

    name: str
    folder: str
    type: type[Record]
    said: Said
    letter: str = ""
    date_key: str = ""

    @property
    def is_dated(self) -> bool:
        return bool(self.letter)

    def path(self, record_id: str) -> str:
        """The path of the record with that id; the year is taken from the id."""
        year = f"{record_id[1:5]}/" if self.is_dated else ""
        return f"{RECORDS}/{self.folder}/{year}{record_id}.yaml"


RECORDS = "records"
PRIVATE = "private"
DISTRICT_PATH = f"{RECORDS}/district.yaml"

DISTRICT = Kind("district", "", District, Said("区", "district"))
GROUP = Kind("group", "groups", Group, Said("代表组", "deputy group"))
DEPUTY = Kind("deputy", "deputies", Deputy, Said("代表", "deputy"))
VISIT = Kind("visit", "visits", Visit, Said("走访", "visit"), "V", "date")
OPENING = Kind("opening", "openings", Opening, Said("开箱", "opening"), "O", "date")
LETTER = Kind("letter", "letters", Letter, Said("来信", "letter"), "L", "received")
SUGGESTION = Kind("suggestion", "suggestions", Suggestion, Said("代表建议", "suggestion"), "S", "date")
ACTIVITY = Kind("activity", "activities", Activity, Said("活动", "activity"), "A", "date")
SUBMISSION = Kind("submission", "submissions", Submission, Said("报送", "submission"), "Q", "date")
SPOT_CHECK = Kind("spot-check", "spot-checks", SpotCheck, Said("抽查", "spot check"), "C", "date")
EXCUSE = Kind("excuse", "excuses", Excuse, Said("准予说明", "excuse"), "E", "accepted_on")

PRIVATE_FILE = Kind("private", "", Private, Said("不公开内容", "private file"))

PRESET = Kind("preset", "presets", Preset, Said("地方规定", "preset of local rules"))

KINDS = (DISTRICT, PRESET, GROUP, DEPUTY, VISIT, OPENING, LETTER, SUGGESTION, ACTIVITY, SUBMISSION, SPOT_CHECK, EXCUSE)


def kind_named(name: str) -> Kind:
    """The kind called `name`; KeyError when there is none."""
    return _BY_NAME[name]


_BY_NAME = {kind.name: kind for kind in KINDS}
