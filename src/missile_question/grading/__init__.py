"""Run students' notebooks and report what the checks said. Needs the extra ``grading``."""
