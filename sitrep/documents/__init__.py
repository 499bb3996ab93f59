"""The text of a document, whatever its file is: plain text, HTML, PDF or DOCX (extra `[drafts]`)."""

from sitrep.documents.reading import kind_of as kind_of, made_by as made_by, text_of as text_of
