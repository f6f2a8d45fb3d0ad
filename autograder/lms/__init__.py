"""What a learning platform gives to download, for stock ``nbgrader zip_collect``."""
