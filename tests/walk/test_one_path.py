"""One notice along the whole path, as a story in eight steps."""

from __future__ import annotations

from datetime import timedelta

import make
from cast import Cast

from xiaohao.figures import counts
from xiaohao.ledger import intake, moves, proof, queries
from xiaohao.notice import Source, decode, outline, read, write
from xiaohao.publication import publish
from xiaohao.publication.models import PublishedNotice


def test_from_the_words_of_a_notice_to_a_notice_whose_figures_agree(cast: Cast) -> None:
    # 1 It is read: every character has its place.
    raw = make.notice(4).encode()
    source = decode(raw, "notice.txt")
    assert write(read(source)) == source.text

    # 2 It is proposed: a person sees what it would become; nothing has entered.
    taken = intake.propose(raw, "notice.txt", by=cast.sumin, now=make.NOW)
    assert (len(taken.proposal["items"]), taken.admitted_at) == (4, None)

    # 3 It is admitted.
    inspection = intake.admit(taken, by=cast.sumin, on=make.DAY, now=make.NOW, opening=make.opening(cast))
    first, second, third, fourth = inspection.items.order_by("position")

    # 4 Duties are given, work is done, evidence is shown, another hand checks, the number is struck off.
    day = make.DAY + timedelta(days=30)
    make.item(cast, first, at="struck_off", on=day)
    make.item(cast, second, at="verified", on=day)
    moves.make("recognise", third, by=cast.sumin, on=day, now=make.moment(day), given={"completion": "long_term", "reason": "长期坚持"})

    # 5 The figures of the day are counted from rows.
    inspection.refresh_from_db()
    tally = queries.tally(inspection, day)
    assert [len(tally.completion(name)) for name in ("completed", "substantially_completed", "long_term", "not_completed")] == [2, 0, 1, 1]

    # 6 A notice is composed, its figures agree, another hand approves, it goes out.
    now = make.moment(day, 3)
    draft = publish.draft(inspection, day, by=cast.sumin, now=now)
    assert not [one for one in publish.marked(draft) if one.is_open]
    publish.move("check", draft, by=cast.sumin, now=now)
    publish.move("approve", draft, by=cast.lin, now=now)
    published = publish.move("publish", draft, by=cast.sumin, now=now)
    assert isinstance(published, PublishedNotice)

    # 7 Our own reader reads it back: the same tree, the same counts.
    again = read(Source("notice.txt", published.text))
    assert [one["number"] for one in outline(again)["items"]] == ["1", "2", "3", "4"]
    assert [one["completion"] for one in outline(again)["items"]] == ["completed", "completed", "long_term", "not_completed"]
    assert [int(count.value) for count in counts(again)] == [one["value"] for one in published.counts] == [4, 2, 0, 1, 1]

    # 8 What happens later changes neither the notice nor the figures of its day.
    make.item(cast, fourth, at="struck_off", on=day + timedelta(days=9))
    inspection.refresh_from_db()
    assert len(queries.tally(inspection, day).completion("completed")) == 2
    assert len(queries.tally(inspection, day, published.seq).completion("completed")) == 2
    published.refresh_from_db()
    assert published.counts[1]["items"] == [first.address, second.address]
    assert list(proof.replay_faults(inspection)) == []
    assert proof.chain_break(inspection) is None
