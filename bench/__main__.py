"""Measure everything that the documentation promises, print the table, and write it into docs/performance.md.

python -m bench [--claims 2000] [--rounds 7] [--largest 1000000] [--no-write] [--check]
"""

import argparse
import json
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

import sitrep as sr
from bench import peer_cattrs, peer_msgspec, peer_pydantic as peer
from bench.corpus import claims, reports
from bench.measuring import Measured, fresh, ratio
from sitrep.codec import slices

PAGE = Path("docs/performance.md")
START = "<!-- measured by python -m bench -->"
END = "<!-- end of what was measured -->"

MEMORY = """
import sys, tracemalloc
from pathlib import Path
texts = [each.read_bytes() for each in sorted(Path(sys.argv[1]).iterdir())]
{load}
tracemalloc.start()
held = [load(text) for text in texts]
print(tracemalloc.get_traced_memory()[0])
"""
HOLD = """
import sys, time
from pathlib import Path
small, large = (Path(name).read_bytes() for name in sys.argv[1:])
{load}
load(small)
start = time.process_time()
held = load(large)
print(time.process_time() - start)
"""
IMPORT = "import time; start = time.process_time(); import {module}; print(time.process_time() - start)"
OURS = "import sitrep; load = sitrep.loads"
THEIRS = "from bench.peer_pydantic import loads as load"
FIRST = """
import sys, time
from pathlib import Path
text = Path(sys.argv[1]).read_bytes()
start = time.process_time()
import {package}
imported = time.process_time() - start
{not_counted}
start = time.process_time()
{load}
load(text)
print(imported + time.process_time() - start)
"""


@contextmanager
def core_alone() -> Iterator[None]:
    """Read as without the extra `fast`."""
    decode, slices.decode = slices.decode, slices.decode_alone
    try:
        yield
    finally:
        slices.decode = decode


def texts_of(count: int, size: int, seed: int) -> list[bytes]:
    return [sr.dumps(report).encode() for report in reports(count, size, seed)]


def reading(size: int, rounds: int) -> Iterator[Measured]:
    """Documents that nobody has read before, another in each round."""
    many = [texts_of(8, size // 4, seed) for seed in range(rounds + 1)]
    yield Measured(
        "bytes of 8 reports to one merged report, ids checked, `[fast]`",
        "pydantic",
        ratio(
            lambda texts: sr.merge(*map(sr.loads, texts)),
            lambda texts: peer.merge([*map(peer.loads, texts)]),
            [(texts, texts) for texts in many],
        ),
        0.5,
    )
    alone = [texts_of(1, size, 100 + seed)[0] for seed in range(2 * rounds + 2)]
    pairs = [(text, text) for text in alone]
    yield Measured(
        "`loads`, all rules and ids checked, `[fast]`", "pydantic", ratio(sr.loads, peer.loads, pairs[::2]), 0.75
    )
    with core_alone():
        yield Measured("`loads`, on the core alone", "pydantic", ratio(sr.loads, peer.loads, pairs[1::2]), 1.3)
    yield Measured("msgspec Structs, the same rules", "pydantic", ratio(peer_msgspec.loads, peer.loads, pairs))
    yield Measured("cattrs as it comes, the same rules", "pydantic", ratio(peer_cattrs.loads, peer.loads, pairs))
    yield Measured("`json.loads`, untyped, no rules", "pydantic", ratio(json.loads, peer.loads, pairs))
    yield Measured("`orjson.loads`, untyped, no rules", "pydantic", ratio(orjson.loads, peer.loads, pairs))
    converter = sr.make_converter()
    yield Measured(
        "`make_converter().structure`, from data that `json` has read",
        "pydantic, from bytes",
        ratio(
            lambda data: converter.structure(data, sr.SitRep), peer.loads, [(json.loads(text), text) for text in alone]
        ),
    )
    faulty = [(text.decode().replace('"reported":"', '"reported":"x', size // 2), text) for text in alone]
    yield Measured(
        f"a document with {size // 2:,} faults, all told",
        "the same without",
        ratio(refused, sr.loads, faulty),
        3,
    )


def refused(text: str) -> None:
    try:
        sr.loads(text)
    except sr.InvalidError:
        return
    raise AssertionError("the faults were not found")


def writing(size: int, rounds: int) -> Iterator[Measured]:
    texts = [text for seed in range(rounds + 1) for text in texts_of(1, size, 200 + seed)]
    models = [peer.loads(text) for text in texts]
    written = ratio(sr.dumps, peer.dumps, [*zip(map(sr.loads, texts), models, strict=True)])
    # The extra doesn't take part in writing: one measurement, held against both goals.
    yield Measured("`dumps`, held against the goal with `[fast]`", "pydantic", written, 0.25, slip=14)
    yield Measured("`dumps`, on the core alone", "pydantic", written, 1.3)
    structs = [peer_msgspec.loads(text) for text in texts]
    encoded = ratio(peer_msgspec.dumps, peer.dumps, [*zip(structs, models, strict=True)])
    yield Measured("msgspec Structs, written", "pydantic", encoded)
    fields: dict[str, Any] = {
        "outcome": "killed",
        "measure": "cumulative",
        "since": "2023-10-07",
        "period": "2023-11-01",
        "age": "0-17",
    }
    figure, peer_figure = sr.Figure(best=3650), peer.MODELS[sr.Figure](best=3650)
    casualty = peer.MODELS[sr.Casualty]
    yield Measured(
        "build a record from keyword arguments",
        "pydantic",
        ratio(
            lambda count: [sr.Casualty(people=figure, **fields) for _ in range(count)],
            lambda count: [casualty(type="casualty", people=peer_figure, **fields) for _ in range(count)],
            [(size, size)] * (rounds + 1),
        ),
        0.85,
    )


def merging(size: int, rounds: int, largest: int) -> Iterator[Measured]:
    pool = claims(size * 5)
    sizes = [power for power in (10**3, 10**4, 10**5, 10**6) if power <= largest]
    for count in sizes:
        one, other = _halves(pool, count)
        union = [(claim.id, claim) for claim in one], [(claim.id, claim) for claim in other]
        mine, its = map(dict, union)
        times = max(2, min(rounds, 10**6 // count))
        yield Measured(
            f"`merge` of {count:,} claims, a quarter shared",
            "bare union of dicts",
            ratio(
                lambda pair: pair[0] | pair[1],
                lambda pair: pair[0] | pair[1],
                [((one, other), (mine, its))] * (times + 1),
            ),
            2,
            slip=5,
        )
    one, other = _halves(pool, min(largest, 10**4))
    dicts = {claim.id: claim for claim in one}, {claim.id: claim for claim in other}
    yield Measured(
        f"`merge` of {min(largest, 10**4):,} claims, with their order, which is made on first use",
        "bare union of dicts",
        ratio(
            lambda pair: (pair[0] | pair[1]).claims,
            lambda pair: pair[0] | pair[1],
            [((one, other), dicts)] * (rounds + 1),
        ),
    )
    if find_spec("followthemoney"):
        money = import_module("bench.peer_followthemoney")
        proxies = [money.entities(one), money.entities(other)]
        yield Measured(
            f"`merge` of {min(largest, 10**4):,} claims",
            "FollowTheMoney",
            ratio(lambda pair: pair[0] | pair[1], money.merge, [((one, other), proxies)] * (rounds + 1)),
            0.15,
        )
    thousand = [sr.SitRep(claims=pool[place : place + 4]) for place in range(0, size * 4, 4)]
    halves = [sr.SitRep(claims=pool[: size * 2]), sr.SitRep(claims=pool[size * 2 : size * 4])]
    yield Measured(
        f"`merge` of {len(thousand):,} reports",
        "`merge` of two with as many claims",
        ratio(lambda each: sr.merge(*each), lambda each: sr.merge(*each), [(thousand, halves)] * (rounds + 1)),
        1.5,
        slip=10,
    )


def _halves(pool: list[sr.Claim], count: int) -> tuple[sr.SitRep, sr.SitRep]:
    """Two reports of claims that are cheap to make, with `count` in all; a quarter of them are in both."""
    said = pool[0].attributions
    made = [sr.Claim.assemble(record=_numbered(number), attributions=said, sensitivity=None) for number in range(count)]
    one, other = sr.SitRep(claims=made[: count * 5 // 8]), sr.SitRep(claims=made[count * 3 // 8 :])
    one.get(made[0]), other.get(made[0])
    return one, other


def _numbered(number: int) -> sr.Record:
    return sr.Incident.assemble(kind="flood", event=f"Flood {number}", modality=sr.vocabularies.Modality.OBSERVED)


def derived(size: int) -> Iterator[Measured]:
    pool = claims(size * 10)
    small, large = sr.SitRep(claims=pool[:size]), sr.SitRep(claims=pool)
    for name, work in (
        ("picture", sr.picture),
        ("check", sr.check),
        ("diff", lambda report: sr.diff(sr.SitRep(), report)),
    ):
        yield Measured(
            f"`{name}` of {size * 10:,} claims",
            f"`{name}` of {size:,}",
            ratio(work, work, [(large, small)] * 4),
            12,
        )


def from_the_start(size: int, folder: Path) -> Iterator[Measured]:
    for work, texts, goal in (
        ("memory held for each claim", texts_of(1, size, 400), 0.35),
        ("memory held for each claim, half of them repeated", texts_of(8, size // 4, 401), 0.2),
    ):
        place = folder / f"{len(texts)}"
        place.mkdir()
        for number, text in enumerate(texts):
            (place / f"{number}.json").write_bytes(text)
        ours, theirs = (fresh(MEMORY.format(load=load), str(place)) for load in (OURS, THEIRS))
        yield Measured(work, "pydantic", ours / theirs, goal, slip=6)
    (folder / "small.json").write_bytes(texts_of(1, 20, 402)[0])
    sample = str(folder / "small.json")
    (folder / "large.json").write_bytes(texts_of(1, size * 10, 300)[0])
    large = sample, str(folder / "large.json")
    held = (fresh(HOLD.format(load=load), *large, runs=3) for load in (OURS, THEIRS))
    yield Measured(f"decode and hold {size * 10:,} claims", "pydantic", next(held) / next(held), 0.35, slip=8)
    imports = (fresh(IMPORT.format(module=module), runs=7) for module in ("sitrep", "pydantic.main"))
    yield Measured("`import sitrep`", "`import pydantic.main`", next(imports) / next(imports), 0.5, slip=8)
    first = fresh(FIRST.format(package="sitrep", not_counted="", load=OURS), sample, runs=7)
    # The models are made from our declarations, which aren't what pydantic takes.
    theirs_too = FIRST.format(package="pydantic.main", not_counted="import sitrep, bench.rules", load=THEIRS)
    second = fresh(theirs_too, sample, runs=7)
    yield Measured(
        "until the first `loads` returns", "pydantic, its import and its models", first / second, 0.6, slip=4
    )


def measure(size: int, rounds: int, largest: int) -> Iterator[Measured]:
    yield from reading(size, rounds)
    yield from writing(size, rounds)
    yield from merging(size, rounds, largest)
    yield from derived(max(largest // 100, 100))
    with TemporaryDirectory() as folder:
        yield from from_the_start(size, Path(folder))


def peers() -> str:
    named = []
    for package in ("pydantic", "msgspec", "cattrs", "orjson", "followthemoney"):
        try:
            named.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            named.append(f"without {package}")
    return ", ".join(named)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--claims", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--largest", type=int, default=1_000_000, help="the largest merge, in claims")
    parser.add_argument("--no-write", action="store_true", help="leave the docs as they are")
    parser.add_argument("--check", action="store_true", help="fail where a ratio slips by half an order of magnitude")
    options = parser.parse_args()
    lines = [
        f"Python {platform.python_version()}, {platform.machine()}, {peers()}; "
        f"{options.claims:,} claims of about 1 KB; "
        f"median of {options.rounds} rounds; CPU time, the collector as it comes.",
        "",
        "| work | beside | ratio | goal | |",
        "| --- | --- | --- | --- | --- |",
    ]
    slipped = []
    for measured in measure(options.claims, options.rounds, options.largest):
        print(measured.row, flush=True)
        lines.append(measured.row)
        if measured.goal is not None and measured.ratio > measured.goal * measured.slip:
            slipped.append(measured.work)
    if not options.no_write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")
    if options.check and slipped:
        sys.exit(f"slipped: {'; '.join(slipped)}")


if __name__ == "__main__":
    main()
