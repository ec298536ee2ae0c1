"""封存: what makes a record checkable.

Knows canonical form, digests, salts, the chain that links records, the tree over them, signatures, and bundles that prove themselves. Never knows
what a record is about, nor where it is kept. Doors: `canonical`, `digest`, `salted`, `new_salt`, `link`, `walk`, `Break`; those that need
cryptography by their modules: `seal.merkle`, `seal.signing`, `seal.bundle`.
"""

from xiaohao.seal.chain import Break, link, walk
from xiaohao.seal.form import canonical, digest, new_salt, salted

__all__ = ["Break", "canonical", "digest", "link", "new_salt", "salted", "walk"]
