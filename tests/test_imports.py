"""What an import asks for: the browser loads the package without SciPy, which is 19 MB there."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import missile_question

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(missile_question.__path__, "missile_question.")
    if not any(part.startswith("_") for part in module.name.split("."))
)

CODE = """
import importlib, json, sys
sys.modules["scipy"] = None  # an import of it, or of anything in it, now fails
for name in sys.argv[1:]:
    importlib.import_module(name)
from missile_question.models import bargaining, defence, verification
found = {
    "detection": verification.detection_probability(10, 2, 3),
    "dresher": verification.dresher_value(4, 2),
    "leakers": defence.leakers_pmf(2, 0.5).tolist(),
    "linkage": bargaining.single_undertaking_probability(1, 2, 0),
}
try:
    bargaining.best_package([[1.0]], [0.0])
except ImportError as error:
    found["message"] = str(error)
print(json.dumps(found))
"""


def test_all_modules_import_without_scipy():
    """Every public module loads and its models run; only the linear program asks for SciPy."""
    assert "missile_question.models.verification" in MODULES
    assert "missile_question.explorers.live" in MODULES
    command = [sys.executable, "-W", "error", "-c", CODE, *MODULES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert abs(found["detection"] - 8 / 15) < 1e-12
    assert abs(found["dresher"] + 3 / 11) < 1e-12
    assert found["leakers"] == [0.25, 0.5, 0.25]
    assert abs(found["linkage"] - 0.25) < 1e-12
    assert found["message"] == (
        "best_package needs SciPy for its linear program: install it with %pip install scipy"
    )
