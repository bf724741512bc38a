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

With `--days` the clock really goes on instead, over rollovers, changes to and from daylight saving
and journeys to other zones; `scripts/anki-clock.c` is preloaded for that. A `@` line gives the hour
at which days begin. The state's line then begins with

    at        the time in seconds, and the seconds east of UTC
    today     the study day, in days since 1970
    last      the time of the last review and the seconds east of UTC then, or -
    due       the study day of a card in review, or -

and goes on as above, from the number of the options, without the interval; the gap is - for a new
card. Behind it stands

    comes     when the card comes again: d and a study day, or s and a time in seconds
"""
import argparse
import ctypes
import os
import random
import tempfile
import time
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

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


def option_pairs(col, rng, end, out):
    """Decks with random options: their numbers, the options, and their ids."""
    pairs = []
    for number in range(0, end, 2):
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
    return pairs


def histories(col, rng, count, out):
    pairs = option_pairs(col, rng, 96, out)
    kind = col.models.by_name("Basic")
    for _ in range(count):
        number, wish, decks = rng.choice(pairs)
        note = col.new_note(kind)
        note["Front"] = "x"
        col.add_note(note, decks[0])
        history(col, rng, note.card_ids()[0], number, wish, decks, out)


# Some people forget much: only they have leeches.
WEIGHTS = [[1, 1, 6, 2], [3, 2, 4, 1], [6, 1, 5, 1]]


def answer_once(col, rng, card_id, weights, number, wish, decks):
    """Answers a card: what stood in Anki before, and what was said."""
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
    card.start_timer()
    answer = col.sched.build_answer(card=card, states=states, rating=RATINGS[grade])
    col.sched.answer_card(answer)
    return card, [number + in_review, now.split(":")[0], known], [*(text for text, _ in outcomes), chosen]


def history(col, rng, card_id, number, wish, decks, out):
    gap = 0
    weights = rng.choice(WEIGHTS)
    for _ in range(rng.randint(1, 24)):
        card, before, said = answer_once(col, rng, card_id, weights, number, wish, decks)
        print(*before, gap, card.lapses, card.ivl, *said, sep="\t", file=out)
        gap = rng.choice(GAPS)
        card = col.get_card(card_id)
        card.last_review_time -= gap * 86400
        if card.queue == -1:  # a leech: on with it
            card.queue = card.type
        if card.type == 2:
            card.due -= gap
        col.update_card(card, skip_undo_entry=True)


# Where the clock is changed in March and October, in April and September, by half an hour, never; where
# it stands beside the hour.
ZONES = [
    "America/New_York", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe",
    "America/St_Johns", "Asia/Shanghai", "Asia/Kathmandu", "Pacific/Auckland",
]
DAY = 86400
# Anki keeps times in 32 bits: they end in 2038.
LAST = 2_100_000_000


class Clock:
    """The wall clock of this process, and the zone it is in."""

    def __init__(self, rng):
        self.rng = rng
        self.library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self.library.set_clock.argtypes = [ctypes.c_longlong]

    def stand(self, now):
        self.now = now
        self.library.set_clock(now)

    def travel(self, zone):
        self.zone = ZoneInfo(zone)
        os.environ["TZ"] = zone
        time.tzset()

    def offset(self):
        local = datetime.fromtimestamp(self.now, self.zone)
        return int(local.utcoffset().total_seconds())

    def go_on(self, rollover):
        """Goes on by minutes or years, and mostly to the turn of a day or a change of the clock."""
        rng, now = self.rng, self.now + self.rng.choice([1, 10, 60, 300, 700]) * 60
        now += rng.choice(GAPS) * DAY
        kind = rng.randrange(4)
        if kind == 0:
            now = self.next_change(now)
        if kind < 3:
            local = datetime.fromtimestamp(now, self.zone)
            turn = local.replace(hour=rollover, minute=0, second=0, microsecond=0)
            now = max(self.now + 60, int(turn.timestamp()) + rng.randint(-100, 100) * 60)
        # With ANKI_TEST_MODE Anki takes the hours from two to four for earlier ones.
        while datetime.fromtimestamp(now, self.zone).hour in (2, 3):
            now += 3600
        self.stand(now)

    def next_change(self, now):
        """A day on which the clock is changed, or one beside it; the same day where it never is."""
        at = datetime.fromtimestamp(now, timezone.utc)
        offset = at.astimezone(self.zone).utcoffset()
        for days in range(400):
            later = at + timedelta(days=days)
            if later.astimezone(self.zone).utcoffset() != offset:
                return int(later.timestamp()) + self.rng.randint(-2, 1) * DAY
        return now


def days(rng, count, folder, out):
    """Histories in several collections, each made in a zone of its own."""
    for place in range(12):
        rollover = rng.choice([4, 4, 0, 1, 5, 6, 23])
        print("@", rollover, sep="\t", file=out)
        clock = Clock(rng)
        clock.travel(ZONES[place % len(ZONES)])
        clock.stand(1_700_000_000 + rng.randrange(400 * DAY))
        col = Collection(os.path.join(folder, f"{place}.anki2"))
        col.set_config("fsrs", True)
        col.set_config("loadBalancerEnabled", False)
        col.set_config("rollover", rollover)
        pairs = option_pairs(col, rng, 8, out)
        kind = col.models.by_name("Basic")
        made, zone = clock.now, ZONES[place % len(ZONES)]
        first = (col.crt + clock.offset()) // DAY
        for _ in range(count // 12 + (place < count % 12)):
            clock.travel(zone)
            clock.stand(made + rng.randrange(700 * DAY))
            clock.go_on(rollover)
            reopen(col)
            number, wish, decks = rng.choice(pairs)
            note = col.new_note(kind)
            note["Front"] = "x"
            col.add_note(note, decks[0])
            dated(col, clock, first, rollover, note.card_ids()[0], (number, wish, decks), out)
        col.close()


def reopen(col):
    """Anki keeps to the end of the day that it found once: it is to look at the clock again."""
    col.close()
    col.reopen()


def dated(col, clock, first, rollover, card_id, deck, out):
    weights, last = clock.rng.choice(WEIGHTS), None
    for _ in range(clock.rng.randint(1, 24)):
        if clock.now > LAST:
            return
        today, gap = first + col.sched.today, "-"
        if last:
            gap = (col.sched.day_cutoff - last[0]) // DAY
        card, before, said = answer_once(col, clock.rng, card_id, weights, *deck)
        due = first + card.due if card.type == 2 else "-"
        now = f"{clock.now},{clock.offset()}"
        row = [now, today, "%d,%d" % last if last else "-", due, *before, gap, card.lapses, *said]
        last = (clock.now, clock.offset())
        card = col.get_card(card_id)
        on_steps_today = card.type != 2 and card.due > 1_000_000_000
        comes = f"s{card.due}" if on_steps_today else f"d{first + card.due}"
        print(*row, comes, sep="\t", file=out)
        if card.queue == -1:  # a leech: on with it
            card.queue = card.type
            col.update_card(card, skip_undo_entry=True)
        if clock.rng.randrange(12) == 0:
            clock.travel(clock.rng.choice(ZONES))
        clock.go_on(rollover)
        reopen(col)


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
    args.add_argument("--days", action="store_true")
    args.add_argument("file")
    args = args.parse_args()
    began = time.time()
    if args.days:
        with tempfile.TemporaryDirectory() as folder, open(args.file, "w", encoding="utf-8") as out:
            days(random.Random(args.seed), args.histories, folder, out)
        return
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
