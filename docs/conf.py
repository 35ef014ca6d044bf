"""How Sphinx builds the site: ``sphinx-build -W --keep-going -n docs docs/_build``. It needs no network."""

from __future__ import annotations

from importlib import import_module

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import vnnews

project = "vnnews"
author = "The vnnews developers"
release = version = vnnews.__version__

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_copybutton"]
exclude_patterns = ["_build"]
default_role = "py:obj"
smartquotes = False
nitpicky = True
# Names of others, whose sites are not asked: they stand in the text as code, without a link.
nitpick_ignore_regex = [(r"py:.*", r"(datetime|functools|joblib|matplotlib|numpy|pandas|polars|pyvi|sklearn|str)\..*")]

autosummary_generate = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"
# What private base classes bring, too, but not what Python's do.
autodoc_default_options = {"members": True, "inherited-members": "Mapping, tuple"}
# Methods and attributes are described where they stand, not in a table besides.
numpydoc_show_class_members = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"vnnews {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
pygments_style = "friendly"
pygments_dark_style = "github-dark"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


ROOM_OF = {name: room for room in vnnews._ROOMS for name in import_module(f"vnnews.{room}").__all__}


def resolve(app: Sphinx, docname: str, name: str, text: nodes.Element) -> nodes.Element | None:
    """Return a link to a public name, with ``vnnews.`` before it or nothing, or to an attribute of one."""
    path = name.removeprefix("vnnews.").split(".")
    if path[0] in ROOM_OF:
        path.insert(0, ROOM_OF[path[0]])
    full = ".".join(("vnnews", *path))
    # An attribute that is described among those of its class has no place of its own.
    for target in (full, full.rpartition(".")[0] if len(path) > 2 else full):
        node = pending_xref("", **{"py:module": None, "py:class": None, "refspecific": False})
        if found := app.env.get_domain("py").resolve_xref(app.env, docname, app.builder, "obj", target, node, text):
            return found
    return None


def link_to_room(app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.Element) -> nodes.Element | None:
    """Find the room of a name that a docstring of another room refers to."""
    return resolve(app, node["refdoc"], node.get("reftarget", ""), text)


def link_code(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make links of the public names that stand as code in a guide, which is plain Markdown."""
    if docname.startswith("guides/"):
        for literal in list(doctree.findall(nodes.literal)):
            if not isinstance(literal.parent, nodes.reference):
                copy = literal.deepcopy()
                if link := resolve(app, docname, literal.astext().removesuffix("()"), copy):
                    literal.replace_self(link)


def is_foreign(app: Sphinx, what: str, name: str, member: object, *_: object) -> bool | None:
    """Leave out what scikit-learn's base classes bring: its own site describes it."""
    return True if str(getattr(member, "__module__", "")).startswith("sklearn.") else None


def setup(app: Sphinx) -> None:
    """Register what is this site's own."""
    app.connect("missing-reference", link_to_room)
    app.connect("doctree-resolved", link_code)
    app.connect("autodoc-skip-member", is_foreign)
