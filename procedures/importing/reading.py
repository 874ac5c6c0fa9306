"""Reading a catalogue file: bytes → YAML → entries, each with its own faults and never a stack trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from procedures.importing.facts import Fault
from procedures.importing.plain import joined

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml: ten times slower, otherwise the same
    from yaml import SafeLoader  # type: ignore[assignment]

#: A national catalogue has some 6,000 procedures and 10 MB; anything much larger is not a catalogue.
LARGEST_FILE = 64 * 1024 * 1024
DEEPEST_NESTING = 40
LARGEST_ENTRY = 20_000

ENTRIES_KEY = "procedures"
DESCRIPTION_KEY = "meta"


class UnreadableFile(Exception):
    """The file as a whole cannot be used; the message says why, in words for the reader."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as written: its 1-based position, its first line, and its value or the fault in it.

    An entry with a fault keeps its code, so that the fault can be named by it. ``places`` says in words where a
    value stands, or its line, by its dotted path; ``found`` are faults of single values that were met on reading.
    """

    position: int
    line: int
    value: Any
    fault: str = ""
    places: dict[str, str | int] = field(default_factory=dict)
    found: tuple[Fault, ...] = ()

    @property
    def is_of_cells(self) -> bool:
        """Whether its values stand in cells of a workbook, not on lines."""
        return isinstance(self.places.get(""), str)

    def place_of(self, path: str) -> str:
        """Say where the value of a dotted path stands, or the nearest that holds it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        place = self.places.get(path, self.line)
        return place if isinstance(place, str) else _("line %(line)d") % {"line": place}


@dataclass(frozen=True, slots=True)
class RawFile:
    """The entries of a file and what else stood at the top."""

    entries: list[RawEntry]
    other_keys: list[str]
    declared_count: int | None


class _Loader(SafeLoader):
    """The safe loader, which also refuses a key written twice instead of keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, _("the key “%(key)s” is written twice") % {"key": key.value}, key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read(path: Path) -> RawFile:
    """Read a catalogue file; raise ``UnreadableFile`` when there is nothing to import in it."""
    return read_bytes(_bytes_of(path))


def read_bytes(raw: bytes) -> RawFile:
    """Read the content of a catalogue file; raise ``UnreadableFile`` when there is nothing to import in it."""
    text = _text_of(raw)
    try:
        _refuse_deep_nesting(text)
        return _entries_of(_Loader(text))
    except yaml.YAMLError as error:
        raise UnreadableFile(_("not valid YAML: %(problem)s") % {"problem": _problem(error)}) from error


def _entries_of(loader: _Loader) -> RawFile:
    try:
        pairs = _pairs_of(loader.get_single_node())
        entries = [
            _construct(loader, position, node) for position, node in enumerate(_entry_nodes(pairs), start=1)
        ]
        others = [key for key in pairs if key not in (ENTRIES_KEY, DESCRIPTION_KEY)]
        return RawFile(entries, others, _declared_count(loader, pairs.get(DESCRIPTION_KEY)))
    finally:
        loader.dispose()


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(_("the file is larger than %(size)d MB") % {"size": LARGEST_FILE // 1024 // 1024})
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(_("there is no such file")) from error
    except IsADirectoryError as error:
        raise UnreadableFile(_("this is a folder, expected a YAML file")) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(_("the file cannot be read: %(reason)s") % {"reason": reason}) from error


def _text_of(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(_("line %(line)d: not UTF-8 text") % {"line": line}) from error
    return text


def _refuse_deep_nesting(text: str) -> None:
    """Walk the events first: composing thousands of levels would exhaust the stack of the C parser."""
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST_NESTING:
            raise UnreadableFile(
                _("line %(line)d: nested too deep")
                % {"line": event.start_mark.line + 1 if event.start_mark else 0}
            )


def _pairs_of(top: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(top, yaml.MappingNode):
        raise UnreadableFile(_("the top level must be a mapping with the key “%(key)s”") % {"key": ENTRIES_KEY})
    pairs: dict[str, yaml.Node] = {}
    for key, value in top.value:
        name = str(key.value)
        if name in pairs:
            raise UnreadableFile(
                _("line %(line)d: the key “%(key)s” is written twice")
                % {"line": key.start_mark.line + 1, "key": name}
            )
        pairs[name] = value
    if ENTRIES_KEY not in pairs:
        raise UnreadableFile(_("the key “%(key)s” is missing") % {"key": ENTRIES_KEY})
    return pairs


def _entry_nodes(pairs: dict[str, yaml.Node]) -> list[yaml.Node]:
    node = pairs[ENTRIES_KEY]
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableFile(
            _("line %(line)d: “%(key)s” must be a list of entries")
            % {"line": node.start_mark.line + 1, "key": ENTRIES_KEY}
        )
    return list(node.value)


def _construct(loader: _Loader, position: int, node: yaml.Node) -> RawEntry:
    line = node.start_mark.line + 1
    try:
        _measure(node)
        return RawEntry(position, line, loader.construct_document(node), places=_lines(node))
    except (yaml.YAMLError, ValueError, OverflowError, TypeError, LookupError) as error:
        _forget(loader)
        return RawEntry(position, line, _code_only(node), _problem(error, line))


def _code_only(node: yaml.Node) -> dict[str, str]:
    """Return what can be told of an entry that cannot be read."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    scalars = [pair for pair in pairs if all(isinstance(part, yaml.ScalarNode) for part in pair)]
    return {key.value: value.value for key, value in scalars if key.value == "code"}


def _lines(node: yaml.Node, path: str = "") -> dict[str, str | int]:
    """Say of each value of an entry on which line it stands."""
    found: dict[str, str | int] = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            found |= _lines(item, joined(path, number))
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            if isinstance(key, yaml.ScalarNode):
                found |= _lines(item, joined(path, key.value))
    return found


def _forget(loader: _Loader) -> None:
    """Start the next entry with a clean memory: a constructor that failed half-way keeps its half."""
    loader.constructed_objects, loader.recursive_objects = {}, {}
    loader.state_generators, loader.deep_construct = [], False


def _measure(entry: yaml.Node) -> None:
    """Refuse an entry that unfolds into more than any real one holds, or that contains itself.

    A few lines of YAML anchors can stand for billions of values.
    """
    left = [entry]
    for _count in range(LARGEST_ENTRY):
        if not left:
            return
        node = left.pop()
        if isinstance(node, yaml.SequenceNode):
            left.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            left.extend(part for pair in node.value for part in pair)
    raise OverflowError(_("more than %(count)d values in one entry") % {"count": LARGEST_ENTRY})


def _declared_count(loader: _Loader, node: yaml.Node | None) -> int | None:
    raw = _construct(loader, 0, node) if isinstance(node, yaml.MappingNode) else None
    count = raw.value.get("count") if raw is not None and isinstance(raw.value, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _problem(error: Exception, line: int | None = None) -> str:
    """Say in one line what the parser objects to, with the line number it happened on."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else line
        words = error.problem or error.context or ""
    elif isinstance(error, yaml.reader.ReaderError):
        words = _("a character that YAML does not allow")
    elif isinstance(error, OverflowError):
        words = str(error)
    else:
        words = _("a value that cannot be read (%(reason)s)") % {"reason": str(error)[:120]}
    words = " ".join(words.split())
    return _("line %(line)d: %(problem)s") % {"line": line, "problem": words} if line else words
