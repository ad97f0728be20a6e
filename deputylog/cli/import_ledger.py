"""Importing a ledger that was filled: what was done with it, row by row where a row was refused."""

from __future__ import annotations

from deputylog.cli.run import Run
from deputylog.words import N_

_SHOWN = 20


def import_ledger(this: Run, name: str, raw: bytes, *, dry_run: bool) -> int:
    """Take a filled ledger, say what was done; 1 when a row was refused."""
    from deputylog.app.ledger.taking import take_ledger, write_refused
    from deputylog.console import progress_bar
    from deputylog.words import phrase

    with progress_bar(this.words) as progress:
        taken = take_ledger(this.root, name, raw, today=this.today, dry_run=dry_run, progress=progress)
    for row, refused in taken.refused[:_SHOWN]:
        for key, reason in refused.wrong.items():
            text = N_("{sheet}, row {row} ({id}), {cell}: {reason}") if key else N_("{sheet}, row {row} ({id}): {reason}")
            this.note(phrase(text, sheet=row.sheet, row=row.number, id=row.id, cell=_head(key, row.id), reason=reason))
    if len(taken.refused) > _SHOWN:
        this.note(phrase(N_("… and {more} more rows"), more=len(taken.refused) - _SHOWN))
    if taken.refused and not dry_run:
        path = write_refused(this.root, name, taken, this.today, this.words)
        this.note(phrase(N_("the rows that were not taken, marked, to be mended and imported again: {path}"), path=str(path)))
    done = N_("{events} steps written in {records} records; {already} were on record already; {cells} cells in {rows} rows not taken")
    would = N_(
        "would be written: {events} steps in {records} records; {already} are on record already; {cells} cells in {rows} rows refused"
    )
    counts = {"events": taken.events, "records": taken.records, "already": taken.already}
    this.say(phrase(would if dry_run else done, **counts, cells=taken.cells, rows=len(taken.refused)))
    return int(bool(taken.refused))


def _head(key: str, record_id: str) -> object:
    """The head of a cell to fill, by the cell's name."""
    from deputylog.exchange.ledger.layout import REMARK, bands_of

    heads = {band.key(blank): blank.head for band in bands_of(record_id) for blank in band.blanks}
    return heads.get(key, REMARK.head)
