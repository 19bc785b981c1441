"""A sealed run held against the same run made anew: what differs, and whether the verdicts stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from finsam_control.manifest import Manifest, SealedRun
from finsam_control.message import Message
from finsam_control.words import N_


@dataclass(frozen=True, slots=True)
class Proof:
    """`differences` break the proof; `notes` do not, where the verdicts are the same."""

    differences: tuple[Message, ...]
    notes: tuple[Message, ...] = ()


def proof(sealed: Manifest, anew: Manifest) -> Proof:
    """What differs between a manifest and the one that the same call gives today.

    Another version of the tool or another set of engines prints another report; where the verdicts are the same that
    is a note, for they have then been proved twice.
    """
    notes = tuple(_of_the_tool(sealed, anew))
    rules = _between(
        {item.name: item.sha256 for item in sealed.rule_files},
        {item.name: item.sha256 for item in anew.rule_files},
        lost=N_("the rule file {file} is gone"),
        new=N_("the rule file {file} was not there"),
        changed=N_("the rule file {file} has changed"),
    )
    runs = (found for was, now in zip(sealed.runs, anew.runs, strict=True) for found in _of_run(was, now, notes))
    return Proof((*rules, *runs), notes)


def of_files(run: SealedRun, hashes: Mapping[str, str]) -> tuple[Message, ...]:
    """What has become of a run's files, by path and SHA-256; for records that can no longer be judged."""
    return tuple(_of_inputs(run, hashes))


def _of_the_tool(sealed: Manifest, anew: Manifest) -> Iterator[Message]:
    if sealed.tool.version != anew.tool.version:
        yield Message.of("judged by version {was}, now by {now}", was=sealed.tool.version, now=anew.tool.version)
    if sealed.tool.engines != anew.tool.engines:
        was, now = ", ".join(sealed.tool.engines), ", ".join(anew.tool.engines)
        yield Message.of("judged by the engines {was}, now by {now}", was=was, now=now)


def _of_run(was: SealedRun, now: SealedRun, notes: tuple[Message, ...]) -> Iterator[Message]:
    yield from _of_inputs(was, {item.path: item.sha256 for item in now.inputs})
    kinds = (
        (was.acceptances, now.acceptances, N_("acceptance {n} of {path} has changed")),
        (was.attestations, now.attestations, N_("attestation {n} of {path} has changed")),
    )
    for before, after, text in kinds:
        for number in range(max(len(before), len(after))):
            if before[number : number + 1] != after[number : number + 1]:
                yield Message.of(text, n=number + 1, path=was.path)
    told = (was.entity, was.period, was.grade, was.outcomes) == (now.entity, now.period, now.grade, now.outcomes)
    if was.verdicts != now.verdicts or not told:
        yield Message.of("the verdicts on {path} are others", path=was.path)
    elif was.report != now.report and not notes:
        yield Message.of("the report on {path} is another, with the same verdicts", path=was.path)


def _of_inputs(was: SealedRun, now: Mapping[str, str]) -> Iterator[Message]:
    yield from _between(
        {item.path: item.sha256 for item in was.inputs},
        now,
        lost=N_("the file {file} is gone"),
        new=N_("the file {file} was not there"),
        changed=N_("the file {file} has changed"),
    )


def _between(was: Mapping[str, str], now: Mapping[str, str], *, lost: str, new: str, changed: str) -> Iterator[Message]:
    for name in sorted(was.keys() | now.keys()):
        if name not in now:
            yield Message.of(lost, file=name)
        elif name not in was:
            yield Message.of(new, file=name)
        elif was[name] != now[name]:
            yield Message.of(changed, file=name)
