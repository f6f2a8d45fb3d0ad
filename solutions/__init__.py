"""The reference library: one module a lesson, each function the answer to one exercise."""
