"""Functions made for a class from its declarations: they build, fill and write its instances.

The text of each is spelled out field by field, as attrs does it, and made of the names of fields alone. It is known to
`linecache`, so that tracebacks and debuggers show its lines.
"""

import linecache
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import attrs

from sitrep.caches import MADE_FOR_CLASSES, cached
from sitrep.errors import InvalidError
from sitrep.fields.canonical import write_json, write_text
from sitrep.fields.kinds import KeptKind, Kind, remembered_by

KEPT = "kept"
"""The attribute that every class has beside what it declares."""


def _compiled(cls: type, lines: Sequence[str], scope: dict[str, Any]) -> Callable[..., Any]:
    """Return the function that these lines define for a class."""
    made: dict[str, Any] = {}
    # Nothing but names of fields is put together here.
    exec(compile("\n".join(lines), _shown_as(cls, lines), "exec"), scope, made)  # noqa: S102
    [function] = made.values()
    return function  # type: ignore[no-any-return]


def _shown_as(cls: type, lines: Sequence[str]) -> str:
    """Make lines known to `linecache`, and return the name of the file that they are shown as."""
    function = lines[0].removeprefix("def ").partition("(")[0]
    name = f"<sitrep {cls.__module__}.{cls.__qualname__}.{function}"
    # No size and no time: it is never looked for on the disk. Classes of one name may differ.
    held = (0, None, [f"{line}\n" for line in lines], name)
    names = (f"{name}>" if number == 1 else f"{name} {number}>" for number in count(1))
    return next(each for each in names if linecache.cache.setdefault(each, held) == held)


def _converter(owner: str, name: str, kind: Kind) -> Callable[[Any], Any]:
    recall, convert = remembered_by(kind).__getitem__, kind.convert

    def convert_field(given: Any) -> Any:
        try:
            return recall(given) if type(given) is str else convert(given)
        except InvalidError as error:
            raise error.under(name, root=owner) from None

    return convert_field


class _Open:
    """Takes assignments, in front of a class that doesn't."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__

    def __init_subclass__(cls, **_: Any) -> None:
        """No base is told of a class that nobody declared."""


@cached(MADE_FOR_CLASSES)
def _open_twin(cls: type) -> type:
    """A class laid out like `cls`, whose instances can be assigned to.

    An instance is filled as one of these and then made one of `cls`: docs/why.md has what that saves.
    """
    return type(cls.__name__, (_Open, cls), {"__slots__": ()})


@cached(MADE_FOR_CLASSES)
def blank_of(cls: Any) -> tuple[Callable[[], Any], Mapping[str, Callable[[Any, Any], None]]]:
    """Return a factory of instances whose fields are at their defaults, and a setter for each field.

    Whoever fills it makes it a `cls` then by setting its `__class__`; nobody else may see it before that.
    """
    twin = _open_twin(cls)
    defaults = {name: declaration.default for name, declaration in cls._declarations.items()} | {KEPT: ""}
    scope = {"_new": object.__new__, "_twin": twin} | {f"_default_{name}": each for name, each in defaults.items()}
    lines = ["def make():", "    value = _new(_twin)", *(f"    value.{name} = _default_{name}" for name in defaults)]
    make = _compiled(cls, [*lines, "    return value"], scope)
    return make, {name: getattr(twin, name).__set__ for name in defaults}


def initializer_of(cls: Any) -> Callable[..., None]:
    """Return the `__init__` of a class, spelled out field by field.

    What isn't given isn't converted, and what is given is remembered by its text.
    """
    scope: dict[str, Any] = {"_twin_of": _open_twin, "_set": object.__setattr__}
    positional: list[str] = []
    by_name: list[str] = []
    convert: list[str] = []
    fill: list[str] = []
    for field in attrs.fields(cls):
        # An argument bears the name that attrs has for it: without underscores in front.
        name, given, default = field.name, field.alias, field.default
        kind = KeptKind() if name == KEPT else cls._declarations[name].kind
        scope |= {f"_default_{name}": default, f"_convert_{name}": _converter(cls.__name__, name, kind)}
        (by_name if field.kw_only else positional).append(
            given if default is attrs.NOTHING else f"{given}=_default_{name}"
        )
        if default is attrs.NOTHING:
            convert.append(f"    {given} = _convert_{name}({given})")
        else:
            convert.append(f"    if {given} is not _default_{name}:")
            convert.append(f"        {given} = _default_{name} if {given} is None else _convert_{name}({given})")
        fill.append(f"    self.{name} = {given}")
    lines = [f"def __init__({', '.join(['self', *positional, '*', *by_name])}):", *convert]
    lines += ["    _class = self.__class__", "    _set(self, '__class__', _twin_of(_class))", *fill]
    return _compiled(cls, [*lines, "    self.__class__ = _class", "    self.__attrs_post_init__()"], scope)


def writer_of(cls: Any) -> Callable[[Any], str]:
    """Return the function that writes values of a class, spelled out member by member."""
    scope: dict[str, Any] = {"write_text": write_text, "write_json": write_json}
    lines = ["def write(value):", "    if value.kept: return write_json(value.to_json())", "    text = ''"]
    for name in sorted({*cls.beside, *cls._declarations}):
        key = f"',{write_text(name)}:'"
        if name in cls.beside:
            lines.append(f"    text += {key} + write_text(value.{name})")
            continue
        declaration = cls._declarations[name]
        scope |= {f"_write_{name}": declaration.kind.write, f"_default_{name}": declaration.default}
        differs = "None" if declaration.default is None else f"_default_{name} and held != _default_{name}"
        lines.append(f"    if (held := value.{name}) is not {differs}: text += {key} + _write_{name}(held)")
    return _compiled(cls, [*lines, "    return '{' + text[1:] + '}'"], scope)
