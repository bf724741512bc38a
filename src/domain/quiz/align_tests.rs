use super::*;
use proptest::prelude::*;

/// The plain dynamic program over all prefixes, written down as it is defined.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let both = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    both.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                }
            };
        }
    }
    table[a.len()][b.len()]
}

fn counts(steps: &[Step]) -> [usize; 4] {
    let mut counts = [0; 4];
    for step in steps {
        counts[match step {
            Step::Same(..) => 0,
            Step::Replaced(..) => 1,
            Step::Missing(_) => 2,
            Step::Extra(_) => 3,
        }] += 1;
    }
    counts
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// A sign for each step, as the marks are shown.
fn signs(wanted: &str, given: &str) -> String {
    let sign = |step: &Step| match step {
        Step::Same(..) => '=',
        Step::Replaced(..) => 'x',
        Step::Missing(_) => '-',
        Step::Extra(_) => '+',
    };
    let steps = align(&chars(wanted), &chars(given), |_, _| false);
    steps.iter().map(sign).collect()
}

/// How many runs of missing or extra ones there are.
fn runs(steps: &[Step]) -> usize {
    let kind = |step: &Step| match step {
        Step::Same(..) | Step::Replaced(..) => 0,
        Step::Missing(_) => 1,
        Step::Extra(_) => 2,
    };
    let kinds: Vec<u8> = steps.iter().map(kind).collect();
    kinds
        .chunk_by(|a, b| a == b)
        .filter(|run| run[0] > 0)
        .count()
}

/// All alignments of what is left.
fn all(wanted: &[char], given: &[char], (w, g): (usize, usize), out: &mut Vec<Vec<Step>>) {
    let from = out.len();
    let goes_on = |step: Step, at: (usize, usize), out: &mut Vec<Vec<Step>>| {
        let from = out.len();
        all(wanted, given, at, out);
        for steps in &mut out[from..] {
            steps.push(step);
        }
    };
    if w < wanted.len() && g < given.len() {
        let same = wanted[w] == given[g];
        let step = if same {
            Step::Same(w, g)
        } else {
            Step::Replaced(w, g)
        };
        goes_on(step, (w + 1, g + 1), out);
    }
    if w < wanted.len() {
        goes_on(Step::Missing(w), (w + 1, g), out);
    }
    if g < given.len() {
        goes_on(Step::Extra(g), (w, g + 1), out);
    }
    if out.len() == from {
        out.push(Vec::new());
    }
}

#[test]
fn what_was_typed_together_stays_together() {
    for (wanted, given, told) in [
        // An exact beginning is one, though its last character comes again.
        (
            "向改革要动力，向创新要活力",
            "向改革要动力",
            "======-------",
        ),
        ("向改革要动力向创新要活力", "向改革要动", "=====-------"),
        // What was left out in one piece is missing in one piece.
        ("人民的需求的水平的发展", "人民的发展", "===------=="),
        (
            "all men are created equal",
            "all men are equal",
            "============--------=====",
        ),
        // A few wrong ones stand for the first.
        ("天地玄黄宇宙洪荒", "不会", "xx------"),
        ("天地玄黄宇宙玄荒", "天他玄", "=x=-----"),
        ("甲乙丙", "乙甲丙", "-=+="),
    ] {
        assert_eq!(signs(wanted, given), told, "{wanted} {given}");
    }
}

#[test]
fn what_is_alike_stands_for_each_other() {
    let steps = align(
        &chars("新质生产力"),
        &chars("新制的生产"),
        |a, b| (*a, *b) == ('质', '制'),
    );
    assert_eq!(
        steps,
        [
            Step::Same(0, 0),
            Step::Replaced(1, 1),
            Step::Extra(2),
            Step::Same(2, 3),
            Step::Same(3, 4),
            Step::Missing(4),
        ]
    );
    assert_eq!(cost(&steps), 3);
    assert_eq!(align::<char>(&[], &[], |_, _| false), []);
}

#[test]
fn the_longest_texts_are_aligned() {
    let wanted: Vec<usize> = (0..3_000).collect();
    let given: Vec<usize> = (0..3_000)
        .filter(|n| n % 7 != 3)
        .map(|n| n + n % 5 / 4)
        .collect();
    let steps = align(&wanted, &given, |_, _| false);
    assert_eq!(
        steps
            .iter()
            .filter(|s| matches!(s, Step::Missing(_)))
            .count(),
        429
    );
}

proptest! {
    #[test]
    fn the_cost_is_the_least_and_the_steps_give_the_answer(
        wanted in "[新质生产力]{0,14}", given in "[新制生产力]{0,14}"
    ) {
        let wanted: Vec<char> = wanted.chars().collect();
        let given: Vec<char> = given.chars().collect();
        let steps = align(&wanted, &given, |_, _| false);
        prop_assert_eq!(cost(&steps), distance(&wanted, &given));
        // Applied to what was wanted, the steps give what was given, and the other way round.
        let mut made = Vec::new();
        let mut read = Vec::new();
        for step in &steps {
            match *step {
                Step::Same(w, g) => {
                    prop_assert_eq!(wanted[w], given[g]);
                    made.push(wanted[w]);
                    read.push(wanted[w]);
                }
                Step::Replaced(w, g) => {
                    prop_assert_ne!(wanted[w], given[g]);
                    made.push(given[g]);
                    read.push(wanted[w]);
                }
                Step::Missing(w) => read.push(wanted[w]),
                Step::Extra(g) => made.push(given[g]),
            }
        }
        prop_assert_eq!(&made, &given);
        prop_assert_eq!(&read, &wanted);
    }

    #[test]
    fn no_other_alignment_is_better_and_none_as_good_is_earlier(
        wanted in "[ab新质]{0,6}", given in "[ab新质]{0,6}"
    ) {
        let (wanted, given) = (chars(&wanted), chars(&given));
        let alike = |w: &char, g: &char| (*w, *g) == ('新', '质');
        let mut every = Vec::new();
        all(&wanted, &given, (0, 0), &mut every);
        for steps in &mut every {
            steps.reverse();
        }
        let worth = |steps: &Vec<Step>| {
            let [same, ..] = counts(steps);
            let alike = steps.iter().filter(|step| match step {
                Step::Replaced(w, g) => alike(&wanted[*w], &given[*g]),
                _ => false,
            });
            let worth = (cost(steps), usize::MAX - same, runs(steps));
            (worth, usize::MAX - alike.count())
        };
        // They come in order, those that begin with a pair before those that begin with a gap.
        let best = every.iter().min_by_key(|steps| worth(steps)).unwrap();
        prop_assert_eq!(&align(&wanted, &given, alike), best);
    }

    #[test]
    fn a_beginning_is_one_and_a_piece_left_out_or_put_in_is_one_run(
        wanted in "[新质生产力ab]{0,24}", from in 0usize..24, length in 0usize..24
    ) {
        let wanted = chars(&wanted);
        let from = from.min(wanted.len());
        let to = (from + length).min(wanted.len());
        let pairs = (0..from).map(|at| Step::Same(at, at));
        let left = (from..wanted.len()).map(Step::Missing);
        let told: Vec<Step> = pairs.chain(left).collect();
        prop_assert_eq!(align(&wanted, &wanted[..from], |_, _| false), told);
        let without = [&wanted[..from], &wanted[to..]].concat();
        let steps = align(&wanted, &without, |_, _| false);
        prop_assert_eq!(counts(&steps), [without.len(), 0, to - from, 0]);
        prop_assert!(runs(&steps) <= 1);
        prop_assert!(runs(&align(&without, &wanted, |_, _| false)) <= 1);
    }

    #[test]
    fn swapping_the_sides_swaps_missing_and_extra(
        wanted in "[ab新质]{0,12}", given in "[ab新质]{0,12}"
    ) {
        let wanted: Vec<char> = wanted.chars().collect();
        let given: Vec<char> = given.chars().collect();
        let [same, replaced, missing, extra] = counts(&align(&wanted, &given, |_, _| false));
        let swapped = counts(&align(&given, &wanted, |_, _| false));
        prop_assert_eq!(swapped, [same, replaced, extra, missing]);
    }
}
