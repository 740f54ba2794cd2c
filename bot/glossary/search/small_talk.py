"""Messages that ask for no term: a greeting, thanks, an answer to an answer, a lone emoji."""

from __future__ import annotations

import re

from bot.glossary.normalize import trim
from bot.glossary.search.asides import is_emoji, without_emoji, without_people

# Nobody greets at greater length; a longer text is a message that may ask something.
_LONGEST = 120

# Written without apostrophes, which `_plain` takes out.
_THANKS = (
    r"(?:(?:many|big|huge|ok) )?(?:thanks|thank (?:you|u)|thanx|thx|thnx|tnx|ty|tysm|tyvm|cheers)",
    r"(?:i |we )?(?:really )?appreciate (?:it|that|this|you)|(?:much |very )?appreciated",
)
_GREETINGS = (
    r"(?:hi|hello|hey|heya|hiya|howdy|yo|greetings|welcome)",
    r"(?:good )?(?:morning|afternoon|evening)|good (?:day|night|bot|job|work|one)",
    r"(?:bye|goodbye|see (?:you|ya)|cya|later|take care)",
    r"have a (?:good|great|nice|lovely) (?:day|one|evening|weekend|week|night)",
    r"how (?:are|r) (?:you|u)(?: doing)?|hows it going|whats up|nice to meet you",
    r"(?:youre|you are) (?:welcome|great|awesome|amazing|the best)|no (?:problem|worries)",
)
_REPLIES = (
    r"(?:ok|okay|kk|yes|yeah|yep|yup|no|nope|sure|right|alright|all right|of course|fine|done)",
    r"(?:great|cool|perfect|nice|awesome|amazing|excellent|fantastic|brilliant|wonderful|lovely)",
    r"(?:super|good|great|nice) (?:job|work|stuff|answer|one)|super|good",
    r"i (?:see|understand)|(?:i )?(?:got it|gotcha|understood|love (?:it|this|that))|makes sense",
    r"(?:that|this|it)(?: (?:really|also))? (?:helps|helped|works|worked|makes sense)",
    r"(?:(?:that|this|it)(?:s| is| was) )?(?:(?:very|really|so|super) )?(?:helpful|useful)",
    r"(?:thats|that is|this is|its) (?:great|good|perfect|clear|fine|nice|cool)|well done",
    r"(?:lol|haha|hehe|wow|oh|ah|aha|hm+|sorry|my bad|oops|please|pls|plz|never ?mind|nvm)",
)
_CALLS = (
    r"help(?: me)?|(?:are )?you there|who are you|what (?:can|do) you do",
    r"how (?:do you|does (?:this|it)) work",
)
# These only follow one of the others.
_TAILS = (
    r"(?:there|you|u|all|everyone|everybody|team|folks|guys|bot|friend|mate|again|today|anyway)",
    r"(?:so |very )?much|(?:a )?(?:lot|lots|ton|tons|million|bunch)|in advance|and|but|so",
    r"for (?:that|this|all|everything|explaining|helping|answering|clarifying)",
    r"for (?:the|your|all the) (?:quick |great )?(?:help|answer|info|reply|explanation|definition)",
)
_OPENINGS = "|".join((*_THANKS, *_GREETINGS, *_REPLIES, *_CALLS))
_SMALL_TALK = re.compile(rf"(?:{_OPENINGS})(?: (?:{'|'.join(_TAILS)}|{_OPENINGS}))*")

_SMILEY = re.compile(r"[:;=]-?[()DPp]|<3")
_SIGNS = re.compile(r"[\W_]+")


def is_small_talk(text: str) -> bool:
    """Tell whether the text asks for no term, as "hi there", "ok great, thx" or a lone emoji does.

    An empty text asks for none either. A term may be called so all the same: look for it first.
    """
    if is_emoji(text):
        return True
    words = _plain(text)
    if len(words) > _LONGEST:
        return False
    return not words or bool(_SMALL_TALK.fullmatch(words))


def _plain(text: str) -> str:
    """Return the words alone, in small letters: no people, emoji, smileys or marks."""
    asked = _SMILEY.sub(" ", without_emoji(without_people(text)))
    return _SIGNS.sub(" ", trim(asked).replace("'", "")).strip().lower()
