"""Rounds, visits and matters that count differently; one sentence for all of a kind."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.keep.migrate.difference import Difference
from deputylog.words import Bilingual, phrase


def silent_zeros(book: Book) -> Iterator[Difference]:
    """Yield the rounds with letters in some mailboxes and 0 in others, which 0.1.0 added itself."""
    counted = [(filed.id, filed.record.mailboxes.values()) for filed in book.openings]
    if rounds := [wanted for wanted, letters in counted if 0 in letters and any(letters)]:
        text = Bilingual(
            "0.1.0 版会把没有提到的信箱一律记为 0 件；下列开箱记录（{count}条）如由该版登记，"
            "请与原始登记核对：{rounds}",
            "version 0.1.0 recorded 0 letters for every mailbox that nobody mentioned; if "
            "it entered these rounds, compare them with your notes ({count}): {rounds}",
        )
        yield Difference(phrase(text, count=len(rounds), rounds=rounds))


def contact_online(book: Book) -> Iterator[Difference]:
    """Yield the visits online that no longer count as entering the constituency."""
    if visits := [filed.id for filed in book.visits if not book.enters(filed.record)]:
        text = Bilingual(
            "线上联系不再计入进选区次数；本区如计入，请执行“deputylog set setting "
            "online_counts yes”（共{count}次）：{visits}",
            "contact online no longer counts as a visit; where it does, say 'deputylog set "
            "setting online_counts yes' ({count}): {visits}",
        )
        yield Difference(phrase(text, count=len(visits), visits=visits))


def joint_matters(book: Book) -> Iterator[Difference]:
    """Yield the matters that had no owner and now belong to all deputies of their visit."""
    if matters := [matter.id for matter in book.matters if len(matter.deputies) > 1]:
        text = Bilingual(
            "下列走访问题未写明负责代表，现由参加走访的代表共同负责；由其中一人负责的，请在"
            "deputy中写明（{count}件）：{matters}",
            "these matters of visits name no deputy and now belong to all who visited; "
            "where one sees to it, say so in 'deputy' ({count}): {matters}",
        )
        yield Difference(phrase(text, count=len(matters), matters=matters))
