"""The currencies that a sign, a code or a word beside a number may mean."""

from collections import defaultdict
from collections.abc import Mapping, Set

from sitrep.text.language import fold
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
    "XAF XOF": "FCFA CFA",
    "CDF": "FC",
    "JPY": "¥ yen yens",
    "CNY": "¥ yuan yuans",
    "ILS": "₪ shekel shekels شيكل",
    "BHD DZD IQD JOD KWD LYD RSD TND": "dinar dinars dinares دينار",
    "AED MAD": "dirham dirhams درهم",
    "ZAR": "rand rands",
    "IRR OMR QAR SAR YER": "rial rials riyal riyals ريال",
    "INR": "₹ Rs rupee rupees",
    "LKR MUR NPR PKR SCR": "₨ Rs rupee rupees",
    "IDR": "Rp rupiah rupiahs",
    "MMK": "kyat kyats",
    "HTG": "gourde gourdes",
    "AFN": "؋ afghani afghanis",
    "BDT": "৳ Tk taka",
    "ETB": "birr",
    "KES SOS TZS UGX": "shilling shillings",
    "KES": "KSh",
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
    return name if name.isupper() or not name[-1:].isalpha() else fold(name)


CURRENCIES = _named()
CODES = sorted({code for codes in _MEANT for code in codes.split()})
SIGNS = "".join(sorted({name[-1] for name in CURRENCIES if not name[-1].isalpha()}))


def meant_by(name: str) -> frozenset[str]:
    """The codes of the currencies that a name may mean; none where it names no currency."""
    return CURRENCIES.get(_key(name), frozenset())


def plainest(names: Set[str]) -> str | None:
    """The plainest name of one currency, blank where there is none; None: they can't be names of one."""
    if names and not frozenset.intersection(*map(meant_by, names)):
        return None
    return min(sorted(names), key=lambda name: len(meant_by(name)), default="")
