"""Notices: what a reader of standard error must know although nothing failed, one line each.

In: nothing. Out: the logging of this process set up so that our own warnings are lines like our errors, and those of
the libraries below us are silent: they name no input and help no one.
"""

import logging


def show_notices() -> None:
    """Print our own warnings as `bearwitness: …`; calling it again changes nothing."""
    root, own = logging.getLogger(), logging.getLogger("bearwitness")
    if not own.handlers:
        root.addHandler(logging.NullHandler())
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("bearwitness: %(message)s"))
        own.addHandler(handler)
        own.propagate = False
