"""What the reader moves: sliders, and menus whose entries may set other controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

Value = float | str

#: The menu entry shown when a slider has left every preset.
OWN = "own"


@dataclass(frozen=True)
class Slider:
    """A number the reader sets.

    Parameters
    ----------
    name, label : str
        Vega parameter and what the reader sees.
    low, high, step, value : float
    unit : str
        Written after the value.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str

    def checked(self, value: Any) -> float:
        """Return ``value`` if the slider can hold it, else raise a ValueError that says why."""
        if not isinstance(value, Real) or not self.low <= float(value) <= self.high:
            raise ValueError(
                f"{self.name} must lie in [{self.low:g}, {self.high:g}] {self.unit}, got {value!r}"
            )
        return float(value)


@dataclass(frozen=True)
class Option:
    """One entry of a menu.

    Parameters
    ----------
    value, label : str
    says : str
        How a sentence names it; the label by default.
    sets : mapping
        Other controls that this entry moves (a preset).
    when : mapping
        Shown only while other menus have these values.
    note : str
        One line shown below the controls while the entry is chosen.
    """

    value: str
    label: str
    says: str = ""
    sets: Mapping[str, Value] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def shown(self, values: Mapping[str, Value]) -> bool:
        """Whether the entry is offered while the other controls stand at ``values``."""
        return all(values.get(name) == wanted for name, wanted in self.when.items())


def menu(words: Mapping[str, str]) -> list[Option]:
    """Return a menu of what a sentence says: the entries show it with a capital.

    Parameters
    ----------
    words : mapping
        Value of an entry -> how a sentence names it.
    """
    return [Option(key, said[0].upper() + said[1:], says=said) for key, said in words.items()]


def presets(cases: Mapping[str, tuple[str, Mapping[str, Value]]]) -> list[Option]:
    """Return a menu of cases that move other controls.

    Parameters
    ----------
    cases : mapping
        Value of an entry -> label, and settings by the names of the controls.
    """
    return [Option(key, label, sets=dict(sets)) for key, (label, sets) in cases.items()]


@dataclass(frozen=True)
class Choice:
    """A menu. If its entries set other controls, moving those by hand shows the ``OWN`` entry."""

    name: str
    label: str
    options: Sequence[Option]
    value: str

    def checked(self, value: Value) -> str:
        """Return ``value`` if the menu has it, else raise a ValueError that lists the entries."""
        allowed = [option.value for option in self.options]
        if value not in allowed:
            raise ValueError(f"{self.name} must be one of {', '.join(allowed)}, got {value!r}")
        return str(value)

    def option(self, value: Value) -> Option:
        """Return the entry with this value."""
        return next(o for o in self.options if o.value == self.checked(value))


Control = Slider | Choice


def describe(control: Control) -> dict[str, Any]:
    """Return a control as plain JSON for the page."""
    if isinstance(control, Slider):
        return {
            "kind": "slider",
            "name": control.name,
            "label": control.label,
            "low": control.low,
            "high": control.high,
            "step": control.step,
            "value": control.value,
            "unit": control.unit,
        }
    return {
        "kind": "choice",
        "name": control.name,
        "label": control.label,
        "value": control.value,
        "options": [
            {key: value for key, value in _entry(option).items() if value}
            for option in control.options
        ],
    }


def _entry(option: Option) -> dict[str, Any]:
    return {
        "value": option.value,
        "label": option.label,
        "says": option.says,
        "sets": dict(option.sets),
        "when": dict(option.when),
        "note": option.note,
    }
