"""Claims held against the words of their documents: excerpts, figures and currencies."""

from sitrep.evidence.verification import verify as verify
