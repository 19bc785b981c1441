"""The coverage of a year in words: how many sections of Finsamlagen were seen, and attestations of nothing."""

from __future__ import annotations

from collections.abc import Iterable

from finsam_control.coverage import YearCoverage
from finsam_control.records.attestation import Attestation
from finsam_control.report import CoverageInfo, Notice, SectionInfo
from finsam_control.run import Run
from finsam_control.section import Number
from finsam_control.words import Words


def coverage_info(coverage: YearCoverage, run: Run, words: Words) -> CoverageInfo:
    """The counts, and each section with its state; the states of the sections sum to their number."""
    language, counts = words.language, coverage.counts
    attestations = run.dossier.year.attestations
    return CoverageInfo(
        act=coverage.act.act,
        name=coverage.act.name[language],
        numbering=_numbering([found.listed.section.number for found in coverage.sections], words),
        sections=len(coverage.sections),
        tested=counts["tested"],
        attested=counts["attested"],
        not_assessable=counts["not_assessable"],
        not_applicable=counts["not_applicable"],
        not_covered=counts["not_covered"],
        by_section=tuple(
            SectionInfo(
                section=str(found.listed.section),
                heading=found.listed.heading[language],
                state=found.state,
                rules=found.rules,
                attested_by=tuple(_who(attestations[number], words) for number in found.attestations),
            )
            for found in coverage.sections
        ),
    )


def _numbering(numbers: list[Number], words: Words) -> str:
    """`28, 5 a och 19 a`: how many sections have a plain number, and those put in later."""
    later = [str(number) for number in numbers if number.letter]
    plain = str(len(numbers) - len(later))
    return words("{some} and {last}", some=", ".join([plain, *later[:-1]]), last=later[-1]) if later else plain


def _who(attestation: Attestation, words: Words) -> str:
    return words(
        "{by}, {role}, {day}: {seen}",
        by=attestation.by,
        role=attestation.role,
        day=attestation.seen_on,
        seen=attestation.seen,
    )


def attestation_notices(coverage: YearCoverage, run: Run, words: Words) -> Iterable[Notice]:
    """Attestations that matched nothing, are dated after the day of the check, or have expired."""
    attestations = run.dossier.year.attestations
    for number in coverage.unmatched:
        text = words("The attestation of {act} {section} matched nothing.", **_named(attestations[number]))
        yield Notice(code="unmatched_attestation", text=text)
    for number in coverage.later:
        text = words(
            "The attestation of {act} {section} is dated {day}, after the day of the check.",
            day=attestations[number].seen_on,
            **_named(attestations[number]),
        )
        yield Notice(code="unmatched_attestation", text=text)
    for number in coverage.expired:
        text = words(
            "The attestation of {act} {section} expired {day}.",
            day=attestations[number].valid_until,
            **_named(attestations[number]),
        )
        yield Notice(code="expired_attestation", text=text)


def _named(attestation: Attestation) -> dict[str, object]:
    return {"act": attestation.act, "section": attestation.section}
