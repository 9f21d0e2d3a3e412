"""What was supplied, what was read, and how old it is."""

from __future__ import annotations

import re

import pandas as pd

from analytics.protect.statuses import FULL_POSTCODE
from data.queries.bookkeeping import (
    read_files,
    read_notices,
    read_rejects_by_rule,
    read_skipped,
    read_unread,
)
from data.sources import sources
from data.vault import Vault

# A made-up cell that breaks a rule, by a word of the rule; the first that fits is
# told. None is a value of any file.
MADE_UP = (
    (r"cannot be seen", "PR-001 with an unseen character in it"),
    (r"was not worked out", "#REF!"),
    (r"spreadsheet's own number", "46071"),
    (r"rounded by a spreadsheet", "1.23E+05"),
    (r"not a code of up to", "they said so"),
    (r"does not exist", "2026-02-30"),
    (r"day or the month first", "03/04/2026"),
    (r"is before 19|after 2099", "0202-04-01"),
    (r"is before (\w+)", r"2026-02-11, where \1 is 2026-03-01"),
    (r"not a (?:plain )?number|whole number|from [\d,]+ to|or more", "12O"),
    (r"is less than|negative", "-14"),
    (r"is more than", "9999"),
    (r"not a date", "30th Sept"),
    (r"postcode", "ZZ1"),
    (r"LSOA|ONS code|code of a council", "X0100"),
    (r"CQC", "1-12A"),
    (r"financial year", "2026"),
    (r"neither yes nor no|neither Y nor N", "perhaps"),
    (r"longer than", "a very long text"),
    (r"is empty|is missing|needs", "(empty)"),
    (r"number of cells|cells where the header", "one comma too many"),
    (r"not one of|not on", "plaecd"),
    (r"repeats|more than once|contradict", "P017 twice"),
    (r"is not in|names no|not known", "P999"),
)


def accounts(vault: Vault) -> dict[str, pd.DataFrame]:
    """Give the account of every file, and the age of every source.

    Returns
    -------
    files : DataFrame, one row for each file (and source, where a file holds several)
        file, source, title, access, describes_on (date or blank), rows_read, accepted,
        rejected, skipped (rows), why_skipped, is_read, remark.
    rejects_by_rule : DataFrame, one row for each file, source, column and rule
        file, source, column_name, rule, rows, first_line, made_up (a cell that would
        break the rule, and no one's value).
    source_ages : DataFrame, one row for each source supplied
        source, title, describes_on (date or blank), is_open.
    """
    return {
        "files": _files(vault),
        "rejects_by_rule": _rejects(vault),
        "source_ages": _ages(vault),
    }


def made_up(rule: str) -> str:
    """Make up a cell that breaks a rule.

    >>> made_up("ended_on is before started_on.")
    '2026-02-11, where started_on is 2026-03-01'
    """
    for pattern, example in MADE_UP:
        if found := re.search(pattern, rule):
            return found.expand(example)
    return ""


def _files(vault: Vault) -> pd.DataFrame:
    files = read_files(vault)
    skipped = read_skipped(vault).groupby(["file", "source"])["reason"]
    notices = read_notices(vault).groupby(["file", "source"])["sentence"]
    keys = ["file", "source"]
    files = files.join(skipped.agg("; ".join).rename("why_skipped"), on=keys)
    files = files.join(notices.agg(" ".join).rename("remark"), on=keys)
    caution = [sources()[source].caution for source in files["source"]]
    files["remark"] = [
        " ".join(filter(None, said))
        for said in zip(caution, files["remark"].fillna(""), strict=True)
    ]
    files["is_read"] = True
    unread = read_unread(vault).rename(columns={"sentence": "remark"})
    told = pd.concat([files, unread.assign(source="", access="", is_read=False)])
    told["is_read"] = told["is_read"].astype(bool)
    told["title"] = [_title(source) for source in told["source"]]
    told["describes_on"] = pd.to_datetime(told.pop("vintage")).dt.date
    for column in ("why_skipped", "remark"):
        told[column] = told[column].fillna("").map(_without_postcodes)
    for column in ("rows_read", "accepted", "rejected", "skipped"):
        told[column] = told[column].astype(float)
        told[f"{column}_status"] = [
            "not_applicable" if not read else "zero" if value == 0 else "ok"
            for read, value in zip(told["is_read"], told[column], strict=True)
        ]
    told["file"] = told["file"].map(_without_postcodes)
    return told.reset_index(drop=True)


def _rejects(vault: Vault) -> pd.DataFrame:
    rejects = read_rejects_by_rule(vault)
    rejects["made_up"] = rejects["rule"].map(made_up)
    # Our own sentences give an example of a postcode; the desk takes no postcode.
    rejects["rule"] = rejects["rule"].map(_without_postcodes)
    rejects["file"] = rejects["file"].map(_without_postcodes)
    return rejects


def _ages(vault: Vault) -> pd.DataFrame:
    known = sources()
    return pd.DataFrame(
        [
            {
                "source": source,
                "title": known[source].title,
                "describes_on": describes,
                "is_open": not known[source].is_personal,
            }
            for source, describes in vault.supplied.items()
        ],
        columns=["source", "title", "describes_on", "is_open"],
    )


def _title(source: str) -> str:
    return sources()[source].title if source else "Not recognised"


def _without_postcodes(said: str) -> str:
    """Take full postcodes out of a file's name or a sentence."""
    return FULL_POSTCODE.sub("(postcode)", re.sub(r", such as ZZ1 1AA", "", said))
