"""Measures Anki's own backend on many cards, as `cargo bench --bench reach` measures ours.

Started by `scripts/anki-reach`. A tenth of the cards is new, a twentieth due, the others come
later; each figure is the median of some runs in processes of their own, but that of the answers.
Without a number of cards it measures PyPI's `fsrs`. With `first FILE` it is the process that opens a collection and takes its first card.
"""
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing

STARTS = 7
ANSWERS = 1000


def first(path):
    began = time.perf_counter()
    from anki.collection import Collection

    imported = time.perf_counter()
    col = Collection(path)
    opened = time.perf_counter()
    queued = col.sched.get_queued_cards(fetch_limit=1)
    assert queued.cards
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = [imported - began, opened - imported, done - opened]
    print(json.dumps([*(1000 * seconds for seconds in times), peak]))
    col.close()


def make(path, count):
    from anki.collection import AddNoteRequest, Collection

    col = Collection(path)
    col.set_config("fsrs", True)
    conf = col.decks.get_config(1)
    conf["rev"]["perDay"] = 9999
    conf["new"]["perDay"] = 20
    col.decks.update_config(conf)
    kind = col.models.by_name("Basic")
    requests = []
    for number in range(count):
        note = col.new_note(kind)
        note["Front"] = f"生产力与生产关系 {number}"
        note["Back"] = "新质生产力"
        requests.append(AddNoteRequest(note=note, deck_id=1))
    for start in range(0, count, 10_000):
        col.add_notes(requests[start : start + 10_000])
    today = col.sched.today
    col.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        cards = [row[0] for row in raw.execute("SELECT id FROM cards ORDER BY id")]
        rows = []
        for number, card in enumerate(cards):
            if number % 10 == 0:
                continue
            due = number % 20 == 1
            interval = 1 + number * 7919 % 400
            late = number % 10 if due else -(1 + number % interval)
            last = int(time.time()) - (interval + late) * 86400
            data = json.dumps({"s": float(interval), "d": 5.0, "dr": 0.9, "lrt": last})
            rows.append((today - late, interval, data, card))
        raw.executemany(
            "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, data = ?, factor = 2500,"
            " reps = 10 WHERE id = ?",
            rows,
        )


def answers(path):
    from anki.collection import Collection
    from anki.scheduler_pb2 import CardAnswer

    ratings = [CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY]
    col = Collection(path)
    times = []
    queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
    for number in range(min(ANSWERS, col.card_count() // 25)):
        card = col.get_card(queued.card.id)
        card.start_timer()
        began = time.perf_counter()
        rating = ratings[number % 4]
        answer = col.sched.build_answer(card=card, states=queued.states, rating=rating)
        col.sched.answer_card(answer)
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        times.append(1000 * (time.perf_counter() - began))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    col.close()
    return times, peak


def measure(count):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "c.anki2")
        make(path, count)
        command = [sys.executable, __file__, "first", path]
        starts = [json.loads(subprocess.check_output(command)) for _ in range(STARTS)]
        imported, opened, queue, peak = map(statistics.median, zip(*starts))
        print(f"{count} cards in Anki")
        print(f"  module import {imported:.0f} ms, open {opened:.1f} ms, queue {queue:.1f} ms, peak {peak:.0f} MiB")
        times, peak = answers(path)
        times.sort()
        median, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"  answer and next {median:.3f} ms, p99 {p99:.2f} ms ({len(times)} answers), peak {peak:.0f} MiB")


def states():
    """How many states a second PyPI's `fsrs` gives."""
    from datetime import datetime, timedelta, timezone
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler()
    cards = [Card() for _ in range(1000)]
    ratings = [Rating.Again, Rating.Hard] + [Rating.Good] * 7 + [Rating.Easy]
    now, count = datetime(2026, 1, 1, tzinfo=timezone.utc), 200_000
    began = time.perf_counter()
    for number in range(count):
        place = number % 1000
        when = now + timedelta(days=3 * (number // 1000))
        cards[place], _ = scheduler.review_card(cards[place], ratings[number * 7 % 10], when)
    print(f"fsrs of PyPI: {count / (time.perf_counter() - began):.0f} states a second")


if sys.argv[1:2] == ["first"]:
    first(sys.argv[2])
elif sys.argv[1:]:
    for count in map(int, sys.argv[1:]):
        measure(count)
else:
    states()
