"""The code lists of figures, sources, claims, retractions, judgements and notes."""

import re

from sitrep.fields.codes import ClosedCode, OpenCode

_UNIT_FORM = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*|[A-Z]{3}")


class VagueTerm(ClosedCode):
    """Words that stand for a number; what each is worth depends on a named convention."""

    FEW = "few", "a few"
    SEVERAL = "several"
    MANY = "many"
    DOZENS = "dozens"
    SCORES = "scores"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    TENS_OF_THOUSANDS = "tens_of_thousands"
    HUNDREDS_OF_THOUSANDS = "hundreds_of_thousands"
    MILLIONS = "millions"


class MissingReason(ClosedCode):
    """Why a value is missing: in SDMX's CL_OBS_STATUS (version 2.0) L, M, Q and O, in this order."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"


class Unit(OpenCode):
    """Units of a figure. Any ISO 4217 currency code is accepted by its form; four are named here."""

    PERSONS = "persons", "people"
    HOUSEHOLDS = "households"
    FAMILIES = "families"
    PERCENT = "percent"
    PER_1000 = "per_1000", "per 1,000"
    PER_10000 = "per_10000", "per 10,000"
    PER_100000 = "per_100000", "per 100,000"
    PER_MILLION = "per_million"
    RATIO = "ratio"
    SCORE = "score"
    DAYS = "days"
    HOURS = "hours"
    TRUCKS = "trucks"
    VEHICLES = "vehicles"
    AMBULANCES = "ambulances"
    FLIGHTS = "flights"
    MISSIONS = "missions"
    TONNES = "tonnes"
    KILOGRAMS = "kilograms"
    LITRES = "litres"
    CUBIC_METRES = "cubic_metres"
    KILOWATT_HOURS = "kilowatt_hours"
    MEGAWATTS = "megawatts"
    HECTARES = "hectares"
    KILOMETRES = "kilometres"
    SQUARE_KILOMETRES = "square_kilometres"
    FACILITIES = "facilities"
    BEDS = "beds"
    BUILDINGS = "buildings"
    MEALS = "meals"
    DOSES = "doses"
    ITEMS = "items"
    INCIDENTS = "incidents"
    USD = "USD", "US dollars"
    EUR = "EUR", "euros"
    GBP = "GBP", "pounds sterling"
    CHF = "CHF", "Swiss francs"

    @classmethod
    def form(cls) -> re.Pattern[str]:
        return _UNIT_FORM


class Per(OpenCode):
    """For each of what a figure is counted or measured. Our own list."""

    PERSON = "person"
    HOUSEHOLD = "household"
    FAMILY = "family"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PERSON_AND_DAY = "person_and_day", "person per day"
    HOUSEHOLD_AND_DAY = "household_and_day", "household per day"
    HOUSEHOLD_AND_MONTH = "household_and_month", "household per month"


class Reliability(ClosedCode):
    """Degrees to which a source can be relied on: the letters of the Admiralty (NATO) system."""

    A = "A", "completely reliable"
    B = "B", "usually reliable"
    C = "C", "fairly reliable"
    D = "D", "not usually reliable"
    E = "E", "unreliable"
    F = "F", "reliability cannot be judged"


class Credibility(ClosedCode):
    """Degrees of credibility of a piece of information: the digits of `Attribution.credibility`, by the Admiralty."""

    CONFIRMED = "1", "confirmed by other sources"
    PROBABLE = "2", "probably true"
    POSSIBLE = "3", "possibly true"
    DOUBTFUL = "4", "doubtful"
    IMPROBABLE = "5", "improbable"
    UNKNOWN = "6", "truth cannot be judged"


class SourceKind(OpenCode):
    """Kinds of bodies and persons that sources are. Our own list."""

    GOVERNMENT = "government"
    HEALTH_MINISTRY = "health_ministry"
    LOCAL_AUTHORITY = "local_authority"
    OFFICIAL = "official"
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    POLICE = "police"
    CIVIL_DEFENCE = "civil_defence"
    UN_AGENCY = "un_agency", "UN agency"
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization", "intergovernmental organisation"
    RED_CROSS_RED_CRESCENT = "red_cross_red_crescent", "Red Cross or Red Crescent"
    NGO = "ngo", "NGO"
    AID_OFFICIALS = "aid_officials"
    MONITORING_GROUP = "monitoring_group"
    MEDICAL = "medical"
    ACADEMIA = "academia"
    COMPANY = "company"
    RELIGIOUS_BODY = "religious_body"
    NEWS_AGENCY = "news_agency"
    NEWS_MEDIA = "news_media"
    SOCIAL_MEDIA = "social_media"
    WITNESS = "witness"
    RESIDENT = "resident"
    UNKNOWN = "unknown"


class Stance(ClosedCode):
    """Stances of a source towards a fact; a denial is never support. Our own list."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot_confirm"


class Caveat(OpenCode):
    """Caveats that a source gives with a figure. Our own list."""

    REPORTEDLY = "reportedly"
    UNVERIFIED = "unverified"
    PROVISIONAL = "provisional"
    UNDER_REPORTED = "under_reported"
    INCOMPLETE = "incomplete"
    DELAYED = "delayed"
    RETROSPECTIVE = "retrospective"
    DEFINITION_CHANGED = "definition_changed"
    DOUBLE_COUNTING = "double_counting", "possible double counting"
    DISPUTED = "disputed"


class Sensitivity(ClosedCode):
    """Levels of the IASC's guidance on data responsibility (2021, revised 2023), least strict first."""

    LOW = "low", "low or none"
    MODERATE = "moderate"
    HIGH = "high"
    SEVERE = "severe"


class TrafficLight(ClosedCode):
    """With whom a report may be shared: the Traffic Light Protocol of FIRST, version 2.0, least strict first."""

    CLEAR = "TLP:CLEAR", "with everybody"
    GREEN = "TLP:GREEN", "within the community"
    AMBER = "TLP:AMBER", "within the organisation and with its clients, where they need to know"
    AMBER_STRICT = "TLP:AMBER+STRICT", "within the organisation alone, where they need to know"
    RED = "TLP:RED", "with nobody but those it was given to"


class RetractionKind(ClosedCode):
    """In what way a source's word no longer holds. Our own list."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    MISATTRIBUTED = "misattributed"
    REDEFINED = "redefined"


class Verdict(ClosedCode):
    """What somebody who weighs claims says of one: to be used before its rivals, not to be used, found to be
    true, or not decided yet. Our own list.
    """

    PREFERRED = "preferred"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"
    IN_REVIEW = "in_review"


class Section(ClosedCode):
    """The part of a situation report that a note belongs to. Our own list."""

    HIGHLIGHT = "highlight"
    OVERVIEW = "overview"
    NEEDS = "needs"
    RESPONSE = "response"
    GAPS = "gaps"
    OUTLOOK = "outlook"
