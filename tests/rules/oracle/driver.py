"""Run the command line many times in one process: a JSON list of arguments in, one line each; what it printed out."""

import io
import json
import sys
import traceback

from deputylog.cli.main import main


def run(arguments: list[str]) -> dict[str, object]:
    """The exit code and the output of `deputylog ARGUMENTS`."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    kept = sys.argv, sys.stdout, sys.stderr
    sys.argv, sys.stdout, sys.stderr = ["deputylog", *arguments], out, err
    code: object = 0
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        code = "crash"
        traceback.print_exc(file=err)
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    return {"code": code, "out": _text(out), "err": _text(err)}


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
