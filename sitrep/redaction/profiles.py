"""Profiles: the rules of a redaction, in a small TOML file for a country or a protocol."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import field, fields, frozen

from sitrep.errors import Fault, FaultCode, Faults, InvalidError, refuse
from sitrep.fields.kinds import resembling
from sitrep.files import read_whole
from sitrep.vocabularies import Unit

_MOST = 1_000_000


def _key(table: str, rule: Callable[[Any], bool], expected: str, default: Any) -> Any:
    def obey(_profile: Any, attribute: Any, value: Any) -> None:
        if not rule(value):
            raise refuse(value, expected, attribute.name, code=FaultCode.OUT_OF_RANGE)

    return field(default=default, validator=obey, metadata={"table": table})


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda given: type(given) is int and least <= given <= most


@frozen(kw_only=True)
class Profile:
    """The rules of a redaction; `name` stands in what it makes."""

    name: str = _key("", lambda given: isinstance(given, str) and given.strip() == given != "", "a name", "default")
    kinds: bool = _key("sources", lambda given: isinstance(given, bool), "true or false", True)
    """True if a pseudonym keeps the kind of the source, such as a witness."""
    decimals: int = _key("places", _whole(-1, 6), "a whole number from -1 to 6", 1)
    """The decimals that coordinates keep; with -1 there are none: one decimal is some 11 kilometres."""
    admin_level: int = _key("places", _whole(0, 5), "a whole number from 0 to 5", 2)
    """The finest administrative level that is named; sites with coordinates are finer than any."""
    unlevelled: str = _key("places", lambda given: given in ("keep", "withhold"), "one of: keep, withhold", "keep")
    """The way of telling of places that have neither a level nor coordinates."""
    below: int = _key("counts", _whole(0, _MOST), f"a whole number from 0 to {_MOST:,}", 10)
    """Counts of people below it are suppressed; with 0 none is."""
    zeros: str = _key("counts", lambda given: given in ("show", "suppress"), "one of: show, suppress", "show")
    """The way of telling that there was nobody: as nought, or as any small count."""
    units: tuple[str, ...] = _key(
        "counts",
        lambda given: isinstance(given, tuple) and all(isinstance(each, str) for each in given),
        "a list of units",
        (Unit.PERSONS.value, Unit.HOUSEHOLDS.value, Unit.FAMILIES.value),
    )
    """The units whose small counts are suppressed."""


DEFAULT = Profile()
_KEYS: Mapping[str, Mapping[str, Any]] = {
    table: {each.name: each for each in fields(Profile) if each.metadata["table"] == table}
    for table in dict.fromkeys(each.metadata["table"] for each in fields(Profile))
}


def read_profile(path: str | Path) -> Profile:
    """Return the profile in a TOML file; raises `InvalidError` that names the file, each key at fault and its rule."""
    try:
        given = tomllib.loads(read_whole(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refuse(str(path), f"TOML: {error}", code=FaultCode.UNREADABLE).under(root=str(path)) from None
    faults, said = Faults(), {}
    for name, item in given.items():
        if isinstance(item, dict) and name in _KEYS:
            for key, value in item.items():
                said.update(_read(faults, (name, key), value, _KEYS[name]))
        else:
            said.update(_read(faults, (name,), item, _KEYS[""]))
    if "name" not in given:
        faults.append(Fault(None, "a name for the profile", ("name",), absent=True))
    if faults:
        raise InvalidError(faults, str(path))
    return Profile(**said)


def _read(faults: Faults, path: tuple[str, ...], value: Any, keys: Mapping[str, Any]) -> dict[str, Any]:
    key = path[-1]
    if key not in keys:
        known = [*keys, *filter(None, _KEYS)] if len(path) == 1 else [*keys]
        expected = f"one of the keys: {', '.join(known)}"
        faults.append(Fault(value, expected, path, resembling(key, known), code=FaultCode.UNKNOWN_FIELD))
        return {}
    value = tuple(value) if isinstance(value, list) else value
    try:
        keys[key].validator(None, keys[key], value)
    except InvalidError as error:
        faults += (Fault(each.value, each.expected, path, code=each.code) for each in error.faults)
        return {}
    return {key: value}
