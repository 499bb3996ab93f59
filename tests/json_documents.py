"""A report, and JSON documents of one."""

import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

import sitrep as sr
from sitrep.codec import slices
from sitrep.errors import InvalidError

RAFAH = sr.Crossing(name="Rafah", between=("EGY", "PSE"), status="open", period="2023-11-01")
WOUNDED = sr.Evacuation(people=sr.Figure(best=90, approximate=True), origin="Gaza Strip", status="expected")
REPORT = sr.SitRep(
    headers=[sr.Header(title="A report", publisher="A bureau", issued="2023-11-01", contacts=["b", "a"])],
    claims=[
        sr.Claim(
            RAFAH,
            attributions=[
                sr.Attribution(
                    source=sr.Source("An official", kind="government", anonymous=True),
                    via=["AFP"],
                    reported="2023-11-01T18:00Z",
                    document=sr.Document(title="An article", sha256="f" * 64),
                    span=(3, 9),
                    excerpt="is open — «مفتوح»",
                ),
                "AFP",
            ],
            sensitivity="low",
        ),
        sr.Claim(WOUNDED, attributions="AFP"),
        sr.Claim(sr.Indicator(code="CFR", value=sr.Figure(best=0.00004, unit="percent")), attributions="WHO"),
    ],
    retractions=[sr.Retraction(RAFAH, source="AFP", kind="corrected", replaced_by=WOUNDED, reason="A misreading")],
    links=[sr.Link([RAFAH, sr.Crossing(name="Rafah", status="open")], by="An analyst")],
    judgements=[sr.Judgement(WOUNDED, "in_review", by="An analyst", at="2023-11-02", reason="Asked the hospital")],
    notes=[sr.Note("First line\nSecond line", section="overview", about=[RAFAH])],
)


@pytest.fixture(scope="module", autouse=True, params=[slices.decode_alone, orjson.loads], ids=["json", "orjson"])
def decoder(request: pytest.FixtureRequest) -> Iterator[None]:
    """All that is tested here holds with the extra `fast` and without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "decode", request.param)
        yield


def refusal(text: str | bytes, **options: Any) -> str:
    with pytest.raises(InvalidError) as raised:
        sr.loads(text, **options)
    return str(raised.value)


def document(**parts: Any) -> str:
    return json.dumps({"format": "sitrep/1"} | parts)


def claim(record: Any, **members: Any) -> dict[str, Any]:
    return {"record": record, "attributions": [{"source": {"name": "AFP"}}]} | members
