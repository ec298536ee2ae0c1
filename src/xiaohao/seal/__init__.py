"""封存: what makes a record checkable.

Knows canonical form, digests, salts and the chain that links records. Never knows what a record is about, nor where it is kept.
Doors: `canonical`, `digest`, `salted`, `new_salt`, `link`, `walk`, `Break`.
"""

from xiaohao.seal.chain import Break, link, walk
from xiaohao.seal.form import canonical, digest, new_salt, salted

__all__ = ["Break", "canonical", "digest", "link", "new_salt", "salted", "walk"]
