"""Papers: each is a module here that declares its PaperType, and an entry in PAPERS."""

from deputylog.papers.agenda import AGENDA
from deputylog.papers.case import CASE
from deputylog.papers.circular import CIRCULAR
from deputylog.papers.departments import DEPARTMENTS
from deputylog.papers.dossier import DOSSIER, PUBLIC_DOSSIER
from deputylog.papers.evaluation import EVALUATION
from deputylog.papers.handover import HANDOVER
from deputylog.papers.notice import NOTICE
from deputylog.papers.pictures import ALBUM, PUBLIC_ALBUM
from deputylog.papers.public import PUBLIC_LIST
from deputylog.papers.quarterly_list import QUARTERLY_LIST
from deputylog.papers.sample import SAMPLE
from deputylog.papers.slip import FEEDBACK, FORWARD, REPLY
from deputylog.papers.topics import TOPICS
from deputylog.papers.urging import URGING

PAPERS = (
    QUARTERLY_LIST,
    PUBLIC_LIST,
    CIRCULAR,
    DOSSIER,
    PUBLIC_DOSSIER,
    EVALUATION,
    DEPARTMENTS,
    HANDOVER,
    FORWARD,
    REPLY,
    FEEDBACK,
    URGING,
    NOTICE,
    CASE,
    TOPICS,
    AGENDA,
    SAMPLE,
    PUBLIC_ALBUM,
    ALBUM,
)

SLIPS = tuple(one.command.split()[1] for one in PAPERS if one.command.startswith("slip "))
"""The kinds of slip, as they are typed after `slip`."""
