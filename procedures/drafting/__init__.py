"""The draft editor's forms (biểu mẫu soạn thảo): each section reads its part of an entry and writes it back.

Nothing is refused while it is written: what a person typed goes into the entry as it is, and the rules of the
import say what is wrong with it (`procedures/importing/checking.py`).
"""

from procedures.drafting.sections import SECTIONS, Bound, Section, bound_of, read, section_of_path

__all__ = ["SECTIONS", "Bound", "Section", "bound_of", "read", "section_of_path"]
