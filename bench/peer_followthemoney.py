"""The claims of reports as entities of FollowTheMoney, merged as its users merge them."""

from typing import Any

from followthemoney import model

import sitrep as sr


def entities(report: sr.SitRep) -> list[Any]:
    """One entity for each claim: its sentence, and who said it where and when."""
    return [
        model.get_proxy(
            {
                "id": claim.id,
                "schema": "Mention",
                "properties": {
                    "name": [claim.id],
                    "publisher": [each.source.name for each in claim.attributions],
                    "date": [each.reported.edtf[:10] for each in claim.attributions if each.reported],
                },
            }
        )
        for claim in report
    ]


def merge(reports: list[list[Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for report in reports:
        for entity in report:
            held = joined.get(entity.id)
            joined[entity.id] = entity.clone() if held is None else held.merge(entity)
    return joined
