"""What a condition reads: its fields and the parameters it asks for, wherever in the tree they stand."""

from __future__ import annotations

from finsam_control import condition as c

LIMIT, MARGIN, CHOICE = c.Parameter("lag.grans"), c.Parameter("lag.marginal"), c.Parameter("lag.val")
TREE = c.All(
    (
        c.Not(c.Compare("amount", "le", LIMIT)),
        c.Any((c.Compare("share", "eq", 20, within=MARGIN), c.OneOf("status", ("betald", CHOICE)))),
        c.Known("decided_on", expected=True),
    )
)


def test_the_fields_of_every_leaf_are_read() -> None:
    assert c.fields(TREE) == {"amount", "share", "status", "decided_on"}


def test_a_parameter_is_asked_for_as_limit_as_margin_and_as_choice() -> None:
    assert c.parameters(TREE) == {"lag.grans", "lag.marginal", "lag.val"}


def test_a_comparison_without_a_margin_has_one_operand_and_a_known_field_none() -> None:
    assert c.operands(c.Compare("share", "eq", 20)) == (20,)
    assert c.operands(c.Compare("share", "eq", 20, within=MARGIN)) == (20, MARGIN)
    assert c.operands(c.Known("share", expected=False)) == ()
