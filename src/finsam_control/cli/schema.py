"""`schema`: what editors complete against, what rule authors write against, what auditors' programs load."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import BaseModel

from finsam_control.comparison import Comparison
from finsam_control.facts import kinds
from finsam_control.facts.base import fields_of
from finsam_control.manifest import Manifest
from finsam_control.overview import Overview
from finsam_control.records.register import RiskRegister
from finsam_control.records.year import Year
from finsam_control.register_report import RegisterReport
from finsam_control.remarks import RemarkTable
from finsam_control.render.formats import json as json_report
from finsam_control.risk_report import RiskReport
from finsam_control.rule import RuleFile
from finsam_control.sampling.report import SampleReport
from finsam_control.trace import Trace


@click.group()
def command() -> None:
    """Print a schema: records, facts, rules, or what a command writes as JSON."""


def _shape(model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@command.command()
def records() -> None:
    """JSON Schema of a year's records."""
    click.echo(_shape(Year), nl=False)


@command.command()
def risks() -> None:
    """JSON Schema of a risk register."""
    click.echo(_shape(RiskRegister), nl=False)


@command.command()
def rules() -> None:
    """JSON Schema of a rule file."""
    click.echo(_shape(RuleFile), nl=False)


@command.command()
def report() -> None:
    """JSON Schema of the report, version 1."""
    click.echo(json_report.schema(), nl=False)


@command.command()
def diff() -> None:
    """JSON Schema of two reports compared, version 1."""
    click.echo(_shape(Comparison), nl=False)


@command.command("risk-score")
def risk_score() -> None:
    """JSON Schema of a scored register, version 1."""
    click.echo(_shape(RiskReport), nl=False)


@command.command("risk-lint")
def risk_lint() -> None:
    """JSON Schema of a linted register, version 1."""
    click.echo(_shape(RegisterReport), nl=False)


@command.command()
def remarks() -> None:
    """JSON Schema of the auditors' remarks, version 1."""
    click.echo(_shape(RemarkTable), nl=False)


@command.command()
def overview() -> None:
    """JSON Schema of the years side by side, version 1."""
    click.echo(_shape(Overview), nl=False)


@command.command()
def manifest() -> None:
    """JSON Schema of the manifest of a sealed run, version 1."""
    click.echo(_shape(Manifest), nl=False)


@command.command()
def sample() -> None:
    """JSON Schema of a sample's plan and evaluation, version 1."""
    click.echo(_shape(SampleReport), nl=False)


@command.command("trace")
def trace_() -> None:
    """JSON Schema of the chain of one voucher, version 1."""
    click.echo(_shape(Trace), nl=False)


@command.command()
def facts() -> None:
    """The vocabulary of facts: every kind, with type, unit and meaning of each field."""
    vocabulary = {
        name: {
            "sv": kind.sv,
            "en": kind.en,
            "document": kind.document,
            "fields": {
                field.name: {
                    "unit": field.means.unit,
                    "sv": field.means.sv,
                    "en": field.means.en,
                    **({"words": list(field.words)} if field.words else {}),
                }
                for field in fields_of(kind).values()
            },
        }
        for name, (kind, _) in kinds().items()
    }
    click.echo(json.dumps(vocabulary, ensure_ascii=False, indent=2))
