"""Models of the book, one module per argument: pure functions on numbers and arrays.

Nothing here reads data, draws or shows a widget. A model needs NumPy; `reach` needs GeographicLib
too, and `bargaining.best_package`, alone, SciPy. All run unchanged in a notebook, on a server, in
the browser. `choose`, `larger` and `smaller` say for numbers, arrays and Altair expressions alike
what operators cannot.
"""

from collections.abc import Mapping
from types import MappingProxyType

from missile_question.models._operands import choose, larger, smaller

__all__ = ["TITLES", "choose", "larger", "smaller"]

#: Module -> title of its page, in the order in which the chapters use them.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "reading": "Reading and coding",
        "reach": "Reach",
        "deterrence": "Deterrence",
        "defence": "Layered defence",
        "verification": "Verification",
        "breakout": "Breakout time",
        "bargaining": "Bargaining",
        "deal": "Deal",
        "forecasting": "Forecasting",
    }
)
