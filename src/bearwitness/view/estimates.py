"""Estimates of those on no list, for people and for programs.

In: an estimate. Out: text. It always shows the spread over models, and says what no estimate can know.
"""

import csv
import io
import json
from typing import Literal

from bearwitness.base.estimates import Estimate, Model

EstimateFormat = Literal["table", "json", "jsonl", "csv"]
CAUTION = (
    "An estimate of everyone, listed or not. It stands on assumptions that the lists cannot prove, "
    "and is no part of a tally."
)


def describe_estimate(found: Estimate) -> dict[str, object]:
    """The estimate as an object; `low` and `high` span all likely models."""
    overlaps = found.overlaps
    return {
        "lists": list(overlaps.lists),
        "listed": overlaps.total,
        "overlaps": {"".join(map(str, p)): n for p, n in sorted(overlaps.counts.items())},
        "notes": list(overlaps.notes),
        "refused": list(found.refusals),
        "low": None if found.low is None else round(found.low),
        "high": None if found.high is None else round(found.high),
        "estimates": [_describe(model) for model in found.chosen],
        "models": [_describe(model) for model in found.models],
        "warnings": list(found.warnings),
    }


def format_estimate(found: Estimate, form: EstimateFormat) -> str:
    """The estimate as text; CSV has a row for each method and model."""
    if form in ("json", "jsonl"):
        return json.dumps(describe_estimate(found), ensure_ascii=False, indent=1 if form == "json" else None) + "\n"
    if form == "csv":
        page = io.StringIO()
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(["method", "model", "estimate", "low", "high", "bic", "weight"])
        for model in (*found.chosen, *found.models):
            writer.writerow(list(_describe(model).values()))
        return page.getvalue()
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Estimate) -> list[str]:
    overlaps = found.overlaps
    lines = [f"{overlaps.total:,} people on {len(overlaps.lists)} lists: {', '.join(overlaps.lists)}", *overlaps.notes]
    if found.refusals:
        return [*lines, "", "No estimate:", *(f"  {reason}" for reason in found.refusals)]
    lines += ["", f"{'method':22}{'estimate':>10}  {'95 %':>19}  model"]
    lines += [_line(model) for model in found.chosen]
    likely = [model for model in found.models if (model.weight or 0) >= 0.01]
    lines += ["", f"Of {len(found.models)} log-linear models, those with a weight of 1 % or more (by BIC):"]
    lines += [f"{_line(model)}  {model.weight or 0:.0%}" for model in likely]
    lines += ["", f"Over all likely models: {found.low or 0:,.0f} to {found.high or 0:,.0f}", CAUTION]
    return [*lines, *(f"Warning: {warning}" for warning in found.warnings)]


def _line(model: Model) -> str:
    span = f"{model.low:,.0f} to {model.high:,.0f}" if model.low is not None and model.high is not None else ""
    return f"{model.method:22}{model.estimate:>10,.0f}  {span:>19}  {model.name}"


def _describe(model: Model) -> dict[str, object]:
    def whole(value: float | None) -> int | None:
        return None if value is None else round(value)

    return {
        "method": model.method,
        "model": model.name,
        "estimate": whole(model.estimate),
        "low": whole(model.low),
        "high": whole(model.high),
        "bic": None if model.bic is None else round(model.bic, 2),
        "weight": None if model.weight is None else round(model.weight, 4),
    }
