"""Redaction: a report made fit for an audience, without the people in it."""

from sitrep.redaction.profiles import DEFAULT as DEFAULT, Profile as Profile, read_profile as read_profile
from sitrep.redaction.redacting import Redaction as Redaction, redact as redact, redacted as redacted
from sitrep.redaction.releases import Release as Release
