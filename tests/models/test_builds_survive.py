"""A build that is killed, or meets a full or a closed disk, changes nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data.market import Market
from data.templates import write_templates

COUNCIL = "X99000001"
CHECKOUT = Path(__file__).parents[2]
DEATHS = 10

# Imports once, then forks for every build, and tells how each ended. A moment is a step
# that is told, or either side of a call by which files reach the disk or take a name.
NURSERY = """
import json, os, signal, sys
from pathlib import Path
from analytics import publish
from data.errors import MarketShaperError

def build(inbox, out, die_at):
    seen, pointed = 0, 0
    def moment(*_):
        nonlocal seen
        seen += 1
        if seen == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    def watched(real):
        def call(*words, **named):
            nonlocal pointed
            moment()
            if str(words[-1]).endswith("current.json"):
                pointed = seen
            done = real(*words, **named)
            moment()
            return done
        return call
    for name in ("fsync", "replace", "rename"):
        setattr(os, name, watched(getattr(os, name)))
    publish.build(Path(inbox), "X99000001", Path(out), progress=moment)
    return {"moments": seen, "pointed": pointed}

def born(inbox, out, die_at=0):
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        try:
            said = build(inbox, out, die_at)
        except MarketShaperError as fault:
            said = {"sentence": str(fault)}
        except BaseException as fault:
            said = {"trace": repr(fault)}
        os.write(mouth, json.dumps(said).encode())
        os._exit(0)
    os.close(mouth)
    _, ended = os.waitpid(child, 0)
    said = json.loads(os.read(ear, 1 << 20) or b"{}")
    os.close(ear)
    return {**said, "killed": os.WIFSIGNALED(ended)}
"""
BY_COMMAND = (
    NURSERY
    + """
inbox, out = sys.argv[1:]
for line in sys.stdin:
    print(json.dumps(born(inbox, out, int(line))), flush=True)
"""
)


class Nursery:
    """Builds in processes of their own, that may die at a given moment."""

    def __init__(self, inbox, out):
        self.process = subprocess.Popen(
            [sys.executable, "-c", BY_COMMAND, inbox, out],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, die_at=0):
        self.process.stdin.write(f"{die_at}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inbox")
    write_templates(folder)
    return folder


@pytest.fixture
def nursery(inbox, tmp_path):
    born = Nursery(inbox, tmp_path)
    yield born
    born.process.communicate()


def contents(market, build=None):
    return {
        (view, table): market.open(COUNCIL, view=view, build=build).table(table)
        for view in ("internal", "public")
        for table in market.open(COUNCIL, view=view, build=build).tables
    }


def assert_same(some, others):
    assert some.keys() == others.keys()
    assert some
    for name, frame in some.items():
        pd.testing.assert_frame_equal(frame, others[name])


def test_a_build_killed_at_ten_points_changes_nothing(nursery, tmp_path):
    nursery.build()  # the first has a key to make, and so more moments
    whole = nursery.build()
    market = Market(tmp_path)
    served = market.current(COUNCIL)
    before = contents(market)
    # From the first moment to the last before the pointer is put in its place.
    points = [
        1 + round(n * (whole["pointed"] - 1) / (DEATHS - 1)) for n in range(DEATHS)
    ]
    assert len(set(points)) == DEATHS

    for point in points:
        assert nursery.build(die_at=point) == {"killed": True}
        assert Market(tmp_path).current(COUNCIL) == served
        assert_same(contents(Market(tmp_path)), before)
        assert Market(tmp_path).failure(COUNCIL) is None

    assert nursery.build()["moments"]
    after = Market(tmp_path)
    assert after.current(COUNCIL) != served
    assert_same(contents(after), before)
    assert_same(contents(after, served), before)
    left = [each.name for each in (tmp_path / "build" / COUNCIL).iterdir()]
    assert not [name for name in left if name.startswith(".draft-")]
    vault = [each.name for each in (tmp_path / "vault" / COUNCIL).iterdir()]
    assert not [name for name in vault if name.startswith("unfinished-")]


def test_a_build_killed_once_it_is_pointed_at_is_whole(nursery, tmp_path):
    nursery.build()
    whole = nursery.build()
    earlier = Market(tmp_path).builds(COUNCIL)
    before = contents(Market(tmp_path))

    assert nursery.build(die_at=whole["pointed"] + 1) == {"killed": True}

    market = Market(tmp_path)
    assert len(market.builds(COUNCIL)) == 3
    assert market.current(COUNCIL) not in [each.id for each in earlier]
    assert_same(contents(market), before)


# On a small disk: what each build said, and whether what is served still opens.
ON_A_SMALL_DISK = (
    NURSERY
    + """
import subprocess
from data.market import Market

inbox, out = sys.argv[1:]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", out], check=True)
market = lambda: Market(Path(out))
first = born(inbox, out)
served = market().current("X99000001")
shelf = lambda: market().open("X99000001", view="internal")
rows = {name: len(shelf().table(name)) for name in shelf().tables}
told = {"first": first, "rows": len(rows), "full": [], "closed": {}}

def still():
    return (
        market().current("X99000001") == served
        and {name: len(shelf().table(name)) for name in shelf().tables} == rows
    )

free = os.statvfs(out).f_bavail * os.statvfs(out).f_frsize
vault = (Path(out) / "vault" / "X99000001" / "vault.duckdb").stat().st_size
filler = Path(out) / "filler"
for left in (0, 1_000_000, vault // 2, vault + 4_096, vault + 16_384):
    filler.write_bytes(bytes(free - left))
    said = born(inbox, out)
    failure = market().failure("X99000001")
    told["full"].append({**said, "still": still(), "failed": failure is not None})
    filler.unlink()
subprocess.run(["mount", "-o", "remount,ro", out], check=True)
told["closed"] = {**born(inbox, out), "still": still()}
subprocess.run(["mount", "-o", "remount,rw", out], check=True)
told["last"] = born(inbox, out)
told["failure"] = market().failure("X99000001") is not None
served = market().current("X99000001") if not told["failure"] else served
told["last"]["still"] = still()
print(json.dumps(told))
"""
)


@pytest.fixture(scope="module")
def small_disk(inbox, tmp_path_factory):
    """Run builds on a disk in a mount namespace of its own, which nothing else sees."""
    out = tmp_path_factory.mktemp("small-disk")
    unshare = shutil.which("unshare") or pytest.fail(
        "This test needs unshare; run: sudo apt-get install util-linux"
    )
    apart = [unshare, "--mount"]
    if os.geteuid():
        apart.append("--map-root-user")
    if subprocess.run([*apart, "true"], capture_output=True).returncode:
        pytest.fail(
            "This test needs a mount namespace, which is refused here; run: "
            "sudo sysctl -w kernel.unprivileged_userns_clone=1 "
            "(or, in a container, start it with --privileged)"
        )
    ran = subprocess.run(
        [*apart, sys.executable, "-c", ON_A_SMALL_DISK, inbox, out],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_a_build_on_a_full_disk_changes_nothing(small_disk):
    assert small_disk["first"]["moments"]
    assert small_disk["rows"]
    for said in small_disk["full"]:
        assert "is full; free some space and build again." in said.get("sentence", said)
        assert said["still"]


def test_a_build_in_a_closed_folder_changes_nothing(small_disk):
    assert "cannot be written to; make it writable" in small_disk["closed"]["sentence"]
    assert small_disk["closed"]["still"]


def test_the_next_build_is_right(small_disk):
    assert small_disk["last"]["moments"]
    assert small_disk["last"]["still"]
    assert not small_disk["failure"]
