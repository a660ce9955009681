"""Jinja over the pages in `pages/`. Everything that is put into them is escaped; a name that is missing is an error."""

from jinja2 import Environment, PackageLoader, StrictUndefined

TEMPLATES = Environment(
    loader=PackageLoader("deploy.gateway", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
