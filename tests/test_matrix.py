"""A matrix gives every score one band, and its proof names each place where it does not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_control.matrix import (
    Cell,
    Flaw,
    bands_of,
    cells,
    colour_of,
    gravest,
    is_above_appetite,
    lowest_first,
    proof,
)
from finsam_control.message import UnreadableError
from finsam_control.reading import matrices
from finsam_control.records.matrix import Band, Colour, Matrix, Override
from finsam_control.register_files import read_register

Write = Callable[[dict[str, str | bytes]], Path]


def matrix(levels: int, *bands: Band, overrides: tuple[Override, ...] = ()) -> Matrix:
    return Matrix.model_construct(
        likelihood_levels=levels, consequence_levels=levels, bands=bands, overrides=overrides, appetite=()
    )


def band(label: str, low: int, high: int, colour: Colour | None = None) -> Band:
    return Band.model_construct(
        label=label, label_en=None, low=low, high=high, colour=colour, below_consequence=None, response=None
    )


def label(found: Band | None) -> str | None:
    return None if found is None else found.label


def registered(folder: Write, text: str) -> Matrix:
    """The matrix of a register with no risks."""
    return read_register(folder({"r.yaml": f"title: Prov\nmatrix: {text}\nrisks: []\n"}) / "r.yaml")[0].matrix


COMMON = (band("låg", 1, 3), band("medel", 4, 8), band("hög", 9, 12), band("mycket hög", 13, 16))


class TestProof:
    def test_a_sound_matrix_has_no_flaw(self) -> None:
        assert proof(matrix(4, *COMMON)) == ()

    def test_the_five_by_five_of_the_source_has_a_gap_two_overlaps_and_a_green_worst(self, folder: Write) -> None:
        """Transportföretagen: 1-8 green, 9-15 yellow except if consequence 4-5, 12-25 red."""
        found = {flaw.kind: flaw for flaw in proof(registered(folder, "{shipped: transportforetagen-5x5}"))}
        assert set(found) == {"gap", "overlap", "worst_in_green"}
        assert found["gap"].cells == (Cell(2, 5),)
        assert found["overlap"].cells == (Cell(4, 3), Cell(5, 3))
        assert found["overlap"].bands == ("gul", "röd")
        assert found["worst_in_green"].cells == (Cell(1, 5),)

    def test_where_the_source_overlaps_the_graver_label_holds(self, folder: Write) -> None:
        source = registered(folder, "{shipped: transportforetagen-5x5}")
        assert [label(gravest(bands_of(source, Cell(*at)))) for at in ((3, 3), (4, 3), (3, 4), (2, 5))] == [
            "gul",
            "röd",
            "röd",
            None,
        ]

    @pytest.mark.parametrize("product", [5, 7, 10, 11, 13, 14, 15])
    def test_a_product_that_four_by_four_never_gives_makes_a_band_that_holds_nothing(self, product: int) -> None:
        lower, higher = band("under", 1, product - 1, "yellow"), band("över", product + 1, 16, "red")
        empty = band("tom", product, product, "orange")
        assert proof(matrix(4, lower, empty, higher)) == (Flaw("unreachable", bands=("tom",)),)

    @pytest.mark.parametrize("product", [2, 3, 4, 6, 8, 9, 12])
    def test_one_that_it_gives_holds_something(self, product: int) -> None:
        lower, higher = band("under", 1, product - 1, "green"), band("över", product + 1, 16)
        found = proof(matrix(4, lower, band("en", product, product), higher))
        assert "unreachable" not in {flaw.kind for flaw in found}

    def test_the_worst_consequence_in_green_is_told_and_one_step_less_is_not(self) -> None:
        rest = band("hög", 5, 16, "red")
        assert proof(matrix(4, band("låg", 1, 4, "green"), rest)) == (Flaw("worst_in_green", (Cell(1, 4),)),)
        tighter = (band("låg", 1, 3, "green"), band("hög", 4, 16, "red"))
        assert proof(matrix(4, *tighter)) == ()

    def test_an_override_lifts_the_worst_consequence_out_of_green(self) -> None:
        bands = (band("låg", 1, 4, "green"), band("hög", 5, 16, "red"))
        lifted = matrix(4, *bands, overrides=(Override.model_construct(consequence=4, band="hög"),))
        assert proof(lifted) == ()
        assert label(gravest(bands_of(lifted, Cell(1, 4)))) == "hög"
        assert label(gravest(bands_of(lifted, Cell(4, 1)))) == "låg"

    def test_an_override_that_empties_a_band_is_told(self) -> None:
        bands = (band("låg", 1, 3, "green"), band("hög", 4, 16, "red"))
        emptied = matrix(4, *bands, overrides=(Override.model_construct(consequence=1, band="hög"),))
        assert Flaw("unreachable", bands=("låg",)) in proof(emptied)

    def test_colours_that_grow_milder_upwards_are_told(self) -> None:
        turned = matrix(4, band("låg", 1, 3, "yellow"), band("hög", 4, 16, "green"))
        assert Flaw("colours_fall", bands=("låg", "hög")) in proof(turned)

    def test_no_bands_is_one_flaw_and_not_sixteen_gaps(self) -> None:
        assert proof(matrix(4)) == (Flaw("no_bands"),)

    @given(levels=st.integers(2, 10), cuts=st.sets(st.integers(2, 99), max_size=5))
    def test_bands_that_follow_each_other_leave_no_gap_and_never_overlap(self, levels: int, cuts: set[int]) -> None:
        edges = [1, *sorted(cut for cut in cuts if cut <= levels**2), levels**2 + 1]
        bands = [band(str(low), low, high - 1) for low, high in pairwise(edges)]
        whole = matrix(levels, *reversed(bands))
        assert not {"gap", "overlap"} & {flaw.kind for flaw in proof(whole)}
        for cell in cells(whole):
            assert label(gravest(bands_of(whole, cell))) == str(max(edge for edge in edges if edge <= cell.product))

    @given(
        spans=st.lists(st.tuples(st.integers(1, 25), st.integers(1, 25)), min_size=1, max_size=5, unique=True),
        consequence=st.integers(1, 5),
        lowest=st.integers(0, 4),
    )
    def test_the_proof_names_exactly_the_cells_without_one_band_and_an_override_never_lowers(
        self, spans: list[tuple[int, int]], consequence: int, lowest: int
    ) -> None:
        bands = [band(str(n), low, high) for n, (low, high) in enumerate(spans)]
        plain = matrix(5, *bands)
        order = lowest_first(plain)
        floor = order[lowest % len(order)]
        lifted = matrix(5, *bands, overrides=(Override.model_construct(consequence=consequence, band=floor.label),))
        told = {cell for flaw in proof(plain) if flaw.kind in {"gap", "overlap"} for cell in flaw.cells}
        assert told == {cell for cell in cells(plain) if sum(b.low <= cell.product <= b.high for b in bands) != 1}
        for cell in cells(plain):
            before, after = gravest(bands_of(plain, cell)), gravest(bands_of(lifted, cell))
            assert (before is None) == (after is None)
            if before is not None and after is not None:
                assert order.index(after) >= order.index(before)
                assert cell.consequence < consequence or order.index(after) >= order.index(floor)


class TestShipped:
    @pytest.mark.parametrize("name", ["vasteras-4x4", "vanlig-4x4", "vanlig-5x5"])
    def test_those_to_be_used_are_sound_and_speak_both_languages(self, name: str, folder: Write) -> None:
        found = registered(folder, f"{{shipped: {name}}}")
        assert proof(found) == ()
        assert found.title_en
        assert found.remark
        assert all(band.label_en for band in found.bands)

    def test_all_of_them_are_known_by_name(self) -> None:
        assert matrices.names() == ("transportforetagen-5x5", "vanlig-4x4", "vanlig-5x5", "vasteras-4x4")

    def test_the_real_register_says_of_each_limit_whether_its_source_gives_it(self, folder: Write) -> None:
        real = registered(folder, "{shipped: vasteras-4x4}")
        assert [label(gravest(bands_of(real, Cell(*at)))) for at in ((2, 4), (1, 2))] == ["medelhög", "låg"]
        assert all(band.remark for band in real.bands)

    def test_what_a_register_writes_beside_the_name_is_its_own(self, folder: Write) -> None:
        found = registered(folder, "{shipped: vanlig-4x4, appetite: [{highest: hög}, {area: privacy, highest: låg}]}")
        high, medium = gravest(bands_of(found, Cell(3, 3))), gravest(bands_of(found, Cell(2, 4)))
        assert [is_above_appetite(found, high, area) for area in ("board", "privacy", None)] == [False, True, False]
        assert is_above_appetite(found, medium, "privacy")
        assert is_above_appetite(registered(folder, "{shipped: vanlig-4x4}"), high, "board") is None

    def test_a_value_of_a_shipped_matrix_knows_its_file(self, folder: Write) -> None:
        place = registered(folder, "{shipped: vanlig-4x4}").bands[0].place("label")
        assert place.file == "risk_registers/matrices/vanlig-4x4.yaml"


TWICE = "/matrix/bands/1/label"


class TestFaults:
    """One mistake each; the message names the place and what is expected."""

    BANDS = "bands: [{label: låg, low: 1, high: 3}, {label: hög, low: 4, high: 16}]"

    @pytest.mark.parametrize(
        ("text", "pointer"),
        [
            ("{shipped: vanlig-9x9}", "/matrix/shipped"),
            ("{likelihood_levels: 1, consequence_levels: 4}", "/matrix/likelihood_levels"),
            ("{likelihood_levels: 4, consequence_levels: 999999999}", "/matrix/consequence_levels"),
            ("{shipped: vanlig-4x4, likelihood: [{name: en}]}", "/matrix/likelihood"),
            ("{shipped: vanlig-4x4, overrides: [{consequence: 4, band: grön}]}", "/matrix/overrides/0/band"),
            ("{shipped: vanlig-4x4, appetite: [{highest: röd}]}", "/matrix/appetite/0/highest"),
            ("{shipped: vanlig-4x4, bands: [{label: a, low: 1, high: 3}, {label: A, low: 4, high: 16}]}", TWICE),
        ],
    )
    def test_a_matrix_that_contradicts_itself_is_refused(self, text: str, pointer: str, folder: Write) -> None:
        with pytest.raises(UnreadableError) as refusal:
            registered(folder, text)
        faults = refusal.value.faults
        assert pointer in {fault.pointer for fault in faults}
        assert all(fault.line == 2 for fault in faults)

    def test_a_matrix_of_its_own_still_reads(self, folder: Write) -> None:
        own = registered(folder, f"{{likelihood_levels: 4, consequence_levels: 4, {self.BANDS}}}")
        assert [colour_of(own, band) for band in own.bands] == ["green", "red"]
        assert not bands_of(own, Cell(5, 1))
