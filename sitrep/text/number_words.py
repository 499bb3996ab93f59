"""The languages in which quantities are read, by their codes."""

from functools import cache

from sitrep.text.arabic import arabic
from sitrep.text.english import english
from sitrep.text.french import french
from sitrep.text.spanish import spanish

# Built when first used, so that importing them costs nothing.
LANGUAGES = {"en": cache(english), "fr": cache(french), "es": cache(spanish), "ar": cache(arabic)}
