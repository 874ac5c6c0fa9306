"""What one citizen brings (giấy tờ cần mang): the posted list, narrowed by the “only if” questions.

Pure: imports no Django. A question is the case of one or several papers not always asked for. Answered yes,
its papers are on the list; answered no, they are left out; not answered, they stand apart as papers to bring if
there are any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from procedures.bring.bring_card import BringCard

_LEAD = re.compile(r"^(?:chỉ\s+)?(?:trong\s+)?(?:trường\s+hợp|khi|nếu)\s+", re.IGNORECASE)
_IS_CASE = re.compile(r"^(?:chỉ\s+)?(?:trong\s+)?(?:trường\s+hợp|khi|nếu)\s", re.IGNORECASE)


class Answer(StrEnum):
    """What the citizen said to one question."""

    YES = "co"
    NO = "khong"
    UNSURE = "chua-ro"


class Paper(Protocol):
    """A paper of the posted list."""

    @property
    def position(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def mandatory(self) -> bool: ...
    @property
    def condition(self) -> str: ...
    @property
    def note(self) -> str: ...


PaperT = TypeVar("PaperT", bound=Paper)
T = TypeVar("T")


@dataclass(frozen=True)
class Question(Generic[T]):
    """Câu hỏi “chỉ khi”: one case and the papers it asks for; without a `case` the paper itself is asked about.

    `number` is the position of its first paper, by which the question is named in a form.
    """

    number: int
    case: str
    papers: tuple[T, ...]
    answer: Answer


@dataclass(frozen=True)
class BringList(Generic[T]):
    """Papers to bring, papers to bring if there are any, and papers that do not apply."""

    bring: tuple[T, ...]
    perhaps: tuple[T, ...]
    left_out: tuple[T, ...]


def case_of(paper: Paper) -> str:
    """The case in which a paper is asked for, as a clause: “Chỉ khi ủy quyền cho người khác” → “Ủy quyền …”."""
    words = paper.condition.strip() or (paper.note.strip() if _IS_CASE.match(paper.note.strip()) else "")
    case = _LEAD.sub("", words).rstrip(" .;?")
    return case[:1].upper() + case[1:]


def questions(papers: Iterable[PaperT], card: BringCard) -> list[Question[PaperT]]:
    """The questions of the list in its order, with what the card answers; papers of an equal case share one."""
    groups: dict[str, list[PaperT]] = {}
    for paper in papers:
        if not paper.mandatory:
            case = case_of(paper)
            key = unicodedata.normalize("NFC", case).casefold() or f"#{paper.position}"
            groups.setdefault(key, []).append(paper)
    return [
        Question(group[0].position, case_of(group[0]), tuple(group), _answer(group, card))
        for group in groups.values()
    ]


def bring_list(papers: Sequence[PaperT], card: BringCard) -> BringList[PaperT]:
    """The posted list as this card narrows it; what is always asked for is always on it."""
    told = {paper.position: question.answer for question in questions(papers, card) for paper in question.papers}

    def having(answer: Answer) -> tuple[PaperT, ...]:
        return tuple(paper for paper in papers if told.get(paper.position, Answer.YES) is answer)

    return BringList(having(Answer.YES), having(Answer.UNSURE), having(Answer.NO))


def answered(papers: Sequence[PaperT], given: dict[int, str], card: BringCard) -> BringCard:
    """The card of somebody who gave these answers, by the number of the question."""
    ready = [paper.position for paper in papers if paper.mandatory]
    denied: list[int] = []
    for question in questions(papers, card):
        positions = [paper.position for paper in question.papers]
        if given.get(question.number) == Answer.YES:
            ready += positions
        elif given.get(question.number) == Answer.NO:
            denied += positions
    return BringCard(card.procedure, tuple(sorted(ready)), tuple(sorted(denied)), card.version)


def carried(card: BringCard, old: Iterable[Paper], new: Iterable[Paper], version: int) -> BringCard:
    """The same answers for the list of another version: papers are known again by their name."""
    now_at = {_known_by(paper): paper.position for paper in new}
    moved = {paper.position: now_at.get(_known_by(paper)) for paper in old}

    def at(positions: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(to for position in positions if (to := moved.get(position)) is not None))

    return BringCard(card.procedure, at(card.positions), at(card.denied), version)


def _known_by(paper: Paper) -> str:
    return " ".join(unicodedata.normalize("NFC", paper.name).casefold().split())


def _answer(group: Sequence[Paper], card: BringCard) -> Answer:
    if any(paper.position in card.positions for paper in group):
        return Answer.YES
    return Answer.NO if all(paper.position in card.denied for paper in group) else Answer.UNSURE
