"""Grades a notebook: hidden tests run here, the student's code in a sandbox."""
