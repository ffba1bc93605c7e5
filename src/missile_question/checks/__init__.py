"""Checks of the exercises: ``check("reach-1", answer)`` says in words what it finds."""

from missile_question.checks.core import Result, Task
from missile_question.checks.session import check, progress, tasks

__all__ = ["Result", "Task", "check", "progress", "tasks"]
