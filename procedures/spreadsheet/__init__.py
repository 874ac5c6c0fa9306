"""The catalogue as a workbook (XLSX) and back: one row an entry, one sheet each list of it."""

from procedures.spreadsheet.reading import read_workbook
from procedures.spreadsheet.writing import workbook_of

__all__ = ["read_workbook", "workbook_of"]
