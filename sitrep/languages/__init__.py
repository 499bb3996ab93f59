"""The languages of readers: the one place where words, numbers and days become those of one of them."""

from sitrep.languages.speaking import (
    ENGLISH as ENGLISH,
    ISOLATED as ISOLATED,
    SpokenLanguage as SpokenLanguage,
    comma as comma,
    is_turned as is_turned,
    isolated as isolated,
    message as message,
    say as say,
    say_and as say_and,
    say_day as say_day,
    say_list as say_list,
    say_number as say_number,
    say_of as say_of,
    say_several as say_several,
    say_short as say_short,
    semicolon as semicolon,
    speaking as speaking,
    spoken as spoken,
)
