"""A rule that nobody has held against its source for a year is told of, and breaks nothing."""

from __future__ import annotations

from datetime import date, timedelta

from command import run
from finsam_control.drift import unread
from finsam_control.rulebook import load, shipped_folder

RULEBOOK = load((shipped_folder("rules"),))
LAST = min(rule.text.checked_on.last for rule in RULEBOOK.rules)


def test_on_the_day_a_year_later_nothing_is_said_and_on_the_next_it_is() -> None:
    a_year_later = LAST.replace(year=LAST.year + 1)
    before, beyond = unread(RULEBOOK, a_year_later), unread(RULEBOOK, a_year_later + timedelta(days=1))
    assert len(beyond) > len(before)


def test_a_warning_counts_rules_and_parameters_and_names_the_oldest() -> None:
    said = {dict(message.values)["source"]: dict(message.values) for message in unread(RULEBOOK, date(2100, 1, 1))}
    assert sum(int(str(values["n"])) for values in said.values()) == len(RULEBOOK.rules) + len(RULEBOOK.parameters)
    assert said["finsamlagen"]["n"] == sum(rule.id.startswith("finsamlagen/") for rule in RULEBOOK.rules)
    assert all(values["day"] for values in said.values())


def test_lint_warns_and_ends_as_it_would_have() -> None:
    ended = run("rules", "lint", "--as-of", "2100-01-01", "--lang", "en")
    assert ended.code == 0
    assert "warning: finsamlagen: " in ended.out
    assert ended.out.splitlines()[-1].endswith("0 complaints")
    assert "warning" not in run("rules", "lint", "--as-of", LAST.isoformat(), "--lang", "en").out
