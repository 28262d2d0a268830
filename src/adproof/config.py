"""From a TOML file to a Target: looks the file up, reads ${VAR} from the environment, and says in one line what is wrong."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from adproof.catalogue import did_you_mean
from adproof.secrets import Credential, expand, mask
from adproof.target import Target, is_loopback

FILE_NAME = "adproof.toml"
_IN_A_FORM = {"client_id", "client_secret"}
_CREDENTIAL_KEYS = {"authorization", "other_authorization"} | _IN_A_FORM


class ConfigError(ValueError):
    """Usage or configuration is wrong (exit status 4); the text is one line and says what to do."""


def find(start: Path) -> Path | None:
    """The nearest adproof.toml in `start` or above it."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def load(name: str | None, config: Path | None = None, environment: Mapping[str, str] = os.environ) -> Target:
    """The target called `name` in `config` or the nearest adproof.toml; `name` may also be a target file. Raises ConfigError."""
    if config is None and name is not None and (name.endswith(".toml") or Path(name).is_file()):
        config, name = Path(name), None
    file = config or find(Path.cwd())
    if file is None:
        raise ConfigError(f"there is no {FILE_NAME} here or above; name a target file (docs/testing-your-service.md shows one)")
    data = _read(file)
    name, table = _choose(file, data, name)
    return _build(file, name, table, environment)


def parse(text: str, environment: Mapping[str, str] = os.environ) -> Target:
    """The single target of a target file given as text, as `adproof serve --print-target` writes it."""
    file = Path("<text>")
    try:
        name, table = _choose(file, tomllib.loads(text), None)
    except tomllib.TOMLDecodeError as broken:
        raise ConfigError(f"the launched reference printed no valid target file: {broken}") from None
    return _build(file, name, table, environment)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as gone:
        raise ConfigError(f"{file} cannot be read: {gone.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ConfigError(f"{file} is not valid TOML: {broken}") from None


def _choose(file: Path, data: dict[str, Any], name: str | None) -> tuple[str, dict[str, Any]]:
    targets = data.get("targets")
    if targets is None:
        if name is not None and name != file.stem:
            raise ConfigError(f"{file} is a single target; it has no [targets.{name}]")
        return file.stem, data
    extra = [key for key in data if key != "targets"]
    if extra:
        raise ConfigError(f"{file}: unknown key {extra[0]!r}.{did_you_mean(extra[0], ['targets'])}")
    if not isinstance(targets, dict) or not targets:
        raise ConfigError(f"{file}: [targets] names no target")
    if name is None:
        if len(targets) > 1:
            raise ConfigError(f"{file} has several targets ({', '.join(targets)}); say which one")
        name = next(iter(targets))
    if name not in targets:
        raise ConfigError(f"{file} has no target {name!r}.{did_you_mean(name, targets)}")
    if not isinstance(targets[name], dict):
        raise ConfigError(f"{file}: targets.{name} is no table")
    return name, targets[name]


def _build(file: Path, name: str, table: dict[str, Any], environment: Mapping[str, str]) -> Target:
    expanded = _Expansion(file, f"targets.{name}", environment).of(table)
    try:
        target = Target.model_validate({"name": name, **expanded})
    except ValidationError as wrong:
        raise ConfigError(f"{file}: {_first(wrong, f'targets.{name}')}") from None
    if not target.contracts:
        raise ConfigError(f"{file}: targets.{name} claims no contract; add [targets.{name}.search], .user_ads or .creation")
    return target


class _Expansion:
    """Replaces ${VAR} everywhere in a table, and turns credential keys into Credential values."""

    def __init__(self, file: Path, name: str, environment: Mapping[str, str]) -> None:
        self.file, self.name, self.environment = file, name, environment

    def of(self, table: dict[str, Any], path: tuple[str, ...] = ()) -> dict[str, Any]:
        local = is_loopback(str(table.get("base_url") or table.get("url") or ""))
        return {key: self._value(value, (*path, key), local) for key, value in table.items()}

    def _value(self, value: Any, path: tuple[str, ...], local: bool) -> Any:
        if path[-1] in _CREDENTIAL_KEYS and len(path) > 1:
            return self._credential(value, path, local)
        if isinstance(value, dict):
            if path[-1] == "keys":
                return {key: self._credential(each, (*path, key), local) for key, each in value.items()}
            return self.of(value, path)
        return self._text(value, path)[0] if isinstance(value, str) else value

    def _text(self, value: str, path: tuple[str, ...]) -> tuple[str, dict[str, str]]:
        try:
            return expand(value, self.environment.get)
        except LookupError as missing:
            where = f"{self.file}: {self.name}.{'.'.join(path)}"
            raise ConfigError(f"{where} needs the environment variable {missing}, which is not set (or empty)") from None

    def _credential(self, value: Any, path: tuple[str, ...], local: bool) -> Any:
        where = f"{self.file}: {self.name}.{'.'.join(path)}"
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f'{where} has to be a text such as "${{TOKEN}}"')
        text, variables = self._text(value, path)
        if not variables and not local:
            raise ConfigError(f"{where} holds a literal credential; put it into an environment variable and write ${{NAME}}")
        in_a_form = path[-1] in _IN_A_FORM
        if not text.isprintable() or not (text.isascii() or in_a_form):
            raise ConfigError(f"{where} holds characters that cannot stand in a {'form' if in_a_form else 'header'}")
        name = next(iter(variables), "_".join(path).upper())
        for variable, secret in variables.items():
            mask.learn(secret, variable)
        scheme, secret = ([], text) if in_a_form else (text.split()[:-1], text.split()[-1])
        if not variables:
            mask.learn(secret, name)
        template = value if variables else " ".join([*scheme, f"${{{name}}}"])
        return Credential(name, "Authorization", template, text)


def _first(wrong: ValidationError, name: str) -> str:
    """The gravest objection in one line: an unknown key with a suggestion, before anything else."""
    errors = sorted(wrong.errors(include_input=False, include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    error = errors[0]
    where = ".".join([name, *(str(part) for part in error["loc"])])
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        return f"unknown key {where}.{did_you_mean(key, _known_keys(error['loc'][:-1]))}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{where}: {error['msg']}{more}"


def _known_keys(path: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Target
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = model.model_fields[part].annotation
            candidates = [each for each in (inner, *get_args(inner)) if isinstance(each, type) and issubclass(each, BaseModel)]
            model = candidates[0] if candidates else model
    return list(model.model_fields)
