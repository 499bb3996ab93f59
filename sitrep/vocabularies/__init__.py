"""The code lists of records and values: one class each, its codes with their labels."""

from sitrep.vocabularies.events import *
from sitrep.vocabularies.records import *
from sitrep.vocabularies.values import *
