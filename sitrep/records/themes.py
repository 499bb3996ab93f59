"""The themes under which people look for facts; each record type is declared with one."""

from enum import StrEnum


class Theme(StrEnum):
    """The themes of the types here, in the order of a page. A type of another package may name one of its own."""

    ACCESS = "Access and crossings"
    MOVEMENTS = "Population movements"
    CASUALTIES = "Casualties"
    DISEASE = "Disease"
    NEEDS = "Needs"
    RESPONSE = "Response and gaps"
    PRICES = "Prices"
    SERVICES = "Services and facilities"
    INCIDENTS = "Incidents"
    POSITIONS = "Agreements and positions"
    OTHER = "Other facts"
