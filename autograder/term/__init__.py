"""What a teacher keeps in tables beside course_config.py: the class, exceptions, adjustments.

The files are the truth; a grading run, a report and an export read them, and bring nbgrader's own
tables up to date where those have room for it.
"""
