"""What a paper is: its declaration, and the one place where a report is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, add_months, day_in_full
from deputylog.finding import DeputylogError
from deputylog.papers.masking import masked_paper
from deputylog.period_words import period_words, unfinished
from deputylog.table import Cell, Cover, Head, Report, Table, left_out_note
from deputylog.words import Bilingual, Phrase, Term, Words, phrase

IS_PUBLIC = Bilingual("本身供公开", "it is public itself")
SIGNS = (Bilingual("填报人", "Prepared by"), Bilingual("负责人签字、盖章", "Signed, sealed"))


class Subject(Term):
    """Whom or what a paper is about."""

    GROUP = "group", "代表组", "a deputy group"
    GROUP_OR_DISTRICT = "group_or_district", "代表组或者全区", "a deputy group or the district"
    DEPUTY = "deputy", "代表", "a deputy"
    PERSON = "person", "代表或者联络员", "a deputy or officer"
    MATTER = "matter", "一件问题", "a matter"
    ACTIVITY = "activity", "一项活动", "an activity"
    CASE = "case", "已解决的问题或者建议", "a solved matter or suggestion"
    DEPARTMENT = "department", "承办单位", "a department"
    MAILBOX = "mailbox", "代表信箱", "a mailbox"


class UsualPeriod(Term):
    """The period of a paper unless one is named."""

    QUARTER = "quarter", "一个季度", "a quarter"
    YEAR = "year", "一年", "a year"
    LAST_QUARTERS = "last_quarters", "最近四个季度", "the last four quarters"
    NONE = "none", "截至当日", "as of a day"


class PaperType(Struct, frozen=True, eq=False):
    """A paper: its name, also of its templates, its title, and what it says.

    `make` takes the Book, the id of the subject ("" for the district) and the period. `public` is
    the paper that is published in its place, or the reason why there is none. `values` are the
    named values of its text, with their meaning.
    """

    name: str
    title: Bilingual
    about: Bilingual
    command: str
    subject: Subject
    span: UsualPeriod
    make: Callable[[Book, str, Period], Report]
    public: PaperType | Bilingual
    signs: tuple[Bilingual, ...] = ()
    wide: bool = True
    large: bool = False
    values: Mapping[str, Bilingual] = {}

    def report(
        self,
        book: Book,
        *,
        period: Period | None = None,
        as_of: date | None = None,
        group: str | None = "",
        names: Mapping[str, Cell] | None = None,
        header: Mapping[str, Cell] | None = None,
        tables: Iterable[Table] = (),
        heads: Iterable[Head] = (),
        notes: Iterable[Phrase] = (),
        cover: Cover | None = None,
        signed: bool = True,
        correction_of: date | None = None,
        paragraphs: Iterable[Phrase] = (),
        digest: str = "",
        heads_for_programs: Iterable[Head] = (),
        values: Mapping[str, Cell] | None = None,
    ) -> Report:
        """Return the report as it is rendered: complete, and with identities masked.

        `names` fill in the title, by default with the name of the group (else of the district) and
        the period. While the period is running, the title says so. `as_of` is the day on which the
        figures stand, by default the Book's. The notes name the records that cannot be read, in
        whatever paper. DeputylogError if the period has not begun.
        """
        if period and period.first > book.as_of:
            text = Bilingual("{period}尚未开始", "{period} has not begun")
            raise DeputylogError(text, period=period_words(period))
        still = unfinished(period, book.as_of) if period else None
        in_title = {
            "name": book.name("group", group) or book.district.name,
            "period": period_words(period) if period else None,
            **(names or {}),
        }
        title = phrase(self.title, **in_title)
        report = Report(
            name=self.name,
            title=_title(title, still, correction_of),
            header=header if header is not None else header_of(book, group, period),
            as_of=as_of or book.as_of,
            tables=tuple(tables),
            heads=tuple(heads),
            notes=(
                *left_out_note(book.left_out),
                *([corrects(correction_of)] if correction_of else []),
                *notes,
                *_since(book, period),
            ),
            left_out=book.left_out,
            cover=cover,
            wide=self.wide,
            large=self.large,
            sealed=book.clock.settings_on(book.as_of).papers_sealed,
            signs=self.signs if signed else (),
            unfinished=still,
            correction_of=correction_of,
            paragraphs=tuple(paragraphs),
            digest=digest,
            heads_for_programs=tuple(heads_for_programs),
            values=values or {},
        )
        return masked_paper(report)

    def docs_row(self, words: Words) -> str:
        """Return the row of the paper in the table of papers in the documentation."""
        public = self.public if isinstance(self.public, Bilingual) else f"`{self.public.command}`"
        command = f"`{self.command}`"
        cells = (f"`{self.name}`", self.about, command, self.subject, self.span, public)
        return f"| {' | '.join(map(words.say, cells))} |"


def _title(title: Phrase, still: Phrase | None, correction_of: date | None) -> Phrase:
    if still:
        text = Bilingual("{title}（截至{unfinished}）", "{title} (as of {unfinished})")
        title = phrase(text, title=title, unfinished=still)
    if correction_of:
        title = phrase("{title}（更正）", "{title} (correction)", title=title)
    return title


def corrects(day: date) -> Phrase:
    return phrase(
        "本清单更正{day}报送的清单。",
        "It corrects the list that was handed in on {day}.",
        day=day_in_full(day),
    )


def _since(book: Book, period: Period | None) -> Iterator[Phrase]:
    since = book.district.records_from
    if period and period.first < since:
        yield phrase(
            "记录自{day}起；此前情况记录不全，不据以评判履职。",
            "Records begin on {day}. What happened before is not fully recorded, and no "
            "duty is judged by it.",
            day=day_in_full(since),
        )


def header_of(book: Book, group: str | None, period: Period | None) -> dict[str, Cell]:
    header: dict[str, Cell] = {
        "district": book.district.name,
        "group": book.name("group", group) or None,
        "working_body": book.district.working_body,
    }
    return {**header, "period": period_words(period)} if period else header


def as_it_stood(book: Book, period: Period) -> Iterator[Phrase]:
    """Yield a note that the numbers are those of the end of the period, if it is over."""
    if book.as_of > period.last:
        yield phrase(
            "数字和各行反映截至{day}的情况。",
            "Counts and rows show how things stood on {day}.",
            day=day_in_full(period.last),
        )


def last_quarters(day: date) -> Period:
    """Return the period of the four quarters that ends with the quarter of `day`."""
    last = Quarter.of(day).period
    return Period(add_months(last.first, -9), last.last)
