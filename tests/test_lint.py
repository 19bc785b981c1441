"""The linter finds what makes a rule say too little or too much; `rules new` writes what it has nothing against."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trees
from command import AS_OF, ROOT, run
from finsam_control import condition as c
from finsam_control.facts import kinds
from finsam_control.facts.base import Field, Means
from finsam_control.satisfiability import Search, TooManyError
from finsam_control.skeleton import skeleton

RULE = (ROOT / "rules" / "nationella-radet" / "eget-kapital-tak.yaml").read_text(encoding="utf-8")
REQUIRE = "require: {field: least_share, at_most: {parameter: eget-kapital.tak}}"
PARAMETER = """title: {sv: "Ett tal", en: "A number"}
unit: ppm
checked_on: 2026-11-22
values:
  - {from: 2004-01-01, value: "20 %", source: "prov", confidence: V}
"""


def complaints(folder: Path, *files: tuple[str, str]) -> list[str]:
    """What the linter says of files in a folder of their own."""
    for name, text in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [line.split("  ", 1)[1] for line in linted(folder) if line.startswith(folder.as_posix())]


def linted(folder: Path) -> list[str]:
    """Every line that the linter prints but the last, which counts them."""
    ended = run("rules", "lint", "--rules", folder, "--lang", "en")
    *lines, _ = ended.out.splitlines()
    assert ended.code == (1 if lines else 0), ended.err
    return lines


def asking(require: str, applies_when: str = "") -> str:
    """The rule about equity with another condition."""
    assert REQUIRE in RULE
    return RULE.replace(REQUIRE, f"{applies_when}\nrequire: {require}".strip())


class TestADayOfWaiting:
    """A population has one outcome a rule: no row of it is not yet due."""

    def rule(self, subject: str, due: str) -> str:
        path = "rules/god-sed/inkop-inom-aret.yaml"
        text = (ROOT / path).read_text(encoding="utf-8").replace("subject: booked_purchase", f"subject: {subject}")
        return f"{text}due: {{field: {due}}}\n"

    def test_a_rule_about_rows_of_a_population_has_none(self, tmp_path: Path) -> None:
        told = complaints(tmp_path, ("god-sed/egen.yaml", self.rule("booked_purchase", "bought_on")))
        assert "booked_purchase is judged as a whole population, which has no due" in "\n".join(told)

    def test_a_rule_about_facts_of_the_year_may_have_one(self, tmp_path: Path) -> None:
        for path in (ROOT / "rules").rglob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            if "\ndue:" in text:
                assert "no due" not in "\n".join(complaints(tmp_path, ("god-sed/egen.yaml", text)))
                return
        raise AssertionError


class TestWhatCanNeverBe:
    @pytest.mark.parametrize(
        "require",
        [
            "{any: [{field: least_share, at_most: 0}, {field: least_share, above: 0}]}",
            "{not: {all: [{field: least_share, at_least: 1}, {field: least_share, at_most: 0}]}}",
            "{any: [{field: least_share, known: true}, {field: least_share, known: false}]}",
        ],
    )
    def test_a_condition_that_no_record_can_break(self, require: str, tmp_path: Path) -> None:
        found = complaints(tmp_path, ("a.yaml", asking(require)))
        assert any("can never be violated" in text for text in found)
        assert not any("can never be satisfied" in text for text in found)

    def test_a_near_miss_can_be_broken_by_one_value(self, tmp_path: Path) -> None:
        require = "{any: [{field: least_share, below: 0}, {field: least_share, above: 0}]}"
        assert not any("never" in text for text in complaints(tmp_path, ("a.yaml", asking(require))))

    @pytest.mark.parametrize(
        "require",
        [
            "{all: [{field: least_share, at_most: 0}, {field: least_share, above: 0}]}",
            "{all: [{field: least_share, above: 0}, {field: least_share, below: 1}]}",
        ],
    )
    def test_a_condition_that_no_record_can_meet(self, require: str, tmp_path: Path) -> None:
        found = complaints(tmp_path, ("a.yaml", asking(require)))
        assert any("can never be satisfied" in text for text in found)
        assert not any("can never be violated" in text for text in found)

    def test_two_parameters_that_leave_no_room_between_them_are_found_with_their_day(self, tmp_path: Path) -> None:
        low, high_bound = "at_most: {parameter: prov.lagst}", "at_least: {parameter: prov.hogst}"
        require = f"{{all: [{{field: least_share, {low}}}, {{field: least_share, {high_bound}}}]}}"
        high = PARAMETER + '  - {from: 2020-01-01, value: "21 %", source: "prov", confidence: V}\n'
        files = (("parameters/prov/lagst.yaml", PARAMETER), ("parameters/prov/hogst.yaml", high))
        found = complaints(tmp_path, ("a.yaml", asking(require)), *files)
        assert any("can never be satisfied (values of 2020-01-01)" in text for text in found)

    def test_the_scope_counts(self, tmp_path: Path) -> None:
        scope = "applies_when: {field: least_share, above: 1}"
        broken = complaints(tmp_path, ("a.yaml", asking("{field: least_share, above: 0}", scope)))
        assert any("can never be violated" in text for text in broken)
        nowhere = "applies_when: {all: [{field: least_share, above: 1}, {field: least_share, below: 0}]}"
        empty = complaints(tmp_path, ("a.yaml", asking("{field: least_share, above: 0}", nowhere)))
        assert any("no record can be one that the rule applies to" in text for text in empty)

    def test_a_search_that_is_too_large_says_so(self) -> None:
        fields = {f"n{number}": Field(f"n{number}", Means("number", "n", "n")) for number in range(12)}
        wide = c.All(tuple(c.Any((c.Compare(n, "gt", 0), c.Compare(n, "lt", 0))) for n in fields))
        search = Search(fields, {}, bound=1000)
        with pytest.raises(TooManyError):
            search.record(((wide, True), (c.Compare("n0", "eq", 5), True), (c.Compare("n0", "eq", 6), True)))
        assert search.record(((wide, True),)) is not None

    @given(st.integers(0, 10**6))
    def test_a_record_found_is_one_and_where_none_is_found_none_turns_up(self, seed: int) -> None:
        forest = trees.Forest(random.Random(seed))
        units = {"n1": "number", "n2": "number", "flag": "flag", "word": "word"}
        fields = {name: Field(name, Means(unit, "", ""), (), may_be_unknown=True) for name, unit in units.items()}  # type: ignore[arg-type]
        tree, wanted = forest.tree(2), forest.rng.random() < 0.5
        found = Search(fields, dict(trees.BINDINGS)).record(((tree, wanted),))
        if found is not None:
            assert trees.kleene(tree, {**dict.fromkeys(units), **found}) is wanted
        else:
            assert not any(trees.kleene(tree, fact) is wanted for fact in forest.facts(200))


class TestAcrossTheRulebook:
    def test_a_rule_that_asks_what_another_asks(self, tmp_path: Path) -> None:
        complaints(tmp_path, ("egna/taket.yaml", RULE))
        (line,) = [line for line in linted(tmp_path) if "asks the same" in line]
        assert line.endswith("asks the same as egna/taket of the same records")
        assert "eget-kapital-tak.yaml:" in line

    def test_the_order_of_the_parts_is_no_difference(self, tmp_path: Path) -> None:
        one = "{all: [{field: least_share, at_most: 0}, {field: closing, at_least: 0}]}"
        other = "{all: [{field: closing, at_least: 0}, {field: least_share, at_most: 0}]}"
        found = complaints(tmp_path, ("a.yaml", asking(one)), ("b.yaml", asking(other)))
        assert "asks the same as a of the same records" in found

    def test_another_scope_or_another_time_is_a_difference(self, tmp_path: Path) -> None:
        one = "{all: [{field: least_share, at_most: 0}, {field: closing, at_least: 0}]}"
        ended = asking(one).replace("in_force: {from: 2013-10-02}", "in_force: {from: 2013-10-02, to: 2019-12-31}")
        later = asking(one).replace("in_force: {from: 2013-10-02}", "in_force: {from: 2020-01-01}")
        scoped = asking(one, "applies_when: {field: allotted, above: 0}")
        found = complaints(tmp_path, ("a.yaml", ended), ("b.yaml", later), ("c.yaml", scoped))
        assert not any("asks the same" in text for text in found)
        meeting = later.replace("2020-01-01}", "2019-12-31}")
        assert any("asks the same" in text for text in complaints(tmp_path, ("b.yaml", meeting)))

    def test_a_parameter_that_no_rule_names(self, tmp_path: Path) -> None:
        found = complaints(tmp_path, ("parameters/prov/tal.yaml", PARAMETER))
        assert found == ["no rule names the parameter prov.tal"]
        named = asking("{field: least_share, at_most: {parameter: prov.tal}}")
        assert not any("no rule names" in text for text in complaints(tmp_path, ("a.yaml", named)))


class TestANewRule:
    def new(self, folder: Path, name: str = "egna/resor", subject: str = "purchase") -> None:
        ended = run("rules", "new", name, "--subject", subject, "--dir", folder, "--as-of", str(AS_OF))
        assert ended.code == 0, ended.err
        assert f"{name}.yaml" in ended.out

    def test_of_any_kind_has_nothing_wrong_but_what_is_left_to_write(self, tmp_path: Path) -> None:
        files = [
            (f"egna/{name.replace('_', '-')}.yaml", skeleton(kind, "board", AS_OF))
            for name, (kind, _) in kinds().items()
        ]
        found = complaints(tmp_path, *files)
        assert len(found) == 5 * len(files) > 100
        assert all(text.startswith("TODO stands in ") for text in found)
        tested = run("rules", "test", "--rules", tmp_path)
        assert tested.code == 0, tested.out

    def test_is_clean_when_its_todos_are_written(self, tmp_path: Path) -> None:
        self.new(tmp_path)
        file = tmp_path / "egna" / "resor.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("TODO", "Resor"), encoding="utf-8")
        assert not complaints(tmp_path)

    def test_never_takes_the_place_of_a_file_or_of_a_shipped_rule(self, tmp_path: Path) -> None:
        self.new(tmp_path)
        file = tmp_path / "egna" / "resor.yaml"
        file.write_text("mine\n", encoding="utf-8")
        again = run("rules", "new", "egna/resor", "--subject", "purchase", "--dir", tmp_path, "--lang", "en")
        assert (again.code, file.read_text(encoding="utf-8")) == (2, "mine\n")
        assert "exists already" in again.err
        shipped = run("rules", "new", "finsamlagen/03-parter", "--subject", "purchase", "--dir", tmp_path)
        assert shipped.code == 2
        assert not (tmp_path / "finsamlagen").exists()

    @pytest.mark.parametrize("name", ["../utanfor", "/rot", "Egna/Resor", "egna/", "parameters/a/b", "egna/grade", ""])
    def test_needs_a_path_inside_the_folder_in_plain_words(self, name: str, tmp_path: Path) -> None:
        ended = run("rules", "new", name, "--subject", "purchase", "--dir", tmp_path / "rules", "--lang", "en")
        assert ended.code == 2
        assert "forbundets-egna/resor" in ended.err
        assert not list(tmp_path.iterdir())

    def test_needs_a_kind_of_fact_that_there_is(self, tmp_path: Path) -> None:
        ended = run("rules", "new", "egna/resor", "--subject", "journey", "--dir", tmp_path, "--lang", "en")
        assert ended.code == 2
        assert "purchase" in ended.err
