"""Across each change of the law exactly the rules switch that should; the day of the check switches none.

The differences are written by hand from the acts: a rule that slips over a boundary, or one whose date is left out, is
seen here. A new rule with such a date belongs in the table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from command import run
from finsam_control.judging import in_force
from finsam_control.rulebook import load, shipped_folder

RULEBOOK = load((shipped_folder("rules"),))
Folder = Callable[[dict[str, str | bytes]], Path]

#: Limits of direct procurement move with the year's notice from the commission, and what is counted from them follows.
ANNEX_2_TO_2022 = {"lou/19-7-direktupphandlingsgrans-till-2022", "lou/19-7-tillsvidareavtal-till-2022"}
LIMITS_TO_2022 = ANNEX_2_TO_2022 | {
    "god-sed/inkop-per-leverantor-i-journalen-till-2022",
    "god-sed/inkop-per-leverantor-och-slag-till-2022",
    "god-sed/kop-per-leverantor-till-2022",
}
ANNEX_2_FROM_2022 = {"lou/19a-2-direktupphandlingsgrans", "lou/19a-2-tillsvidareavtal"}
LIMITS_FROM_2022 = ANNEX_2_FROM_2022 | {
    "god-sed/inkop-per-leverantor-i-journalen",
    "god-sed/inkop-per-leverantor-och-slag",
    "god-sed/kop-per-leverantor",
}
#: The prisbasbelopp is new every year, and with it the limits that a delegation order counts in it.
IN_BASBELOPP = {"forbundets-egna/inom-gransen-i-basbelopp"}

#: What is asked of a register rests, as the rules of god-sed on risks do, on KL 12:1 as a criterion of audit.
REGISTER = {
    "riskregister/atgard-ansvarig",
    "riskregister/atgard-fore-bedomningen",
    "riskregister/atgard-forsenad",
    "riskregister/atgard-klar-utan-underlag",
    "riskregister/atgard-tidpunkt",
    "riskregister/atgard-vag-ansvarig",
    "riskregister/bedomare-angiven",
    "riskregister/bedomare-ej-ansvarig",
    "riskregister/bedomning-daterad",
    "riskregister/dagens-hogst-inneboende",
    "riskregister/dataskyddsombud-radfragat",
    "riskregister/daterat",
    "riskregister/flyttad-utan-skal",
    "riskregister/godtagande-utgatt",
    "riskregister/godtagen-over-aptit",
    "riskregister/godtagen-utan-beslut",
    "riskregister/kand-regel",
    "riskregister/lag-risk-med-avvikelse",
    "riskregister/mal-hogst-dagens",
    "riskregister/mal-over-aptit",
    "riskregister/mal-utan-atgard",
    "riskregister/matris-farg-faller",
    "riskregister/matris-granser",
    "riskregister/matris-gravast-gron",
    "riskregister/matris-lucka",
    "riskregister/matris-onabar",
    "riskregister/matris-overlapp",
    "riskregister/minska-utan-atgard",
    "riskregister/minst-en-risk",
    "riskregister/nasta-provning",
    "riskregister/omrade-utan-risk",
    "riskregister/orsak-handelse-foljd",
    "riskregister/over-aptit-utan-vagval",
    "riskregister/provad-under-aret",
    "riskregister/provning-passerad",
    "riskregister/rod-utan-beredskap",
    "riskregister/rod-utan-kontrollmoment",
    "riskregister/samma-text",
    "riskregister/samma-text-olika-poang",
    "riskregister/sankt-utan-atgard",
    "riskregister/spridning",
    "riskregister/undvik-men-oppen",
    "riskregister/vag-ansvarig",
    "riskregister/vagval",
}


@dataclass(frozen=True)
class Change:
    """A first day of new law: what stops, what begins, and what goes on with other values."""

    day: str
    reason: str
    stops: set[str] = field(default_factory=set)
    begins: set[str] = field(default_factory=set)
    revalued: set[str] = field(default_factory=set)


CHANGES = (
    Change(
        "2015-01-01",
        "KRL 7 kap.: the finansieringsanalys has become a kassaflödesanalys; 2014 may use either name",
        stops={"krl/07-1-finansieringsanalys"},
        begins={"krl/07-1-kassaflodesanalys", "krl/07-1-kassaflodesanalys-investerar"},
        revalued=IN_BASBELOPP,
    ),
    Change(
        "2017-01-01",
        "LOU 2016:1145; the base for VAT deduction on meals becomes 300 kr a person (ML 1994:200, 8 kap. 9 §)",
        begins={"god-sed/representation-maltid", "lou/07-3-avrop"},
        revalued=IN_BASBELOPP,
    ),
    Change(
        "2018-01-01",
        "KL 2017:725 for KL 1991:900 (SFS 2017:746); the recommendations on internal control rest on its 12 kap.",
        stops={
            "kommunallagen/1991-05-61-justering",
            "kommunallagen/1991-05-62-anslag",
            "kommunallagen/1991-06-23-beslutsforhet",
            "kommunallagen/1991-06-24-jav",
            "kommunallagen/1991-08-1-riktlinjer",
            "kommunallagen/1991-08-12-utgift-finansieras",
            "kommunallagen/1991-08-4-budgeterat-underskott",
            "kommunallagen/1991-08-5-budgetens-innehall",
            "kommunallagen/1991-08-5-mal-och-plan",
        },
        begins={
            *REGISTER,
            "finsam-se/arsredovisning-undertecknad",
            "finsam-se/arsredovisning-undertecknad-fore-revisionen",
            "finsamlagen/10-utskott-beslutar-inte",
            "god-sed/attestforteckning",
            "god-sed/internkontroll-ansvarig",
            "god-sed/internkontroll-aterrapport",
            "god-sed/internkontroll-plan",
            "god-sed/internkontroll-plan-i-tid",
            "god-sed/internkontroll-rapport",
            "god-sed/internkontroll-riskanalys",
            "god-sed/internkontroll-riskanalys-fore-plan",
            "god-sed/internkontroll-samlad-bedomning",
            "god-sed/internkontroll-utford",
            "god-sed/kontrollatgard-ansvarig",
            "god-sed/kontrollatgard-klar-i-tid",
            "god-sed/kontrollatgard-tidpunkt",
            "god-sed/kontrollatgard-underlag",
            "god-sed/kontrollmoment-atgard",
            "god-sed/kontrollmoment-frekvens",
            "god-sed/kontrollmoment-metod",
            "god-sed/kontrollmoment-mottagare",
            "god-sed/kontrollmoment-oberoende",
            "god-sed/kontrollmoment-risk",
            "god-sed/risk-ansvarig",
            "god-sed/risk-atgard",
            "god-sed/risk-benamning",
            "god-sed/risk-beredskap",
            "god-sed/risk-produkt",
            "god-sed/risk-skala",
            "god-sed/risk-tidpunkt",
            "god-sed/styrdokument-attest",
            "god-sed/styrdokument-fel-och-oegentligheter",
            "god-sed/styrdokument-intern-kontroll",
            "god-sed/styrdokument-intern-kontroll-mal",
            "kommunallagen/03-05-utskott",
            "kommunallagen/04-24-en-rost-var",
            "kommunallagen/04-4-revisor-utan-eget-ansvar",
            "kommunallagen/05-55-enkel-majoritet",
            "kommunallagen/05-65-protokoll",
            "kommunallagen/05-66-tjanstgorande-och-arenden",
            "kommunallagen/05-67-beslutet-i-protokollet",
            "kommunallagen/05-69-justering",
            "kommunallagen/06-27-beslutsforhet",
            "kommunallagen/06-27-beslutsforhet-vid-jav",
            "kommunallagen/06-28-egen-enhet",
            "kommunallagen/06-30-anmaler-jav",
            "kommunallagen/06-30-jav",
            "kommunallagen/08-12-anslag",
            "kommunallagen/08-12-anslagstid",
            "kommunallagen/08-14-budgetforslag-publicerat",
            "kommunallagen/11-1-riktlinjer-god-ekonomisk-hushallning",
            "kommunallagen/11-15-utgift-finansieras",
            "kommunallagen/11-3-beslutade-av-styrelsen",
            "kommunallagen/11-3-riktlinjer-medelsforvaltning",
            "kommunallagen/11-5-budgeterat-underskott",
            "kommunallagen/11-6-budgetens-innehall",
            "kommunallagen/11-6-ekonomisk-plan",
            "kommunallagen/11-6-mal",
            "kommunallagen/12-1-bedomning-av-intern-kontroll",
            "kommunallagen/12-1-revisorernas-bedomningar",
            "kommunallagen/12-12-sakkunnigas-rapporter",
            "kommunallagen/12-13-grund-for-anmarkning",
            "kommunallagen/12-13-uttalande-om-ansvarsfrihet",
            "kommunallagen/12-2-bedomning-mot-malen",
            "kommunallagen/12-8-sakkunnigt-bitrade",
        },
        revalued=LIMITS_TO_2022 | IN_BASBELOPP,
    ),
    Change(
        "2018-05-25",
        "GDPR for PuL, with dataskyddslagen (SFS 2018:218)",
        begins={
            "dataskyddslagen/03-10-personnummer",
            "finsam-se/registret-ses-over",
            "finsamlagen/07-deltagaruppgifter",
            "gdpr/06-rattslig-grund",
            "gdpr/09-kansliga-uppgifter",
            "gdpr/12-svar-inom-en-manad",
            "gdpr/13-informationens-innehall",
            "gdpr/24-styrelsens-genomgang",
            "gdpr/28-avtal-fore-start",
            "gdpr/28-avtalets-innehall",
            "gdpr/28-bitradesavtal",
            "gdpr/30-registerforteckning",
            "gdpr/30-registrets-rader",
            "gdpr/32-sakerhetsatgarder",
            "gdpr/33-anmalan-inom-72-timmar",
            "gdpr/33-incident-dokumenterad",
            "gdpr/33-incidentforteckning",
            "gdpr/34-registrerade-informeras",
            "gdpr/35-konsekvensbedomning",
            "gdpr/37-dataskyddsombud",
            "gdpr/37-ombudet-anmalt-och-publicerat",
            "gdpr/38-ombudet-oberoende",
            "gdpr/38-rapport-till-styrelsen",
            "god-sed/dataskydd-handlingsplan",
            "god-sed/dataskydd-utbildning",
        },
    ),
    Change(
        "2018-07-01",
        "FVL 2017:900, whose 31 § is the pattern of what a delegated decision shows",
        begins={"god-sed/delegationsbeslutets-uppgifter"},
    ),
    Change(
        "2019-01-01",
        "LKBR for KRL, first for the annual report of 2019 (SFS 2018:598); annex 2 of LOU gets a limit of its own",
        stops={
            "krl/03-2-delar",
            "krl/04-1-forvaltningsberattelsens-innehall",
            "krl/04-1a-sjukfranvaro",
            "krl/04-2-investeringar",
            "krl/04-3-budgetjamforelse",
            "krl/04-3a-balanskravsresultat",
            "krl/04-5-finansiella-mal",
            "krl/04-5-verksamhetens-mal",
            "krl/05-1-resultatrakningens-rader",
            "krl/05-2-eget-kapitals-rader",
            "krl/05-6-jamforelsetal",
            "krl/07-1-kassaflodesanalys",
            "krl/07-1-kassaflodesanalys-investerar",
        },
        begins={
            "god-sed/systemdokumentation",
            "lkbr/04-1-delar",
            "lkbr/04-6-specifikation",
            "lkbr/05-2-resultatrakningens-rader",
            "lkbr/05-6-jamforelsetal",
            "lkbr/06-1-panter-anges",
            "lkbr/06-2-eget-kapitals-rader",
            "lkbr/06-3-posternas-ordning",
            "lkbr/07-3-avskrivning",
            "lkbr/08-1-kassaflodesanalys",
            "lkbr/08-1-kassaflodesanalys-investerar",
            "god-sed/sammanslagning-fort-mot-eget-kapital",
            "god-sed/sammanslagning-ingaende-balans",
            "lkbr/09-13-revisionskostnad",
            "lkbr/09-2-hanvisningar-till-noter",
            "lkbr/09-2-noternas-ordning",
            "lkbr/09-2-redovisningsprinciper",
            "lkbr/09-3-direkt-mot-eget-kapital",
            "lkbr/09-9-nyttjandeperiod",
            "lkbr/10-1-driftredovisning",
            "lkbr/10-2-investeringsredovisning",
            "lkbr/11-3-vasentliga-handelser",
            "lkbr/11-1-forvaltningsberattelsens-innehall",
            "lkbr/11-10-balanskravsresultat",
            "lkbr/11-4-forvantad-utveckling",
            "lkbr/11-6-sjukfranvaro",
            "lkbr/11-8-finansiella-mal",
            "lkbr/11-8-mal-utvarderas",
            "lkbr/11-8-verksamhetens-mal",
            "lkbr/11-9-ekonomisk-stallning",
        },
        revalued=ANNEX_2_TO_2022 | IN_BASBELOPP | {"god-sed/rakenskapsinformation-bevaras"},
    ),
    Change(
        "2020-01-01",
        "landsting is now region (SFS 2019:914): a word, and no rule; the limits of procurement move",
        revalued=LIMITS_TO_2022 | IN_BASBELOPP,
    ),
    Change(
        "2022-02-01",
        "LOU 19 a kap. for 19 kap. (SFS 2021:1111): below 700 000 kr instead of at most 626 284 kr",
        stops=LIMITS_TO_2022,
        begins={"lou/19a-10-underrattelse", "lou/19a-12-handlingar-bevaras", "lou/19a-13-efterannons"}
        | LIMITS_FROM_2022,
    ),
    Change(
        "2022-03-16",
        "FinsamL 19 a § (SFS 2022:131): distance participation after a decision of the board",
        stops={"finsamlagen/19-distans-fore-2022"},
        begins={"finsamlagen/19a-distansdeltagande"},
    ),
    Change(
        "2024-01-01",
        "LOU 19 a kap. 11 § second paragraph (SFS 2023:815); the first whole year of Uppföljning Finsam; FinsamL 21 § "
        "drops a reference and changes no rule",
        begins={
            "finsam-se/insats-blandad-registreras-som-tva",
            "finsam-se/uppfoljning-finsam-bitradesavtal",
            "finsam-se/uppfoljning-finsam-overenskommelse",
            "lou/19a-11-dokumentation-i-tid",
        },
        revalued=ANNEX_2_FROM_2022 | IN_BASBELOPP,
    ),
)


def judging(day: date) -> set[str]:
    return {rule.id for rule in RULEBOOK.rules if in_force(rule, day.isoformat())}


def values(rule_id: str, day: date) -> list[str | None]:
    """The values of a rule's parameters on a day."""
    rule = RULEBOOK.rule(rule_id)
    assert rule is not None
    dated = [RULEBOOK.parameters[name].dated_at(day) for name in sorted(rule.parameters)]
    return [None if value is None else value.value for value in dated]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.day)
def test_exactly_these_rules_stop_begin_or_get_other_values(change: Change) -> None:
    after = date.fromisoformat(change.day)
    before = after - timedelta(days=1)
    old, new = judging(before), judging(after)
    assert old - new == change.stops
    assert new - old == change.begins
    assert {rule for rule in old & new if values(rule, before) != values(rule, after)} == change.revalued


@pytest.mark.parametrize("year", [2014, 2015, 2017, 2018, 2019, 2020, 2022, 2023, 2024])
def test_a_years_records_are_judged_by_the_law_of_their_days(year: int, folder: Folder) -> None:
    """A year with nothing in it: every rule that could judge a record of it waits for its document, no other does."""
    records = folder({"a.yaml": f"entity: {{name: Samordningsförbundet Prov}}\nfiscal_year: {year}\n"})
    assert waiting(records, f"{year + 5}-01-01") == applicable(year)


def applicable(year: int) -> set[str]:
    """What concerns the whole year is judged by the law of its first day, what has a day of its own by that day's.

    For the details of a register that is not there the rules about the risks themselves wait.
    """
    first, last = f"{year}-01-01", f"{year}-12-31"
    return {
        rule.id
        for rule in RULEBOOK.rules
        if in_force(rule, first, last if rule.subject.dated else None)
        and not rule.subject.detail
        and not rule.subject.of_outcomes
    }


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.day)
def test_the_day_of_the_check_changes_no_law(change: Change, folder: Folder) -> None:
    records = folder({"a.yaml": "entity: {name: Samordningsförbundet Prov}\nfiscal_year: 2016\n"})
    after = date.fromisoformat(change.day)
    assert waiting(records, str(after - timedelta(days=1))) == waiting(records, change.day)


def waiting(records: Path, as_of: str) -> set[str]:
    """The rules that a year's report says are in force but have nothing to judge."""
    ended = run("check", records, "--as-of", as_of, "--format", "json", "--fail-on", "none")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)["outcomes"]
    return {item["rule"] for item in found if item["outcome"] == "not_assessable"} - {
        rule.id for rule in RULEBOOK.rules if rule.subject.kind == "outcome"
    }
