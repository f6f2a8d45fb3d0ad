"""Stock nbgrader reads this file; everything stands in course_config.py."""

load_subconfig("course_config.py")
