"""What the server refuses, what it tells the browser, and what it lets out."""

import io
import json
import zipfile

import openpyxl
import pytest

from dash_app.app import create_app
from data.market import Market
from tests.pages import small

COUNCIL = small.COUNCIL
LOCAL = {"Host": "127.0.0.1:8050"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("market")
    small.market(root)
    return root


@pytest.fixture(scope="module")
def client(root):
    return create_app(Market(root), topics=small.TOPICS).server.test_client()


@pytest.fixture(scope="module")
def public(root):
    market = Market(root, public_only=True)
    app = create_app(market, public_only=True, topics=small.TOPICS)
    return app.server.test_client()


def get(client, path, **headers):
    return client.get(path, headers={**LOCAL, **headers})


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8050",
        "127.0.0.1.evil.example",
        "localhost.evil",
        "[::1]:8050",
        "",
    ],
)
def test_another_host_name_is_refused(client, host):
    for path in ("/", "/_dash-layout", f"/download/{COUNCIL}/growth/trend.csv"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code in (400, 403), (path, host)
        assert b"people" not in answer.data


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8050", "127.0.0.1", "127.0.0.1:9"]
)
def test_this_machine_is_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_the_index_is_small_and_holds_no_data(client):
    index = get(client, "/").get_data(as_text=True)
    assert len(index) < 20_000
    for held in ("Mirrorshire", COUNCIL, "growth", "people"):
        assert held not in index
    layout = get(client, "/_dash-layout").get_data(as_text=True)
    assert "Mirrorshire" not in layout
    assert 'lang="en-GB"' in index


def test_the_headers_are_strict(client):
    headers = get(client, "/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert policy.count("'unsafe-inline'") == 1  # style-src
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_no_inline_script_is_without_its_hash(client):
    index = get(client, "/").get_data(as_text=True)
    inline = index.split("<script")[1:]
    runs = [
        each
        for each in inline
        if "src=" not in each.split(">")[0] and "application/json" not in each
    ]
    policy = get(client, "/").headers["Content-Security-Policy"]
    assert len(runs) == policy.count("'sha256-")


def test_an_environment_variable_opens_no_door(root, monkeypatch):
    monkeypatch.setenv("DASH_MCP_ENABLED", "true")
    app = create_app(Market(root), topics=small.TOPICS)
    assert [
        str(rule) for rule in app.server.url_map.iter_rules() if "mcp" in str(rule)
    ] == []


def test_rows_are_marked_and_harmless(client):
    answer = get(client, f"/download/{COUNCIL}/growth/trend.csv?route=isf")
    name = answer.headers["Content-Disposition"]
    assert "mirrorshire-growth-trend-2026-09-30-synthetic-internal.csv" in name
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "synthetic,year,people,people_status,note"
    assert len(lines) == 13
    assert ",'=cmd" in lines[2]
    assert lines[3].split(",")[2:4] == ["", "suppressed"]


def test_rows_as_published_are_not_named_internal(client):
    answer = get(client, f"/download/{COUNCIL}/growth/trend.csv?view=public")
    assert "internal" not in answer.headers["Content-Disposition"]


def test_a_figure_to_keep_is_light_and_stamped(client):
    answer = get(client, f"/figure/{COUNCIL}/growth/trend.json?_width=700")
    sent = json.loads(answer.data)
    assert sent["name"].endswith("synthetic-internal")
    assert sent["figure"]["layout"]["width"] == 700
    assert sent["figure"]["layout"]["paper_bgcolor"] == "#FFFFFF"
    stamps = [each["text"] for each in sent["figure"]["layout"]["annotations"]]
    assert any("Synthetic" in text and "Internal" in text for text in stamps)


@pytest.mark.parametrize("width", ["99999999", "-1", "none"])
def test_a_figure_of_no_width_is_kept_within_bounds(client, width):
    answer = get(client, f"/figure/{COUNCIL}/growth/trend.json?_width={width}")
    assert 280 <= json.loads(answer.data)["figure"]["layout"]["width"] <= 1600


def test_the_table_twin_is_escaped_and_marks_its_blanks(client):
    body = get(client, f"/rows/{COUNCIL}/growth/trend.html").get_data(as_text=True)
    assert body.count("<tr") == 13
    assert "[c] hidden" in body
    assert '<th scope="col" role="columnheader" class="n">People</th>' in body


def test_where_only_public_is_served_internal_rows_do_not_leave(public):
    for host in ("shaper.example", "10.0.0.7:80"):
        answer = public.get(
            f"/download/{COUNCIL}/growth/trend.csv?view=internal",
            headers={"Host": host},
        )
        assert answer.status_code == 200
        assert "internal" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        f"/download/{COUNCIL}/nothing/trend.csv",
        f"/download/{COUNCIL}/growth/nothing.csv",
        f"/figure/{COUNCIL}/growth/unsupplied.json",
        "/template/nothing.csv",
        "/template/nothing.xlsx",
        "/dictionary/nothing.html",
        f"/figure/{COUNCIL}/growth/undrawable.json",
    ],
)
def test_what_is_not_there_is_a_sentence(client, path):
    answer = get(client, path)
    assert answer.status_code == 404
    assert b"Traceback" not in answer.data
    assert len(answer.data) > 20


def test_templates_come_one_by_one_and_together(client):
    one = get(client, "/template/supply.csv").get_data().decode("utf-8-sig")
    assert one.startswith("supply_id,")
    packed = zipfile.ZipFile(io.BytesIO(get(client, "/templates.zip").data))
    assert packed.read("supply.csv").decode() == one
    book = get(client, "/template/supply.xlsx")
    assert book.headers["Content-Disposition"].endswith('"supply.xlsx"')
    sheet = openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0]
    assert sheet["A1"].value == "supply_id"
    assert "supply.xlsx" in packed.namelist()


@pytest.mark.parametrize(
    ("group", "table"),
    [
        ("supplied", "supply"),
        ("shelf", "source_ages"),
        ("vault", "core_council__supply"),
    ],
)
def test_a_kind_of_table_lists_its_own_and_where_their_columns_are(
    client, group, table
):
    body = get(client, f"/dictionary/{group}.html").get_data(as_text=True)
    assert f'data-rows="/dictionary/{table}.html"' in body
    assert body.count("<details") == body.count("</details>") > 10


def test_the_dictionary_holds_every_kind_of_table(client):
    rows = get(client, "/dictionary.csv").get_data().decode("utf-8-sig")
    for table in ("supply", "source_ages", "core_council__supply"):
        assert f"\n{table}," in rows.replace("\r\n", "\n")
        body = get(client, f"/dictionary/{table}.html").get_data(as_text=True)
        assert body.count("<tr") > 3
