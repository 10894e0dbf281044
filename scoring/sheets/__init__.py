"""The score sheet as a file: read with every doubt refused, written back in the same form (see `scoring/README.md`).

Pure, standard library only, so that `python -m scoring` needs neither Django nor a database.
"""

from scoring.sheets.form import Bonus, Sheet, SheetError, SpecialDeduction
from scoring.sheets.reading import loads, read
from scoring.sheets.writing import dumps, export_dict, result_dict

__all__ = ["Bonus", "Sheet", "SheetError", "SpecialDeduction", "dumps", "export_dict", "loads", "read", "result_dict"]
