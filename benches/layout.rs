//! How fast text is laid out beside the segmenter alone: `cargo bench --bench layout`.
//!
//! One thread; blocks of 64 KiB, the longest there are, at 80 cells. Chinese prose with figures and
//! Latin words, and the same with none.

// A bench that cannot set itself up has nothing to say.
#![allow(clippy::unwrap_used)]

use divan::Bencher;
use divan::counter::BytesCount;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use wengu::domain::doc::{Block, BlockKind, DocumentBuilder, LONGEST_BLOCK};
use wengu::domain::layout::{Geometry, Pager, Typography, Wide, lines};
use wengu::domain::text::Widths;

const MIXED: &str = "读书贵在有恒，一口气读完一本书、过一个月却“什么也想不起来”，等于没有读；隔几天回头看一看，\
                     旧的内容里常常能看出新的意思来——2024年，3.2%的人与AI一起读书。";
const HAN: &str = "读书贵在有恒，一口气读完一本书、过一个月却什么也想不起来，等于没有读；隔几天回头看一看，\
                   旧的内容里常常能看出新的意思来。";

fn main() {
    divan::main();
}

fn block(sentence: &str) -> Block {
    let text = sentence.repeat(LONGEST_BLOCK / sentence.len());
    let mut blocks = DocumentBuilder::new().text(BlockKind::Paragraph, &text);
    blocks.remove(0)
}

fn geometry(typography: Typography) -> Geometry {
    Geometry {
        width: 80,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Cut,
        widths: Widths::NARROW,
        typography,
    }
}

#[divan::bench(args = [("mixed", MIXED), ("han", HAN)])]
fn segmenter_alone(bencher: Bencher, (_, sentence): (&str, &str)) {
    let block = block(sentence);
    let segmenter = LineSegmenter::new_17_for_non_complex_scripts(LineBreakOptions::default());
    bencher
        .counter(BytesCount::of_str(&block.text))
        .bench_local(|| segmenter.segment_str(&block.text).count());
}

#[divan::bench(args = [("mixed", MIXED), ("han", HAN)])]
fn layout(bencher: Bencher, (_, sentence): (&str, &str)) {
    let block = block(sentence);
    bencher
        .counter(BytesCount::of_str(&block.text))
        .bench_local(|| lines(None, &block, geometry(Typography::JUSTIFIED)).len());
}

/// The first page of a block of which nothing is laid out yet.
#[divan::bench(args = [("mixed", MIXED)])]
fn first_page_of_a_long_block(bencher: Bencher, (_, sentence): (&str, &str)) {
    let blocks = [block(sentence)];
    bencher.bench_local(|| {
        let mut pager = Pager::new(geometry(Typography::JUSTIFIED));
        pager.rows(&blocks, 0, 24).len()
    });
}
