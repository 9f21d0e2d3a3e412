"""Names, numbers, dates of birth, ids and homes are planted, and looked for everywhere.

Everywhere but in the vault: desk, public, what is said beside them, logs, standard
output, exports, and every answer over HTTP.
"""

import csv
import io
import logging
import shutil
import urllib.parse
from contextlib import redirect_stderr, redirect_stdout

import pytest

from analytics import publish
from analytics.assumptions import as_they_stood, recorded
from analytics.exports import export_all
from dash_app.command import main
from data.build import vault_folder
from data.market import Market
from data.opening import open_files
from data.readers import READERS
from data.readers.council import TABLES
from data.sources import sources
from data.templates import template
from data.vault import Vault
from data.vault_folder import hasher, key_of
from tests.serving import Visitor

NAME = "Quillonia Thistlewhaite"
NHS_NUMBER = "943 476 5919"
BORN_ON = "1931-02-17"
BORN_ON_IN_WORDS = "17/02/1931"
PERSON_ID = "PLANTED-PERSON-0077"
ARRANGEMENT_ID = "PLANTED-ARRANGEMENT-0078"
REFERRAL_ID = "PLANTED-REFERRAL-0079"
EMAIL = "quillonia@thistlewhaite.example"
# Columns that no table has, as a council's export may well have them.
STRANGE = {
    "first_name_and_surname": NAME,
    "nhs_number": NHS_NUMBER,
    "date_of_birth": BORN_ON,
    "e_mail": EMAIL,
    "notes": f"{NAME} (born {BORN_ON_IN_WORDS}) rang on Monday",
}
# What a good row may hold, by column: everything that says who somebody is.
WITH_A_PERSON = {
    "person_id": PERSON_ID,
    "arrangement_id": ARRANGEMENT_ID,
    "referral_id": REFERRAL_ID,
    "reason": f"{NAME} complained",
    "milestone": f"Train the carers of {NAME}",
    "note": f"{NAME} (born {BORN_ON_IN_WORDS}) said so",
}
# What a council calls its own zones, models and providers, to be shown as it is.
GIVEN_NAMES = {"group_set", "group_name", "model", "provider_id"}
# Planted in turn in every other column of a bad row.
WRONG = (NAME, NHS_NUMBER, BORN_ON_IN_WORDS, PERSON_ID * 9, EMAIL)


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def write(path, rows, ragged):
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    csv.writer(text).writerows(ragged)
    path.write_text(text.getvalue(), "utf-8")


def plant(path, table, home):
    """Add good rows and bad rows with a person in them; return how many are bad."""
    rows = rows_of(path)
    named = {name for name in rows[0] if name in WITH_A_PERSON}
    good = {**rows[0], **{name: WITH_A_PERSON[name] for name in named}, **STRANGE}
    if "postcode" in good:
        good["postcode"] = home
        if "lsoa_code" in good:
            good["lsoa_code"] = ""
    if table.name == "providers":
        good |= {
            "provider_id": "PA-PLANTED",
            "name": NAME,
            "kind": "personal_assistant",
        }
    bad = [
        {**good, name: wrong, **({"name": NAME} if table.name == "providers" else {})}
        for name in set(rows[0]) - GIVEN_NAMES
        for wrong in WRONG
    ]
    ragged = [[NAME, NHS_NUMBER, BORN_ON, home] * 20]
    write(path, [*rows, good, *bad], ragged)


# What a person's own columns hold in client-level data, by their headings' letters.
IN_CLIENT_LEVEL_DATA = {
    "nhsnumber": NHS_NUMBER,
    "lapersonuniqueidentifier": PERSON_ID,
    "firstname": NAME,
    "lastname": NAME,
    "gppracticename": f"The practice of {NAME}",
    "dateofbirth": BORN_ON,
    "eventdescription": f"{NAME} (born {BORN_ON_IN_WORDS}) rang on Monday",
    "eventreference": REFERRAL_ID,
}


def plant_client_level_data(path, home):
    """Add a good row with a person in it, and bad rows with one in each column."""
    rows = rows_of(path)
    planted = {**IN_CLIENT_LEVEL_DATA, "postcode": home}
    spelled = {name: "".join(filter(str.isalnum, name.casefold())) for name in rows[0]}
    named = {n: planted[plain] for n, plain in spelled.items() if plain in planted}
    assert {"nhsnumber", "dateofbirth", "lapersonuniqueidentifier"} <= {
        spelled[name] for name in named
    }
    strange = {
        name: text
        for name, text in STRANGE.items()
        if name.replace("_", "") not in IN_CLIENT_LEVEL_DATA
    }
    good = {**rows[0], **named, **strange}
    bad = [{**good, name: wrong} for name in rows[0] for wrong in WRONG]
    write(path, [*rows, good, *bad], [[NAME, NHS_NUMBER, BORN_ON, home] * 20])


@pytest.fixture(scope="module")
def planted(demo_build, tmp_path_factory):
    """Copy the county's inbox, with a person planted in every file of the council's."""
    inbox = tmp_path_factory.mktemp("planted-inbox")
    shutil.copytree(demo_build.inbox, inbox, dirs_exist_ok=True)
    by_source = {table.source: table for table in TABLES}
    home = a_postcode(inbox)
    for table in TABLES:
        # What the county has no file of starts from the row that its template shows.
        if not any(inbox.glob(f"*{table.name}.csv")):
            (inbox / f"{table.name}.csv").write_text(template(table), "utf-8")
    found, named = set(), []
    for file in open_files(inbox):
        for reader in READERS:
            is_it = reader.recognise(file.sample).score == 1
            if is_it and reader.source in by_source:
                plant(inbox / file.name, by_source[reader.source], home)
                found.add(reader.source)
                named.append((file.name, reader.source))
            elif is_it and sources()[reader.source].is_personal:
                plant_client_level_data(inbox / file.name, home)
                found.add(reader.source)
                named.append((file.name, reader.source))
    held = {name for name, source in sources().items() if source.is_personal}
    assert found >= held, "every personal file has a person in it"
    assert found >= set(by_source), "and every other file of the council's"
    personal = [inbox / name for name, source in named if sources()[source].is_personal]
    assert personal
    return inbox, home, personal


def a_postcode(inbox):
    """Choose a home that the county's postcode file knows."""
    for file in open_files(inbox):
        for reader in READERS:
            if (
                reader.source == "ons_postcodes"
                and reader.recognise(file.sample).score == 1
            ):
                return file.frame().get_column(file.sample.header[0])[17]
    raise AssertionError("the county has no postcodes")


def few_draws():
    """Draw seldom: how sure a verdict is has no part in this."""
    entries = recorded()
    draws = entries["verdict.replicates"]
    return {"verdict.replicates": {**draws, "values": {"2024-01-01": 20}}}


@pytest.fixture(scope="module")
def left(planted, demo_build, tmp_path_factory):
    """Build, serve and export what was planted; return all that left the vault."""
    inbox, home, personal = planted
    out = tmp_path_factory.mktemp("planted")
    exports = tmp_path_factory.mktemp("planted-exports")
    said, logged, printed = [], io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(logged)
    logging.getLogger().addHandler(handler)
    before = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        with as_they_stood(few_draws()):
            publish.build(inbox, demo_build.council, out, progress=said.append)
        with redirect_stdout(printed), redirect_stderr(printed):
            main(["check", *map(str, personal)])
        market = Market(out)
        exported = export_all(market, demo_build.council, exports, progress=said.append)
        bodies = dict(Visitor(market).everything(demo_build.council))
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(before)
    found = {f"file {path}": path.read_bytes() for path in (out / "build").rglob("*.*")}
    found |= {f"export {path.name}": path.read_bytes() for path in exported.files}
    found |= {f"answer {name}": body for name, body in bodies.items()}
    found["what was said"] = "\n".join(said).encode()
    found["what check printed"] = printed.getvalue().encode()
    found["log"] = logged.getvalue().encode()
    for view in ("internal", "public"):
        shelf = market.open(demo_build.council, view=view)
        for table in shelf.tables:
            # Files of the database are packed; its columns are looked through as text.
            found[f"{view} {table}"] = shelf.table(table).to_csv().encode()
    return out, home, found


def ways_of_writing(text):
    """Write a text in the ways that a file, an address or a page may hold it."""
    for each in (text, text.replace(" ", ""), text.replace(" ", "-")):
        for cased in (each, each.lower(), each.upper()):
            yield cased.encode()
            yield urllib.parse.quote(cased).encode()
            yield urllib.parse.quote_plus(cased).encode()
            yield cased.encode("utf-16-le")


def test_the_planted_rows_were_read_and_refused(left, demo_build):
    out, _, _ = left
    folder = vault_folder(out, demo_build.council)
    hash_id = hasher(key_of(folder))
    with Vault.open(folder) as vault:
        (planted_rows,) = vault.query(
            "SELECT count(*) FROM core_council__arrangements WHERE person_key = ?",
            [hash_id(PERSON_ID)],
        ).iloc[0]
    assert planted_rows > 0, "the good row is in the vault, under a hash"
    files = Market(out).open(demo_build.council, view="internal").table("files")
    council = files[files["source"].str.startswith("council_")]

    assert (council["rejected"] > 0).all()
    assert (council["accepted"] > 0).all()


@pytest.mark.parametrize(
    "planted_text",
    [
        NAME,
        NAME.split()[0],
        NAME.split()[1],
        NHS_NUMBER,
        BORN_ON,
        BORN_ON_IN_WORDS,
        PERSON_ID,
        ARRANGEMENT_ID,
        REFERRAL_ID,
        EMAIL,
    ],
)
def test_nothing_of_a_person_leaves_the_vault(left, planted_text):
    _, _, found = left

    seen = {
        name
        for name, body in found.items()
        for way in ways_of_writing(planted_text)
        if way in body
    }

    assert seen == set()


def test_no_home_leaves_the_vault(left):
    _, home, found = left

    seen = {
        name
        for name, body in found.items()
        for way in ways_of_writing(home)
        if way in body
    }

    assert seen == set()


def test_no_hash_of_an_id_leaves_the_vault(left, demo_build):
    out, _, found = left
    hash_id = hasher(key_of(vault_folder(out, demo_build.council)))
    hashes = [hash_id(each) for each in (PERSON_ID, ARRANGEMENT_ID, REFERRAL_ID)]

    assert {
        name for name, body in found.items() for each in hashes if each.encode() in body
    } == set()


def test_the_search_finds_what_is_there(left):
    _, _, found = left

    assert any(b"Synthetic demonstration data" in body for body in found.values())
    assert b"arrangements" in found["what was said"]
    assert b"rejected" in found["what check printed"]
    assert {name.split()[0] for name in found} >= {"file", "export", "answer", "public"}
