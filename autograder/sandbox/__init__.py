"""Runs students' code: a warm interpreter forks one jailed child a submission."""
