"""The errors of Bearwitness, as one tree.

BearwitnessError
├── UsageError              the call itself is wrong: an option, a date that is none (exit 2)
├── InputError              one input cannot be read; the batch goes on (exit 1)
│   ├── MissingInput        no such file, or a pattern that matches nothing
│   ├── EmptyInput          nothing in it, or nothing but white space
│   ├── BinaryInput         bytes that are no text, HTML or PDF
│   ├── TooLargeInput       larger than the limit in base/settings.py
│   └── BrokenInput         truncated, not decodable, not the format it says it is
├── CasebookError           the casebook cannot do what was asked (exit 1)
│   ├── CasebookUnavailable  it cannot be opened, reached, read or written: no file, no server, a full disk
│   ├── BrokenChain         an entry, or what it vouches for, is not what was written
│   ├── UnknownRecord       nothing in the casebook has this id
│   ├── Refused             who asks may not do this, or shows no valid token or password
│   └── SealError           what is sealed cannot be opened or changed: no key, a wrong key, a wrong passphrase
├── NetworkError            a feed or a page cannot be fetched; the message says whether trying again makes sense
├── CacheError              what is compiled once cannot be kept; the message says where it may be kept instead
└── MissingExtra            an optional part is not installed; the message says which extra to install

A message says what failed, on which input, and what to do.
"""


class BearwitnessError(Exception):
    """Root of every error that Bearwitness raises on purpose."""


class UsageError(BearwitnessError):
    """The call itself is wrong, for example a date that is none."""


class InputError(BearwitnessError):
    """One input cannot be read. `origin` names it: a path, or `path:line` for a line of JSONL."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class MissingInput(InputError):
    """There is no such file, or a pattern matches nothing."""


class EmptyInput(InputError):
    """The input holds nothing, or nothing but white space."""


class BinaryInput(InputError):
    """The bytes are neither text nor a format that can be read."""


class TooLargeInput(InputError):
    """The input is larger than the limit in `base.settings`."""


class BrokenInput(InputError):
    """The input is truncated, cannot be decoded, or is not the format it says it is."""


class CasebookError(BearwitnessError):
    """The casebook cannot do what was asked."""


class CasebookUnavailable(CasebookError):
    """The casebook cannot be opened, reached, read or written."""


class BrokenChain(CasebookError):
    """An entry, or what it vouches for, is not what was written."""


class UnknownRecord(CasebookError):
    """Nothing in the casebook has this id."""


class Refused(CasebookError):
    """Who asks may not do this, or shows no valid token or password."""


class SealError(CasebookError):
    """What is sealed cannot be opened or changed: no key, a wrong key, a wrong passphrase."""


class NetworkError(BearwitnessError):
    """A feed or a page cannot be fetched."""


class CacheError(BearwitnessError):
    """What is compiled once, such as the gazetteer, cannot be written to its place."""


class MissingExtra(BearwitnessError):
    """An optional part is not installed; the message names the extra that brings it."""

    def __init__(self, extra: str, need: str) -> None:
        super().__init__(f"{need} needs an optional part: pip install 'bearwitness[{extra}]'")
        self.extra = extra
