"""Grades for other programs."""
