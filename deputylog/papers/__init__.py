"""Papers: each is a module here that declares its PaperType, and an entry in PAPERS."""

from deputylog.papers.agenda import AGENDA
from deputylog.papers.circular import CIRCULAR
from deputylog.papers.dossier import DOSSIER
from deputylog.papers.evaluation import EVALUATION
from deputylog.papers.handover import HANDOVER
from deputylog.papers.pictures import ALBUM, PUBLIC_ALBUM
from deputylog.papers.public import PUBLIC_LIST
from deputylog.papers.quarterly_list import QUARTERLY_LIST
from deputylog.papers.sample import SAMPLE
from deputylog.papers.slip import SLIP
from deputylog.papers.topics import TOPICS

PAPERS = (
    QUARTERLY_LIST,
    PUBLIC_LIST,
    CIRCULAR,
    DOSSIER,
    EVALUATION,
    HANDOVER,
    SLIP,
    TOPICS,
    AGENDA,
    SAMPLE,
    ALBUM,
    PUBLIC_ALBUM,
)
