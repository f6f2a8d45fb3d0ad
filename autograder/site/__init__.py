"""The lessons as pages to read on a phone, without Jupyter: what is released, and no answer."""

from autograder.site.pages import site_of
from autograder.site.target import check_target, write_site

__all__ = ["check_target", "site_of", "write_site"]
