"""The web server (máy chủ web): granian, with the program loaded once before its workers are forked.

    python -m config.server --port 8000

takes all options of the command `granian`. Workers that load the program themselves cost twice the processor time
at the start, and memory of their own for what none of them changes.
"""

import gc
import importlib
import sys

from granian.cli import cli

PROGRAM = "config.wsgi"
OPTIONS = "--interface wsgi --no-ws --workers 2 --blocking-threads 4 --log-level warning"


def main() -> None:
    """Load the program, then hand over to granian, which finds it loaded."""
    importlib.import_module(PROGRAM)
    gc.collect()
    # what the collector leaves alone stays in common pages
    gc.freeze()
    cli([*OPTIONS.split(), *sys.argv[1:], f"{PROGRAM}:application"], auto_envvar_prefix="GRANIAN")


if __name__ == "__main__":
    main()
