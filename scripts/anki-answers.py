"""Writes what Anki's own backend answers to random histories, one line a state.

Started by `scripts/anki-compare`, which installs what it needs. Fuzz and load balancing are off, so
that each answer is one number. Time passes by moving the card's last review back: Anki asks the
clock itself. A line stands alone; its columns, divided by tabs, are

    options   number of a `#` line: learning steps and relearning steps in seconds, desired
              retention, maximum interval in days, lapses of a leech
    state     n, l, v or r (new, learning, review, relearning) and the index of the step
    memory    stability and difficulty as Anki keeps them (four and three decimals), or -
    gap       days since the last review
    lapses    so far
    interval  of a card in review: the days from its last review to the next
    outcomes  of Again, Hard, Good and Easy: a state as above, `:`, seconds or days, `!` for a leech
    chosen    the grade that was given, and the memory behind it with all its digits
"""
import argparse
import os
import random
import tempfile
import time

os.environ["ANKI_TEST_MODE"] = "1"  # no fuzz
from anki.collection import Collection  # noqa: E402
from anki.scheduler_pb2 import CardAnswer  # noqa: E402

NAMES = ["again", "hard", "good", "easy"]
RATINGS = [CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY]
STEPS = [[], [60], [600], [60, 600], [60, 600, 86400], [30, 90, 3600], [86400], [43200, 86400]]
GAPS = [0, 0, 0, 1, 1, 2, 3, 5, 9, 17, 40, 90, 200, 400, 1500, 4000]


def options(rng):
    return {
        "learning": rng.choice(STEPS),
        "relearning": rng.choice(STEPS),
        "retention": rng.choice([0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97]),
        "maximum": rng.choice([36500, 36500, 36500, 365, 30, 4]),
        "leech": rng.choice([8, 8, 4, 3]),
    }


def deck_of(col, number, wish):
    conf = col.decks.add_config(f"options {number}")
    conf["new"]["delays"] = [s / 60 for s in wish["learning"]]
    conf["lapse"]["delays"] = [s / 60 for s in wish["relearning"]]
    conf["lapse"]["leechFails"] = wish["leech"]
    conf["rev"]["maxIvl"] = wish["maximum"]
    conf["desiredRetention"] = wish["retention"]
    col.decks.update_config(conf)
    deck = col.decks.get(col.decks.id(f"deck {number}"))
    deck["conf"] = conf["id"]
    col.decks.save(deck)
    return deck["id"]


def step(steps, remaining):
    return max(0, min(len(steps) - remaining, len(steps) - 1))


def outcome(state, wish):
    """A state as text, and its memory."""
    kind = state.normal.WhichOneof("kind")
    normal = getattr(state.normal, kind)
    if kind == "new":
        return "n", None
    if kind == "learning":
        text = f"l{step(wish['learning'], normal.remaining_steps)}:{normal.scheduled_secs}"
        return text, normal.memory_state
    if kind == "relearning":
        learning = normal.learning
        text = f"r{step(wish['relearning'], learning.remaining_steps)}:{learning.scheduled_secs}"
        return text + "!" * normal.review.leeched, learning.memory_state
    return f"v:{normal.scheduled_days}" + "!" * normal.leeched, normal.memory_state


def histories(col, rng, count, out):
    pairs = []
    for number in range(0, 96, 2):
        wish = options(rng)
        # Anki stops at Easy on the steps where Good has the maximum interval already: a card
        # meets the maximum in review alone.
        free = dict(wish, maximum=36500)
        decks = [deck_of(col, number, free), deck_of(col, number + 1, wish)]
        pairs.append((number, wish, decks))
        for number, wish in [(number, free), (number + 1, wish)]:
            steps = [",".join(map(str, wish[name])) or "-" for name in ("learning", "relearning")]
            rest = [wish["retention"], wish["maximum"], wish["leech"]]
            print("#", number, *steps, *rest, sep="\t", file=out)
    kind = col.models.by_name("Basic")
    for _ in range(count):
        number, wish, decks = rng.choice(pairs)
        note = col.new_note(kind)
        note["Front"] = "x"
        col.add_note(note, decks[0])
        history(col, rng, note.card_ids()[0], number, wish, decks, out)


def history(col, rng, card_id, number, wish, decks, out):
    gap = 0
    # Some people forget much: only they have leeches.
    weights = rng.choice([[1, 1, 6, 2], [3, 2, 4, 1], [6, 1, 5, 1]])
    for _ in range(rng.randint(1, 24)):
        card = col.get_card(card_id)
        in_review = card.type == 2
        if card.did != decks[in_review]:
            card.did = decks[in_review]
            col.update_card(card, skip_undo_entry=True)
        states = col._backend.get_scheduling_states(card_id)
        now, _ = outcome(states.current, wish)
        memory = card.memory_state
        known = f"{memory.stability:.4f},{memory.difficulty:.3f}" if memory else "-"
        outcomes = [outcome(getattr(states, name), wish) for name in NAMES]
        grade = rng.choices(range(4), weights)[0]
        behind = outcomes[grade][1]
        chosen = f"{grade + 1},{behind.stability:.9g},{behind.difficulty:.9g}"
        texts = [text for text, _ in outcomes]
        row = [number + in_review, now.split(":")[0], known, gap, card.lapses, card.ivl, *texts, chosen]
        print(*row, sep="\t", file=out)
        card.start_timer()
        answer = col.sched.build_answer(card=card, states=states, rating=RATINGS[grade])
        col.sched.answer_card(answer)
        gap = rng.choice(GAPS)
        card = col.get_card(card_id)
        card.last_review_time -= gap * 86400
        if card.queue == -1:  # a leech: on with it
            card.queue = card.type
        if card.type == 2:
            card.due -= gap
        col.update_card(card, skip_undo_entry=True)


def compare_memories(path):
    """Holds the memories behind the grades beside those of PyPI's `fsrs`, where a day or more went
    by: it reckons shorter times by the second."""
    from datetime import datetime, timedelta, timezone
    from fsrs import Card, Rating, Scheduler, State

    scheduler = Scheduler(learning_steps=[], relearning_steps=[], enable_fuzzing=False)
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    compared, worst = 0, 0.0
    for line in open(path, encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if row[0] == "#" or row[2] == "-" or row[3] == "0":
            continue
        (stability, difficulty), gap = map(float, row[2].split(",")), int(row[3])
        grade, *behind = row[-1].split(",")
        card = Card(state=State.Review, stability=stability, difficulty=difficulty, due=now)
        card.last_review = now - timedelta(days=gap)
        after, _ = scheduler.review_card(card, Rating(int(grade)), now)
        for found, expected in zip((after.stability, after.difficulty), map(float, behind)):
            worst = max(worst, abs(found - expected) / expected)
        compared += 1
    print(f"{compared} memories beside those of fsrs: at most {worst:.1e} apart")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--histories", type=int, default=10_000)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("file")
    args = args.parse_args()
    began = time.time()
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "c.anki2"))
        col.set_config("fsrs", True)
        col.set_config("loadBalancerEnabled", False)
        with open(args.file, "w", encoding="utf-8") as out:
            histories(col, random.Random(args.seed), args.histories, out)
        col.close()
    print(f"{args.histories} histories in {time.time() - began:.0f} s")
    compare_memories(args.file)


main()
