"""措辞: what each code says to people, in Chinese and English side by side.

Knows sentences and names. Never knows anything else: who reads them, on what page, in what table.
Doors: `say(code or refusal or doubt or check, lang, **facts)`, `label(member, lang)`, `colour(member)`, `choice(key, word, lang)`, `asked(move, key, lang)`, `hint(move, need, lang)`, `day(date, lang)`, `sentences()`.
"""

from xiaohao.wording.labels import CHOICES, asked, choice, colour, hint, label
from xiaohao.wording.sentences import day, say, sentences

__all__ = ["CHOICES", "asked", "choice", "colour", "day", "hint", "label", "say", "sentences"]
