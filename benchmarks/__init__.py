"""How fast the course grades a class, measured beside other graders: ``make benchmark``."""
