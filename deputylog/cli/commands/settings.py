from __future__ import annotations

import typer

from deputylog.cli.run import Run


def run(context: typer.Context) -> None:
    from deputylog.console import print_table, print_text
    from deputylog.repository.presets import numbers_in
    from deputylog.tell.settings import earlier_table, preset_notes, settings_table

    this: Run = context.obj
    numbers = numbers_in(this.root)
    print_table(settings_table(numbers), this.words)
    if numbers.earlier:
        print_table(earlier_table(numbers), this.words, follows=True)
    for note in preset_notes(numbers):
        print_text(this.words.say(note) + "\n")
