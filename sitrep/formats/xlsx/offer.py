"""The format of workbooks, as it is offered."""

from sitrep.formats.offers import Format
from sitrep.formats.xlsx.read import read
from sitrep.formats.xlsx.write import write

XLSX = Format(title="Excel workbook", suffix=".xlsx", write=write, read=read, extra="xlsx")
