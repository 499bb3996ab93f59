"""Releases: names that are the same throughout one release, and can't be linked to those of another."""

import hmac
from base64 import b32decode, b32encode
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Self

from attrs import field, frozen

from sitrep.errors import refuse
from sitrep.files import read_whole, write_whole

_LEAST = 32
_MADE, _PROOF = 10, 5
_GROUP = 8


def _secret(given: bytes) -> bytes:
    if not isinstance(given, bytes) or len(given) < _LEAST:
        raise refuse("…", f"{_LEAST} bytes or more that nobody can guess", "secret", hint="Use Release.new().")
    return given


@frozen(eq=False)
class Release:
    """A release of reports, with the secret that its pseudonyms are made by.

    Who has the secret can try names against pseudonyms: keep it as long as reports are added to the release, and
    delete it then. It is shown nowhere.
    """

    secret: bytes = field(repr=False, converter=_secret)

    @classmethod
    def new(cls) -> Self:
        """Begin a release, with a secret of its own."""
        return cls(token_bytes(_LEAST))

    @classmethod
    def kept_in(cls, path: str | Path) -> Self:
        """Return the release whose secret is in a file; where there is none, a new one, which only its owner reads."""
        place = Path(path)
        if not place.exists():
            place.touch(mode=0o600, exist_ok=False)
            write_whole(place, [token_bytes(_LEAST)])
        return cls(read_whole(place))

    def token(self, what: str, content: str) -> str:
        """Return letters that stand for a content: nobody without the secret makes them, or makes out of what."""
        made = self._digest(f"{what}\n{content}", _MADE)
        letters = b32encode(made + self._proof(what, made)).decode()
        return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))

    def made(self, what: str, token: str) -> bool:
        """Tell whether a token is of this release."""
        try:
            content = b32decode(token.replace("-", ""))
        except ValueError:
            return False
        return hmac.compare_digest(content[_MADE:], self._proof(what, content[:_MADE]))

    def _proof(self, what: str, made: bytes) -> bytes:
        return self._digest(f"{what}\n{made.hex()}", _PROOF)

    def _digest(self, text: str, size: int) -> bytes:
        return hmac.digest(self.secret, text.encode(), sha256)[:size]
