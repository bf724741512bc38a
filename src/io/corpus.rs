//! The documents that are part of the program: Markdown with front matter, in the binary.

/// File name and text of each shipped document.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        (
            "guide-think-tank-report.md",
            include_str!("../../corpus/guide-think-tank-report.md"),
        ),
        ("overview.md", include_str!("../../corpus/overview.md")),
        (
            "guide-study-material.md",
            include_str!("../../corpus/guide-study-material.md"),
        ),
        (
            "guide-essays.md",
            include_str!("../../corpus/guide-essays.md"),
        ),
        (
            "guide-qiushi.md",
            include_str!("../../corpus/guide-qiushi.md"),
        ),
        (
            "guide-modernization-article.md",
            include_str!("../../corpus/guide-modernization-article.md"),
        ),
    ]
    .into_iter()
}
