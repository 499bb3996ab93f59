"""Whether the words of documents bear out what is claimed."""

from sitrep.evidence.verification import verify as verify
