"""The languages in which quantities are read, by their codes."""

from sitrep.caches import cached
from sitrep.text.arabic import arabic
from sitrep.text.english import english
from sitrep.text.french import french
from sitrep.text.spanish import spanish

# Built when first used, so that importing them costs nothing.
LANGUAGES = {"en": cached(1)(english), "fr": cached(1)(french), "es": cached(1)(spanish), "ar": cached(1)(arabic)}
