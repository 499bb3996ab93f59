"""The currencies that a sign, a code or a word beside a number may mean."""

import re
from collections import defaultdict
from collections.abc import Mapping

from sitrep.text.number_words import fold
from sitrep.vocabularies import Unit

# Signs as in the Unicode CLDR (narrow ones, English), codes as in ISO 4217. What isn't here may mean any currency: rare
# ones, and words that mean other things too, such as won, real, or the French for a book.
_MEANT = {
    "USD CAD AUD NZD HKD SGD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD": (
        "$ dollar dollars dólar dólares دولار"
    ),
    "ARS CLP COP CUP DOP MXN UYU": "$ peso pesos",
    "PHP": "₱ peso pesos",
    "USD": "US$",
    "CAD": "C$ CA$",
    "AUD": "A$ AU$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "TWD": "NT$",
    "NIO": "C$",
    "BRL": "R$",
    "EUR": "€ euro euros يورو",
    "GBP EGP LBP SDG SSP SYP FKP GIP SHP": "£ pound pounds جنيه",
    "LBP SYP TRY": "lira liras ليرة",
    "TRY": "₺",
    "CHF XAF XOF XPF BIF CDF DJF GNF KMF RWF": "franc francs francos فرنك",
    "JPY": "¥ yen yens",
    "CNY": "¥ yuan yuans",
    "ILS": "₪ shekel shekels شيكل",
    "BHD DZD IQD JOD KWD LYD RSD TND": "dinar dinars dinares دينار",
    "AED MAD": "dirham dirhams درهم",
    "ZAR": "rand rands",
    "IRR OMR QAR SAR YER": "rial rials riyal riyals ريال",
    "INR": "₹ rupee rupees",
    "LKR MUR NPR PKR SCR": "₨ rupee rupees",
    "AFN": "؋ afghani afghanis",
    "BDT": "৳ taka",
    "ETB": "birr",
    "KES SOS TZS UGX": "shilling shillings",
    "NGN": "₦ naira",
    "UAH": "₴ hryvnia hryvnias",
    "RUB BYN": "₽ rouble roubles ruble rubles",
    "DKK NOK SEK ISK": "krone kroner krona kronor",
}


def _named() -> Mapping[str, frozenset[str]]:
    """Every name with the codes that it may mean."""
    found = defaultdict[str, set[str]](set)
    for codes, names in _MEANT.items():
        for code in codes.split():
            found[code].add(code)
            for name in names.split():
                found[_key(name)].add(code)
    for unit in Unit:
        if unit.isupper():
            # "US dollars" are plainer than "dollars".
            found[_key(unit.label)].add(unit.value)
    return {name: frozenset(codes) for name, codes in found.items()}


def _key(name: str) -> str:
    # Codes and signs are as they are; "usd" and "top" are no currencies.
    return name if name.isupper() or not name[-1].isalpha() else fold(name)


CURRENCIES = _named()
CODES = sorted({code for codes in _MEANT for code in codes.split()})
SIGNS = "".join(sorted({name[-1] for name in CURRENCIES if not name[-1].isalpha()}))

_SIGN_OR_CODE = rf"[A-Z]{{0,3}}[{re.escape(SIGNS)}]|[A-Z]{{3}}\b"
_BEFORE = re.compile(rf"(?<!\w)({_SIGN_OR_CODE})\s?$")
_FARTHEST = 5
"""Where the longest sign with letters before it, and a space after it, begins."""
# What is followed by digits belongs to those.
_AFTER = re.compile(rf"\s?\(?({_SIGN_OR_CODE})(?!\s?\d)")
_WORDS = re.compile(r"\s(?:de |d['’])?((?:[^\W\d_]\.)+|[^\W\d_]+)(?:\s([^\W\d_]+))?")


def currency_at(text: str, start: int, end: int) -> str:
    """The words that name a currency directly at the number from `start` to `end`; blank where none do."""
    for found in (_BEFORE.search(text, max(0, start - _FARTHEST), start), _AFTER.match(text, end)):
        # What isn't known of a sign may be said before it: "S$" is some dollar.
        for name in (found[1], found[1][-1]) if found else ():
            if name in CURRENCIES:
                return name
    words = _WORDS.match(text, end)
    # "US dollars", "U.S. dollars", "dollars", "Canadian dollars"
    said = [" ".join(filter(None, words.groups())).replace(".", ""), words[1], words[2] or ""] if words else []
    return next((each for each in said if each and not each.isupper() and _key(each) in CURRENCIES), "")


def meant_by(name: str) -> frozenset[str]:
    """The codes of the currencies that a name may mean."""
    return CURRENCIES[_key(name)]
