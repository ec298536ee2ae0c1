"""链头的核对: signed heads against their key, the tree against its rows, the journals against what was signed. What is wrong is named, never mended."""

from __future__ import annotations

from collections.abc import Iterator

from xiaohao.ledger.heads import key, tree
from xiaohao.ledger.models import Event, SignedHead, TreeLeaf, TreeNode
from xiaohao.seal import merkle, signing


def faults() -> Iterator[str]:
    """Each thing that does not hold; a journal that was computed anew to its end is told by the heads that were signed before."""
    nodes = {(level, place): digest for level, place, digest in TreeNode.objects.values_list("level", "place", "digest")}
    yield from tree_faults(nodes)
    heads = list(SignedHead.objects.order_by("size"))
    mine = key.public() if heads else ""
    for head in heads:
        if head.key != mine:
            yield f"head {head.size}: signed with another key"
        if not signing.is_signed(head.statement, head.signature, head.key, head.algorithm):
            yield f"head {head.size}: the signature is not that of the key"
        try:
            root = merkle.root(head.size, lambda level, place: bytes.fromhex(nodes[level, place])).hex()
        except KeyError:
            root = ""
        if root != head.root:
            yield f"head {head.size}: the root is not that which was signed"
        yield from journal_faults(head)


def tree_faults(nodes: dict[tuple[int, int], str]) -> Iterator[str]:
    """Leaves against their rows, and nodes against those below them."""
    place = -1
    rows = TreeLeaf.objects.order_by("place").values_list("place", "event__digest", "evidence_id", "evidence__sha256")
    for place, (at, digest, pk, sha256) in enumerate(rows.iterator(chunk_size=5000)):
        wanted = tree.leaf_of_event(digest) if digest else tree.leaf_of_evidence(pk, sha256)
        if at != place or nodes.get((0, at)) != wanted.hex():
            yield f"leaf {at}: its row is not that which was appended"
    for (level, at), digest in nodes.items():
        if level and merkle.joined(*(bytes.fromhex(nodes.get((level - 1, 2 * at + side), "")) for side in (0, 1))).hex() != digest:
            yield f"node {level}/{at}: not that of the nodes below it"
    if place + 1 != sum(level == 0 for level, _ in nodes):
        yield "the tree has another number of leaves than rows"


def journal_faults(head: SignedHead) -> Iterator[str]:
    """The ends of the journals as they were signed."""
    for slug, (seq, digest) in head.heads.items():
        if seq and Event.objects.filter(inspection__slug=slug, seq=seq).values_list("digest", flat=True).first() != digest:
            yield f"{slug}: event {seq} is not that which was signed: the journal has been written anew, or cut"
