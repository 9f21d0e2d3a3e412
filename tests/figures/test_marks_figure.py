"""The grid of marks: every mark where and as it should be, words apart."""

import pandas as pd
import pytest

from analytics.figures import theme
from analytics.figures.mark_shapes import ASK, DASH, FULL, HALF, HOLLOW
from analytics.figures.marks import marks
from analytics.figures.theme import Look
from analytics.tiers.standing import ours
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 1000, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
KINDS = {
    "met": (FULL, "met"),
    "partly": (HALF, "partly met"),
    "not_met": (HOLLOW, "not met"),
    "no_evidence": (DASH, "not assessed"),
    "disputed": (ASK, "disputed"),
    "contested": (ASK, "views differ"),
}
NAMES = [
    ("A", "Serif Coast Carers", "Higher than the evidence", "Tier 1"),
    (
        "B",
        "The Reading Room at Fabled Quillborough and Independent Living",
        "Supported by the evidence",
        "Tier 2",
    ),
    ("C", "PR-053", "Supported by the evidence", "none"),
]


def frame(states=tuple(KINDS)):
    rows = []
    for number, (row, label, group, aside) in enumerate(NAMES):
        for place, criterion in enumerate(ours().versions[0].criteria, 1):
            kind = states[(place + number) % len(states)]
            rows.append(
                {
                    "row": row,
                    "label": label,
                    "group": group,
                    "aside": aside,
                    "place": place,
                    "head": criterion.short,
                    "band": f"Tier {criterion.tier[-1]}",
                    "kind": kind,
                    "kind_words": KINDS[kind][1],
                }
            )
    return pd.DataFrame(rows)


def draw(rows, look=None):
    look = look or Look()
    return theme.stamp(marks(rows, look, kinds=KINDS), look)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize(
    "rows", [frame(), frame().query("row == 'A'")], ids=["three", "one"]
)
def test_no_words_of_the_grid_overlap_or_leave_it(rows, look):
    figure = draw(rows, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def spoken(figure):
    (trace,) = [each for each in figure.data if each.name == "spoken"]
    places = zip(trace.hovertext, trace.x, trace.y, strict=True)
    return {text: (x, y) for text, x, y in places}


@pytest.mark.parametrize("look", [Look(), Look(width=328)], ids=["wide", "phone"])
def test_each_mark_is_spoken_and_stands_in_its_row_and_column(look):
    rows = frame()
    found = spoken(draw(rows, look))

    assert len(found) == len(rows)
    wallet = {text: at for text, at in found.items() if ": Virtual wallet, " in text}
    assert len({x for x, _ in wallet.values()}) == 1
    assert len({y for _, y in wallet.values()}) == len(NAMES)
    of_a = [at for text, at in found.items() if text.startswith("Serif")]
    assert len({y for _, y in of_a}) == 1
    assert [x for x, _ in of_a] == sorted(x for x, _ in of_a)
    assert "Serif Coast Carers: Virtual wallet, partly met" in found


def boxes_at(figure, is_filled):
    """Return the boxes drawn so: middle across, foot, depth."""
    found = set()
    for trace in figure.data:
        if trace.mode != "lines" or (trace.fill == "toself") != is_filled:
            continue
        for start in range(0, len(trace.x), 6):
            x, y = trace.x[start : start + 5], trace.y[start : start + 5]
            middle, depth = (x[0] + x[1]) / 2, max(y) - min(y)
            found.add((round(middle, 1), round(max(y), 1), round(depth, 1)))
    return found


def test_shapes_tell_the_marks_apart_without_any_colour():
    rows = frame().query("row == 'A'")
    figure = draw(rows)
    at = {}
    for text, (x, y) in spoken(figure).items():
        at.setdefault(text.rpartition(", ")[2], []).append((round(x, 1), y))
    outlined = {x for x, *_ in boxes_at(figure, is_filled=False)}
    filled = {x: depth for x, _, depth in boxes_at(figure, is_filled=True)}
    letters = {
        round(x, 1): text
        for trace in figure.data
        if trace.mode == "text"
        for x, text in zip(trace.x, trace.text, strict=True)
    }

    for x, _ in at["met"]:
        assert x in outlined
        assert filled[x] == 13
    for x, _ in at["partly met"]:
        assert x in outlined
        assert filled[x] == 6.5
    for x, _ in at["not met"]:
        assert x in outlined
        assert x not in filled
    for x, _ in at["not assessed"]:
        assert letters[x] == "–"
    for x, _ in [*at["disputed"], *at["views differ"]]:
        assert letters[x] == "<b>?</b>"


def test_groups_key_and_numbers_are_written_once():
    for look in (Look(), Look(width=328)):
        said = texts(draw(frame(), look))
        for words in (
            "<b>Higher than the evidence</b>",
            "<b>Supported by the evidence</b>",
            "not assessed",
            "disputed or views differ",
            "<b>Tier 1</b>",
        ):
            assert said.count(words) == 1
    narrow = texts(draw(frame(), Look(width=328)))
    assert "1  Virtual wallet" in narrow
    assert "15" in narrow
    wide = texts(draw(frame()))
    assert "Virtual<br>wallet" in wide
    assert "15" not in wide


def test_a_head_that_fits_no_column_gives_way_to_numbers():
    rows = frame().replace({"head": {"Virtual wallet": "Antidisestablishmentarianism"}})
    figure = draw(rows)

    assert "1  Antidisestablishmentarianism" in texts(figure)
    assert collisions(figure) == []


def test_a_long_name_is_cut_and_the_frame_keeps_it():
    rows = frame()
    before = rows.copy()
    said = texts(draw(rows))

    assert any(text.endswith("…") for text in said)
    assert rows.equals(before)
