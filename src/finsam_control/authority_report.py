"""Had somebody the right on a day? The version in force, the lines that cover the matter, and the answer, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finsam_control import authority
from finsam_control.authority import Mandate
from finsam_control.day import Day
from finsam_control.dossier import Dossier
from finsam_control.figure import Figure
from finsam_control.masking import masked
from finsam_control.records.base import SAKNAS
from finsam_control.records.board import Delegation, DelegationOrder, Substitute
from finsam_control.words import N_, Words

_CAPACITIES = {
    "delegate": N_("{name} is the delegate"),
    "substitute": N_("{name} was substitute that day"),
    "substitute_other_day": N_("{name} is substitute, but not that day"),
    "neither": N_("{name} is neither the delegate nor a substitute"),
    None: N_("it is not known whether {name} had the role that day"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; what is None is not asked about."""

    on: Day
    matter: str | None = None
    person: str | None = None
    amount: Figure | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """One thing that must hold; None where it cannot be told."""

    holds: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """A line of the order: what it says, label by label, and what of the question holds under it."""

    version: str
    matter: str
    says: tuple[tuple[str, str], ...]
    tests: tuple[Test, ...]

    @property
    def holds(self) -> bool | None:
        return _all(test.holds for test in self.tests)


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; `holds` is None where the records do not tell."""

    versions: tuple[str, ...]
    lines: tuple[LineAnswer, ...]
    holds: bool | None
    because: str


def answer(dossier: Dossier, question: Question, words: Words) -> Answer:
    """What the records say; a dossier without the prisbasbelopp leaves limits in basbelopp unknown."""
    orders = dossier.year.delegation_orders
    in_force = authority.versions(orders.items, question.on)
    said = tuple(_version(order, words) for order in in_force)
    if not in_force:
        because = words("no delegation order was in force that day")
        if not orders.complete:
            because = words("no delegation order that was in force that day is handed in")
        return Answer((), (), False if orders.complete else None, because)
    found = authority.mandates(orders.items, question.on)
    about = [item for item in found if _is_about(item.line, question.matter)]
    lines = tuple(_Speaker(dossier, question, words, item).answer() for item in about)
    if not lines:
        return Answer(said, (), None, _not_found(found, question, words))
    holds = _agreed(lines, in_force)
    return Answer(said, lines, holds, _because(lines, words, holds=holds))


def _is_about(line: Delegation, matter: str | None) -> bool:
    """Whether a line is of the matter asked about: its id, its words, or words within them."""
    return matter is None or matter == line.id or matter.casefold() in line.matter.casefold()


def _not_found(found: tuple[Mandate, ...], question: Question, words: Words) -> str:
    """Other words for the matter may stand in the order: that it has not these is no answer."""
    if not found:
        return words("the lines of the order are not handed in")
    matters = "; ".join(dict.fromkeys(item.line.matter for item in found))
    return words(
        "no line has the words \u201c{matter}\u201d; its matters are {matters}", matter=question.matter, matters=matters
    )


def _all(parts: Iterable[bool | None]) -> bool | None:
    known = tuple(parts)
    return False if False in known else None if None in known else True


def _agreed(lines: tuple[LineAnswer, ...], in_force: tuple[DelegationOrder, ...]) -> bool | None:
    """One line is enough; where it is open which version held, all that may have must say the same."""
    verdicts = set()
    for order in in_force:
        own = [line.holds for line in lines if line.version == order.id]
        verdicts.add(True if True in own else None if None in own else False)
    return verdicts.pop() if len(verdicts) == 1 else None


def _because(lines: tuple[LineAnswer, ...], words: Words, *, holds: bool | None) -> str:
    """The tests that decided: of a line that gave the verdict."""
    deciding = [test.text for line in lines if line.holds is holds for test in line.tests if test.holds is holds]
    if not deciding:
        return words("the versions that may have been in force say different things")
    return "; ".join(dict.fromkeys(deciding))


def _version(order: DelegationOrder, words: Words) -> str:
    adopted, start = authority.adopted(order), authority.begins(order)
    if order.adopted_on is SAKNAS:
        text = words("{version}; no decision of the board has been found", version=order.id)
    elif adopted is None:
        text = words("{version}; the board's decision is not handed in", version=order.id)
    else:
        text = words("{version}, adopted by the board {adopted}", version=order.id, adopted=adopted)
    if start is not None:
        text += ", " + words("in force from {day}", day=start)
    if order.in_force_until is not None:
        text += " " + words("until {day}", day=order.in_force_until)
    return text


class _Speaker:
    """One line of the order, said for the day that is asked about."""

    def __init__(self, dossier: Dossier, question: Question, words: Words, mandate: Mandate) -> None:
        self.dossier, self.question, self.words = dossier, question, words
        self.mandate, self.line = mandate, mandate.line
        self.limit = mandate.limit(question.on, dossier.prisbasbelopp)

    def answer(self) -> LineAnswer:
        matter = self.line.matter if self.line.id is None else f"{self.line.id} {self.line.matter}"
        tests = (self.person(), self.amount(), self.alone())
        own = tuple(test for test in tests if test is not None)
        covered = Test(holds=True, text=self.words("the order covers \u201c{matter}\u201d", matter=matter))
        return LineAnswer(self.mandate.order.id, masked(matter), tuple(self.says()), (covered, *own))

    def says(self) -> Iterable[tuple[str, str]]:
        words, line = self.words, self.line
        role = words.value(line.role, "word")
        yield words("Decides"), role if line.person is None else f"{role} {masked(line.person)}"
        serving = [item for item in line.substitutes if authority.serves(item, self.question.on) is not False]
        if serving:
            yield words("Substitute that day"), "; ".join(_period(item, words) for item in serving)
        yield words("Alone up to"), self.limit_in_words()
        if self.mandate.has_limit:
            yield words("Above that"), words.value(line.above, "word")
        conditions = "; ".join(self.conditions())
        if conditions:
            yield words("Conditions"), conditions

    def limit_in_words(self) -> str:
        words, base = self.words, authority.base_amount(self.question.on, self.dossier.prisbasbelopp)
        if not self.mandate.has_limit:
            return words.value(None, "ore") if self.mandate.has_limit is None else words("no limit")
        if self.line.limit_basbelopp is None:
            return words.value(self.limit, "ore")
        number = words.value(self.line.limit_basbelopp.value, "number")
        if base is None:
            return words("{number} prisbasbelopp (the amount of that year is not known)", number=number)
        amount, each = words.value(self.limit, "ore"), words.value(base, "ore")
        return words("{amount} ({number} prisbasbelopp of {each})", amount=amount, number=number, each=each)

    def conditions(self) -> Iterable[str]:
        words, line = self.words, self.line
        if line.two_persons:
            yield words("two together")
        if line.own_expense_ban:
            yield words("not own expenses")
        if line.sub_delegation is not None:
            yield words("may be passed on") if line.sub_delegation else words("may not be passed on")
        if line.report_at_meeting == 1:
            yield words("reported at the next meeting of the board")
        elif line.report_at_meeting is not None:
            yield words("reported by meeting {number} after the decision", number=line.report_at_meeting)

    def person(self) -> Test | None:
        name, year = self.question.person, self.dossier.year
        if name is None:
            return None
        # Who held a post in another year the records of this one do not tell.
        board = year.board if self.question.on.first.year == year.fiscal_year else None
        whole = year.delegation_orders.complete
        found = authority.capacity(self.line, name, self.question.on, board, whole=whole)
        holds = None if found is None else found in {"delegate", "substitute"}
        return Test(holds, self.words(_CAPACITIES[found], name=name))

    def alone(self) -> Test | None:
        """That a second person is needed is no answer in itself, but no yes may leave it out."""
        return Test(holds=True, text=self.words("two together only")) if self.line.two_persons else None

    def amount(self) -> Test | None:
        words, asked = self.words, self.question.amount
        if asked is None:
            return None
        if self.mandate.has_limit is None:
            return Test(None, words("the limit of the line is not handed in"))
        if not self.mandate.has_limit:
            return Test(holds=True, text=words("the line has no limit"))
        over = authority.over(asked, self.limit)
        if over is None:
            return Test(None, words("the limit of that day is not known"))
        amount, limit = words.value(asked.value, "ore"), words.value(self.limit, "ore")
        if over <= 0:
            return Test(holds=True, text=words("{amount} is within the limit {limit}", amount=amount, limit=limit))
        excess = words("{amount} is {over} above the limit", amount=amount, over=words.value(over, "ore"))
        if self.line.above == "samrad_ordforande":
            return Test(holds=True, text=words("{excess}, so only in consultation with the chair", excess=excess))
        if self.line.above is None:
            return Test(holds=False, text=excess)
        decider = words.value(self.line.above, "word")
        return Test(holds=False, text=words("{excess}, where {decider} decides", excess=excess, decider=decider))


def _period(substitute: Substitute, words: Words) -> str:
    end = substitute.end
    if substitute.start is None or end is None:
        days = words("period not known")
    else:
        days = f"{substitute.start}\u2013{'' if end is SAKNAS else end}"
    return f"{masked(substitute.name)} ({days})"
