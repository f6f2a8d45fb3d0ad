"""The templates of our pages: auto-escaping, one style sheet, a policy that lets nothing run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

HERE = Path(__file__).parent / "templates"
ROOMS = (HERE, *(HERE.parents[1] / room / "templates" for room in ("report", "site")))
STYLE = "".join((HERE / name).read_text("utf-8") for name in ("formgrade/formulas.css", "page.css"))


@cache
def template(name: str) -> Template:
    """Return the template called ``name``; every value that it shows is escaped."""
    environment = Environment(
        loader=FileSystemLoader([str(room) for room in ROOMS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(style=Markup(STYLE), policy=policy(STYLE))
    return environment.get_template(f"{name}.html")


def policy(style: str, loads: str = "img-src data:") -> str:
    """Return the content security policy of a page with this one style sheet, and no script.

    ``loads`` says what else the page may load: as usual pictures, and only out of the page itself.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; {loads}; style-src 'sha256-{digest}';"
        " base-uri 'none'; form-action 'none'"
    )
