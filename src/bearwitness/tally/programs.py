"""Linear programs in whole numbers, solved by HiGHS.

In: variables with bounds and rows with bounds. Out: the least or the most of a sum, with the variables that give it,
or None where nothing satisfies all rows. A relaxation whose best point is not whole is solved again in whole numbers,
so that the result is exact. It never returns a rounded bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from highspy._core import _Highs

from bearwitness.tally.regions import INFINITY

_WHOLE = 1e-6  # HiGHS's own feasibility tolerances are 1e-7; counts are below 1e9


@dataclass(slots=True)
class Program:
    """A program that is built up, then solved as often as one likes."""

    column_lows: list[float] = field(default_factory=list)
    column_highs: list[float] = field(default_factory=list)
    row_lows: list[float] = field(default_factory=list)
    row_highs: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    indices: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)

    def add_column(self, low: float = 0, high: float = INFINITY, *, whole: bool = False) -> int:
        """A variable between bounds; `whole` for one that must be a whole number from the first."""
        self.column_lows.append(low)
        self.column_highs.append(high)
        if whole:
            self.whole.add(len(self.column_lows) - 1)
        return len(self.column_lows) - 1

    def add_row(self, columns: Sequence[int] | Mapping[int, float], low: float, high: float) -> int:
        """low <= the sum of the columns (times their factors) <= high."""
        factors = columns if isinstance(columns, Mapping) else dict.fromkeys(columns, 1.0)
        self.indices.extend(factors.keys())
        self.values.extend(factors.values())
        self.starts.append(len(self.indices))
        self.row_lows.append(low)
        self.row_highs.append(high)
        return len(self.row_lows) - 1

    def solve(self, goal: Sequence[int], *, most: bool) -> "tuple[float, list[float]] | None":
        """The least (or the most) sum of the columns in `goal`, and all columns there; None when the rows conflict.

        The sum is infinite where nothing bounds it, and the columns are empty then.
        """
        if not self.column_lows:
            return (
                (0, [])
                if all(low <= 0 <= high for low, high in zip(self.row_lows, self.row_highs, strict=True))
                else None
            )
        solved = self._run(goal, most=most, whole=self.whole)
        if solved is None or solved[0] == INFINITY or _is_whole(solved[1]):
            return solved
        return self._run(goal, most=most, whole=range(len(self.column_lows)))

    def _run(self, goal: Sequence[int], *, most: bool, whole: "set[int] | range") -> "tuple[float, list[float]] | None":
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.column_lows), len(self.row_lows)
        cost = np.zeros(model.num_col_)
        cost[list(goal)] = 1
        model.col_cost_ = cost
        model.sense_ = highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize
        model.col_lower_, model.col_upper_ = np.array(self.column_lows), np.array(self.column_highs)
        model.row_lower_, model.row_upper_ = np.array(self.row_lows), np.array(self.row_highs)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self.starts)
        model.a_matrix_.index_, model.a_matrix_.value_ = np.array(self.indices), np.array(self.values)
        if whole:
            kinds = [highspy.HighsVarType.kContinuous] * model.num_col_
            for column in whole:
                kinds[column] = highspy.HighsVarType.kInteger
            model.integrality_ = kinds
        solver = _solver()
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return self._run([], most=most, whole=whole) and (INFINITY, [])
        if status == highspy.HighsModelStatus.kUnbounded:
            return INFINITY, []
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"HiGHS ended with {solver.modelStatusToString(status)} on a tally's program")
        columns = list(solver.getSolution().col_value)
        value = sum(columns[column] for column in goal)
        return (round(value) if _is_whole(columns) else value), columns


def _is_whole(columns: Sequence[float]) -> bool:
    return all(abs(value - round(value)) <= _WHOLE for value in columns)


_SOLVERS: list[_Highs] = []


def _solver() -> _Highs:
    """One solver for the process: making one takes longer than most of our programs.

    The plain class, because the one for people prints a banner on standard output when it is made.
    """
    if not _SOLVERS:
        solver = _Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.0)
        _SOLVERS.append(solver)
    return _SOLVERS[0]
