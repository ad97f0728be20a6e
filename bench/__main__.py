"""All measurements, as the rows of docs/en/performance.md."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import committing, entering, judging, papers, reading, starting
from bench.district import write_district


def main() -> None:
    print("| what | deputylog | beside it | ratio |\n|---|---|---|---|")
    for size in (10, 10_000):
        with TemporaryDirectory() as folder:
            write_district(Path(folder), size)
            if size > 1000:
                print(reading.compare(Path(folder)), flush=True)
                print(judging.compare(Path(folder)), flush=True)
            for row in starting.compare(Path(folder), f"{size:,}"):
                print(row, flush=True)
            if size > 1000:
                print(committing.compare(Path(folder), f"{size:,}"), flush=True)
    for row in (*entering.compare(), *papers.compare()):
        print(row, flush=True)


if __name__ == "__main__":
    main()
