"""The commands of bearwitness, each a few lines that call flow.

In: the command line. Out: tables to people, data to programs, messages to standard error; exit codes. One module for
each family of commands; `COMMANDS` lists them all.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from bearwitness import __version__
from bearwitness.base.errors import BearwitnessError, UsageError
from bearwitness.base.notices import show_notices
from bearwitness.cli.casebook import COMMANDS as CASEBOOK
from bearwitness.cli.dates import when
from bearwitness.cli.estimates import estimate
from bearwitness.cli.field import COMMANDS as FIELD
from bearwitness.cli.incidents import incidents, judge, resolve, review, show
from bearwitness.cli.outputs import EXIT_FAILED, drop_output, explain_error, flat, flush, say
from bearwitness.cli.places import gazetteer, where
from bearwitness.cli.protection import COMMANDS as PROTECTION
from bearwitness.cli.quotes import quotes
from bearwitness.cli.reports import brief, explain, extract
from bearwitness.cli.tallies import tally
from bearwitness.cli.upkeep import COMMANDS as UPKEEP

EXIT_USAGE, EXIT_INTERRUPTED, EXIT_BROKEN_PIPE = 2, 130, 141
COMMANDS = (
    extract,
    brief,
    explain,
    when,
    where,
    gazetteer,
    quotes,
    resolve,
    incidents,
    show,
    review,
    judge,
    tally,
    estimate,
    *CASEBOOK,
    *FIELD,
    *UPKEEP,
    *PROTECTION,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bearwitness")
@click.option("--debug", is_flag=True, help="On an error, show the traceback.")
@click.option("--casebook", metavar="PATH|URL", help="The casebook. [default: $BEARWITNESS_CASEBOOK, else casebook.db]")
@click.pass_context
def cli(ctx: click.Context, debug: bool, casebook: str | None) -> None:
    """Read conflict reports; say who claims what harm, where, when, by whom.

    Every figure keeps its bounds ("at least 12" is not 12) and leads back to the words of a document.

    \b
      bearwitness extract report.txt              a table of the claims in it
      bearwitness extract reports/ --format csv   a row for every count, for a spreadsheet
      bearwitness brief reports/ --format html --out brief.html
                                                  a situation report, every sentence with its source
      bearwitness explain report.txt              why each claim says what it says
      bearwitness quotes report.txt               who says what, word for word
      bearwitness incidents reports/              what happened, by whom it is told, how far it is confirmed
      bearwitness tally reports/ --by place       how many: at least, at most, and why
      bearwitness estimate lists.csv              how many are on no list, from lists that overlap
      bearwitness add reports/                    keep them in the casebook
      bearwitness claims --place Aleppo           what it knows of a place
      bearwitness verify                          whether it is what was written
      bearwitness when "early on Saturday" --published 2016-07-05
                                                  the dates in a text, each with its precision and why
      bearwitness where "20 km south of Raqqa"    the places in a text, each with its position and why
      bearwitness gazetteer add SY.zip            places of your own, or all of a country's

    Exit codes: 0 all read, 1 something could not be read (the rest is still written), 2 wrong usage.
    """
    ctx.obj = casebook


for _command in COMMANDS:
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; errors become one line on standard error, and an exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    code = 0
    show_notices()
    try:
        with cli.make_context("bearwitness", [*given]) as context:  # cli.main has its own ideas of interrupts and pipes
            cli.invoke(context)
        flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = EXIT_USAGE
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "bearwitness"
        say(f"{error.format_message()} (see: {path} --help)")
        code = EXIT_USAGE
    except BearwitnessError as error:
        explain_error(given)
        say(str(error))
        code = EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        drop_output()
        code = EXIT_BROKEN_PIPE
    except OSError as error:
        explain_error(given)
        drop_output()
        say(f"cannot write {flat(error.filename or 'the output')}: {error.strerror or error}")
        code = EXIT_FAILED
    sys.exit(code)
