"""Tables that stand without a chart are files too."""

import csv
import io

import pytest

from dash_app.app import create_app
from data.market import Market


@pytest.fixture(scope="module")
def client(demo_build):
    app = create_app(Market(demo_build.out))
    return app.server.test_client()


def rows(client, path):
    answer = client.get(path, headers={"Host": "localhost"})
    assert answer.status_code == 200, path
    return list(
        csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")))
    )


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("data/assumptions", "meaning"),
        ("data/missing_files", "adds"),
        ("deserts/verdicts", "verdict"),
    ],
)
@pytest.mark.parametrize("view", ["internal", "public"])
def test_a_table_without_a_chart_is_a_file(client, demo_build, path, column, view):
    found = rows(client, f"/download/{demo_build.council}/{path}.csv?view={view}")

    assert found
    assert all(row[column] for row in found)
    assert set(found[0].values()) & {"Synthetic demonstration data"}


def test_only_the_data_page_has_tables_of_ours(client, demo_build):
    path = f"/download/{demo_build.council}/deserts/assumptions.csv"

    answer = client.get(path, headers={"Host": "localhost"})

    assert answer.status_code == 404
