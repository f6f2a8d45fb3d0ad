"""Grades notebooks: student code runs in a sandboxed process, hidden tests in a trusted one."""
