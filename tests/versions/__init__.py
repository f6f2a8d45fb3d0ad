"""Which versions of Python and of the packages grade alike: the table of docs/versions.md."""
