"""总树: what has been written since is appended, leaf by leaf, and the root is signed. Safe to run twice, or at once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from xiaohao.ledger.heads import key
from xiaohao.ledger.models import Event, Evidence, Inspection, SignedHead, TreeLeaf, TreeNode
from xiaohao.seal import merkle, signing

BATCH = 5_000
LOCK = 7_310_264  # names the tree among PostgreSQL's advisory locks


def leaf_of_event(digest: str) -> bytes:
    """The leaf of an event."""
    return merkle.leaf(b"event\x00" + bytes.fromhex(digest))


def leaf_of_evidence(pk: int, sha256: str) -> bytes:
    """The leaf of a piece of evidence."""
    return merkle.leaf(b"evidence\x00" + str(pk).encode() + b"\x00" + bytes.fromhex(sha256))


def node(level: int, place: int) -> bytes:
    """A stored node. Raises TreeNode.DoesNotExist."""
    return bytes.fromhex(TreeNode.objects.values_list("digest", flat=True).get(level=level, place=place))


def append_and_sign(now: datetime) -> SignedHead | None:
    """Append what is not in the tree yet, and sign its root with the ends of all journals. None where there is nothing at all."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        size = append()
        if not size:
            return None
        known = SignedHead.objects.filter(size=size).first()
        if known is not None:
            return known
        heads = {slug: [seq, head] for slug, seq, head in Inspection.objects.order_by("slug").values_list("slug", "seq", "head")}
        made = SignedHead(size=size, root=merkle.root(size, node).hex(), heads=heads, signed_at=now, key=key.public(), algorithm=settings.SEAL_DIGEST)
        made.signature = signing.sign(made.statement, key.private(), made.algorithm)
        made.save()
        return made


def append() -> int:
    """Append the leaves of events and evidence that have none; the tree's size."""
    size = (TreeLeaf.objects.aggregate(last=Max("place"))["last"] or -1) + 1 if TreeLeaf.objects.exists() else 0
    while True:
        events = list(Event.objects.filter(leaf__isnull=True).order_by("id").values_list("pk", "digest")[:BATCH])
        files = list(Evidence.objects.filter(leaf__isnull=True).order_by("id").values_list("pk", "sha256")[:BATCH]) if len(events) < BATCH else []
        if not events and not files:
            return size
        leaves = [leaf_of_event(digest) for _, digest in events] + [leaf_of_evidence(pk, sha256) for pk, sha256 in files]
        fresh: dict[tuple[int, int], bytes] = {}

        def known(level: int, place: int, fresh: dict[tuple[int, int], bytes] = fresh) -> bytes:
            return fresh.get((level, place)) or node(level, place)

        for level, place, digest in merkle.whole(size, leaves, known):
            fresh[level, place] = digest
        TreeLeaf.objects.bulk_create(
            [TreeLeaf(place=size + n, event_id=pk) for n, (pk, _) in enumerate(events)]
            + [TreeLeaf(place=size + len(events) + n, evidence_id=pk) for n, (pk, _) in enumerate(files)],
            batch_size=1000,
        )
        TreeNode.objects.bulk_create((TreeNode(level=level, place=place, digest=digest.hex()) for (level, place), digest in fresh.items()), batch_size=1000)
        size += len(leaves)


def inclusion(event: Event, head: SignedHead) -> list[bytes]:
    """The proof that an event is under a signed head. Raises IndexError where it came later."""
    return merkle.inclusion(TreeLeaf.objects.get(event=event).place, head.size, node)
