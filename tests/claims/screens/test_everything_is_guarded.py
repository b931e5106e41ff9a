"""Every callback, page, window and fragment has the last guard; one without it would end in Streamlit's error box."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
CALLBACKS = {"on_click", "on_change", "on_select", "on_dismiss"}
BY_STREAMLIT = {"ignore", "rerun"}
# They only set or delete a value of the session. The guard itself needs their module, so it cannot be used there.
WITHOUT = {("claims.screens.session", "open_dialog"), ("claims.screens.session", "close_dialog")}
# The guard draws it where a guarded drawing failed; it catches everything by itself.
OF_THE_GUARD = {("claims.screens.guard", "_wait")}


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module

    @property
    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @property
    def imports(self) -> dict[str, str]:
        """Return what each imported name is, in full."""
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }


def all_modules() -> dict[str, Module]:
    found = {}
    for path in sorted((REPOSITORY / "claims" / "screens").rglob("*.py")):
        parts = path.relative_to(REPOSITORY).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, ast.parse(path.read_text(encoding="utf-8")))
    return found


def unguarded(modules: dict[str, Module]) -> list[str]:
    """Return a line for each callback, page, window and fragment whose guard cannot be seen in the code."""
    found = []
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                wanted = [word.value for word in node.keywords if word.arg in CALLBACKS]
                if ast.unparse(node.func) == "st.Page":
                    wanted += node.args[:1]
                found += [
                    f"{module.name}:{one.lineno} {ast.unparse(one)}"
                    for one in wanted
                    if not _guarded(one, module, modules)
                ]
            elif isinstance(node, ast.FunctionDef):
                drawn = [ast.unparse(one).partition("(")[0] for one in node.decorator_list]
                if {"st.dialog", "st.fragment"} & set(drawn) and not drawn[-1].startswith("guard.drawing"):
                    found += [f"{module.name}:{node.lineno} {node.name}"] * (
                        (module.name, node.name) not in OF_THE_GUARD
                    )
    return found


def _guarded(value: ast.expr, module: Module, modules: dict[str, Module]) -> bool:
    match value:
        case ast.Constant(value=word):
            return word in BY_STREAMLIT
        case ast.IfExp(body=one, orelse=other):
            return _guarded(one, module, modules) and _guarded(other, module, modules)
        case ast.Call(func=ast.Name("partial"), args=[first, *_]):
            return _guarded(first, module, modules)
        case ast.Call(func=ast.Attribute(ast.Name("guard"), "act")):
            return True
        case ast.Name(name):
            return _function_is_guarded(module.name, name, modules)
        case ast.Attribute(ast.Name(where), name):
            return _function_is_guarded(module.imports.get(where, where), name, modules)
    return False


def _function_is_guarded(where: str, name: str, modules: dict[str, Module]) -> bool:
    module = modules.get(where)
    if module is None:
        return False
    if (where, name) in WITHOUT:
        return True
    if name not in module.functions:  # imported from where it is
        there, _, original = module.imports.get(name, "").rpartition(".")
        return bool(there) and _function_is_guarded(there, original, modules)
    marks = [ast.unparse(one) for one in module.functions[name].decorator_list]
    return any(mark == "guard.act" or mark.startswith("guard.drawing(") for mark in marks)


def test_every_callback_page_window_and_fragment_is_guarded() -> None:
    assert unguarded(all_modules()) == []


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("def f(): ...\nst.button('x', on_click=f)", 1),
        ("@guard.act\ndef f(): ...\nst.button('x', on_click=f)", 0),
        ("@guard.act\ndef f(): ...\ndef g(): ...\nst.button('x', on_click=f if a else g)", 1),
        ("st.text_input('x', on_change=lambda: 1)", 1),
        ("st.dataframe(x, on_select='rerun')", 0),
        ("st.dataframe(x, on_select=partial(f, 1))", 1),
        ("st.button('x', on_click=guard.act(call))", 0),
        ("st.button('x', on_click=elsewhere.f)", 1),
        ("def page(): ...\nst.Page(page, title='x')", 1),
        ("@guard.drawing('x')\ndef page(): ...\nst.Page(page, title='x')", 0),
        ("@st.dialog('x')\ndef f(): ...", 1),
        ("@st.dialog('x')\n@guard.drawing('x')\ndef f(): ...", 0),
        ("@guard.drawing('x')\n@st.fragment\ndef f(): ...", 1),
    ],
)
def test_a_missing_guard_is_found(text: str, finds: int) -> None:
    assert len(unguarded({"claims.screens.one": Module("claims.screens.one", ast.parse(text))})) == finds


def test_what_has_no_guard_only_touches_the_session() -> None:
    modules = all_modules()
    for where, name in WITHOUT:
        statements = [
            one
            for one in modules[where].functions[name].body
            if not isinstance(getattr(one, "value", 0), ast.Constant)
        ]
        assert [ast.unparse(one).startswith("st.session_state") for one in statements] == [True], name
