"""Grades notebooks: student code runs behind a wall, the tests stay on this side of it."""
