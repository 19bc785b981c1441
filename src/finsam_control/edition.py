"""Editions of one report: the same verdicts for different readers, with a list of what was masked and why.

- internal: everything but identity numbers and what reaches a person (e-mail, telephone), which no edition prints;
- auditor: as internal, for the auditors may see what the board has seen; only the folders that the records lay in,
  which tell of somebody's computer and lead nowhere at the auditors', are cut to the last;
- public: natural persons by their initials, and files by their names alone.

A report passes here once, after it is made and before any format sees it. Only full names that stand in the records'
fields for persons are known: a surname alone may be a place or a thing, and is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Final, TypeVar

from finsam_control.masking import MASK, masked
from finsam_control.outcome_report import fingerprint
from finsam_control.report import Edition, Masked, MaskedKind, OutcomeInfo, Report
from finsam_control.shape import InputInfo, Shape
from finsam_control.words import N_, Words

WHY: Final[dict[MaskedKind, str]] = {
    "identity_number": N_("identity numbers of persons and sole traders are printed in no edition"),
    "email": N_("what reaches a person is printed in no edition"),
    "phone": N_("what reaches a person is printed in no edition"),
    "name": N_("the edition is published: persons stand with their initials"),
    "folder": N_("where the records lay on a computer tells the reader nothing"),
}
NAMES: Final[dict[MaskedKind, str]] = {
    "identity_number": N_("identity numbers"),
    "email": N_("e-mail addresses"),
    "phone": N_("telephone numbers"),
    "name": N_("names of persons"),
    "folder": N_("folders of files"),
}

# From the start of a word and no longer than an address may be, so that a long text takes no longer than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# With +46, as a mobile number, or with a hyphen after the area code: a number of a record has none of these.
_PHONE = re.compile(
    r"(?<![\w/.-])(?:(?:\+|00)46[\s-]?(?:\(0\))?[\s-]?\d{1,3}|07[02369]|0\d{1,3}[ ]?[-\u2010-\u2013])"
    r"[\s-]?(?:(?:\d{2,3}[\s-]?){2}\d{2,3}|\d{3}[\s-]?\d{2})(?![\w-])"
)
#: Values that are compared or looked up and hold no free text: no telephone number is sought there.
_IDENTIFIERS = frozenset({"key", "id", "url", "pointer", "rule", "rules"})
#: Ten digits of a hash may happen to be a valid identity number; there is nobody behind it.
_HASHES = frozenset({"sha256", "fingerprint"})

S = TypeVar("S", bound=Shape)


def edition_of(report: Report, edition: Edition, people: Sequence[str], words: Words) -> Report:
    """The report as its readers may see it; verdicts, grades and counts are those of the report."""
    mask = _Mask(report, edition, people, words.language)
    told = mask.shape(report)
    listed = tuple(
        Masked(kind=kind, name=words(NAMES[kind]), times=mask.times[kind], why=words(WHY[kind]))
        for kind in WHY
        if mask.times[kind]
    )
    return told.model_copy(update={"edition": edition, "masked": listed})


class _Mask:
    """One edition's masking, and how many times each kind was masked."""

    def __init__(self, report: Report, edition: Edition, people: Sequence[str], language: str) -> None:
        self.period = report.period
        self.times: Counter[MaskedKind] = Counter()
        self.initials = initials(people) if edition == "public" else {}
        self.pattern = _pattern(self.initials)
        self.genitive = ":s" if language == "sv" else "'s"
        self.folders = {} if edition == "internal" else _folders(report.inputs, keep_last=edition == "auditor")
        longest = sorted(self.folders, key=lambda folder: (-len(folder), folder))
        self.paths = re.compile("|".join(rf"(?<![\w/.]){re.escape(folder)}" for folder in longest) or r"(?!)")
        self.told = cache(self._told)

    def shape(self, value: S) -> S:
        """The value with every text in it masked; the value itself where there was nothing to mask."""
        changed = {}
        for name, before in value:
            after = self.value(before, name)
            if after is not before:
                changed[name] = after
        if not changed:
            return value
        told = value.model_copy(update=changed)
        if self.initials and isinstance(told, OutcomeInfo) and changed.keys() & {"key", "observed"}:
            # The fingerprint of a name could be guessed from a list of names; this one is of what is printed.
            printed = fingerprint(told.key, self.period, told.outcome, told.observed)
            return told.model_copy(update={"fingerprint": printed})
        return told

    def value(self, value: object, name: str) -> object:
        if name in _HASHES:
            return value
        if isinstance(value, str):
            text, times = self.told(value, is_free=name not in _IDENTIFIERS)
            if times:
                self.times.update(times)
            return value if text == value else text
        if isinstance(value, Shape):
            return self.shape(value)
        if isinstance(value, tuple):
            items = tuple(self.value(item, name) for item in value)
            return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
        return value

    def _told(self, text: str, *, is_free: bool) -> tuple[str, dict[MaskedKind, int]]:
        """A text masked; identity numbers are most often masked already, so the masks are counted."""
        times: dict[MaskedKind, int] = {}
        text, times["folder"] = self.paths.subn(lambda match: self.folders[match[0]], text)
        text = masked(text)
        times["identity_number"] = text.count(MASK)
        text, times["email"] = _EMAIL.subn("***@***", text)
        if is_free:
            text, times["phone"] = _PHONE.subn("***-*** ** **", text)
        text, times["name"] = self.pattern.subn(self._initialled, text)
        return text, {kind: count for kind, count in times.items() if count}

    def _initialled(self, match: re.Match[str]) -> str:
        name, genitive = match["name"], match["genitive"]
        label = self.initials[_plain(name)]
        return label.rstrip(".") + self.genitive if genitive else label


def initials(people: Iterable[str]) -> dict[str, str]:
    """Every spelling of every name, and the initials that stand for it.

    Initials are of the name alone, so one person has the same from year to year and `diff` still pairs; where two
    persons of the records share them they are numbered in the order of their names.
    """
    names = sorted({_plain(name): name for name in people}.values(), key=_plain)
    bare = {name: "".join(f"{part[0].upper()}." for part in name.split()) for name in names}
    shared = Counter(bare.values())
    seen: Counter[str] = Counter()
    labels = {}
    for name in names:
        seen[bare[name]] += 1
        labels[name] = bare[name] if shared[bare[name]] == 1 else f"{bare[name]} ({seen[bare[name]]})"
    spelt = {_plain(name): label for name, label in labels.items()}
    for name, label in labels.items():
        for other in _other_spellings(name):
            # A name that is another person's own is that person's.
            spelt.setdefault(_plain(other), label)
    return spelt


def _other_spellings(name: str) -> Iterable[str]:
    """Surname first, and without the middle names."""
    first, *middle, last = name.split()
    yield f"{last}, {' '.join([first, *middle])}"
    yield f"{last} {' '.join([first, *middle])}"
    if middle:
        yield f"{' '.join([*middle, last])}, {first}"
        yield f"{first} {last}"
        yield f"{last}, {first}"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _pattern(spelt: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, longest first; never inside another word or before the rest of a double surname."""
    longest = sorted(spelt, key=lambda name: (-len(name), name))
    if not longest:
        return re.compile(r"(?!)(?P<name>)(?P<genitive>)")
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<![\w-])(?P<name>{names})(?P<genitive>s|[:'’]s)?(?!\w|-(?-i:[A-ZÅÄÖ]))", re.IGNORECASE)


def _folders(inputs: Iterable[InputInfo], *, keep_last: bool) -> dict[str, str]:
    """The folders of the files as they stand in texts, and what is left of each."""
    parents = {PurePosixPath(item.path).parent for item in inputs}
    return {f"{folder}/": f"{folder.name}/" if keep_last else "" for folder in parents if folder.name}
