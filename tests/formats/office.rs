//! What `LibreOffice` made of the text that the fixtures made in code have: `scripts/office-fixtures`
//! makes the files anew.

use super::parse;
use super::same::{Part, from_markdown, parts};
use std::fmt::Write;
use wengu::domain::doc::{Block, BlockKind};
use wengu::io::import::child::Format;

const HEAD: &str = "<?xml version='1.0' encoding='UTF-8'?>\
<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' office:version='1.2' office:mimetype='application/vnd.oasis.opendocument.text'>\
<office:styles><style:default-style style:family='paragraph'><style:text-properties fo:font-size='10.5pt' style:font-size-asian='10.5pt'/></style:default-style>\
<style:style style:name='Standard' style:family='paragraph'/><style:style style:name='Heading_20_1' style:family='paragraph' style:default-outline-level='1'>\
<style:text-properties fo:font-size='16pt' style:font-size-asian='16pt'/></style:style><style:style style:name='Heading_20_2' style:family='paragraph' style:default-outline-level='2'>\
<style:text-properties fo:font-size='13pt' style:font-size-asian='13pt'/></style:style><style:style style:name='Quotations' style:family='paragraph'>\
<style:paragraph-properties fo:margin-left='30pt'/></style:style><style:style style:name='Footnote' style:family='paragraph'><style:paragraph-properties fo:margin-left='14pt' fo:text-indent='-14pt'/>\
<style:text-properties fo:font-size='9pt' style:font-size-asian='9pt'/></style:style></office:styles><office:automatic-styles>\
<style:style style:name='W' style:family='table-column'><style:table-column-properties style:column-width='14cm'/></style:style>\
<style:style style:name='R' style:family='table-cell'><style:table-cell-properties fo:border='0.5pt solid #000000'/></style:style>\
<style:style style:name='S' style:family='table-column'><style:table-column-properties style:column-width='1.5cm'/></style:style><text:list-style style:name='N'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'>\
<style:list-level-properties text:list-level-position-and-space-mode='label-alignment'><style:list-level-label-alignment text:label-followed-by='listtab' \
text:list-tab-stop-position='36pt' fo:text-indent='-18pt' fo:margin-left='36pt'/></style:list-level-properties></text:list-level-style-number></text:list-style>\
<text:list-style style:name='B'><text:list-level-style-bullet text:level='1' text:bullet-char='•'><style:list-level-properties \
text:list-level-position-and-space-mode='label-alignment'><style:list-level-label-alignment text:label-followed-by='listtab' \
text:list-tab-stop-position='36pt' fo:text-indent='-18pt' fo:margin-left='36pt'/></style:list-level-properties></text:list-level-style-bullet></text:list-style>\
</office:automatic-styles><office:body><office:text>";

/// The text as a flat file of `LibreOffice` Writer.
fn flat(parts: &[Part]) -> String {
    let mut out = HEAD.to_owned();
    let mut note = 0;
    let mut tables = 0;
    for part in parts {
        match part {
            Part::Heading(level, text) => write!(
                out,
                "<text:h text:style-name='Heading_20_{level}' text:outline-level='{level}'>{text}</text:h>"
            )
            .unwrap(),
            Part::Paragraph(text) => write!(out, "<text:p>{text}</text:p>").unwrap(),
            Part::Noted(text, words) => {
                note += 1;
                write!(
                    out,
                    "<text:p>{text}<text:note text:note-class='footnote' text:id='n{note}'><text:note-citation>{note}</text:note-citation>\
                     <text:note-body><text:p text:style-name='Footnote'>{words}</text:p></text:note-body></text:note></text:p>"
                )
                .unwrap();
            }
            Part::Quote(text) => {
                write!(out, "<text:p text:style-name='Quotations'>{text}</text:p>").unwrap();
            }
            Part::List(ordered, items) => {
                let style = if *ordered { 'N' } else { 'B' };
                let items: String = items
                    .iter()
                    .map(|item| format!("<text:list-item><text:p>{item}</text:p></text:list-item>"))
                    .collect();
                write!(out, "<text:list text:style-name='{style}'>{items}</text:list>").unwrap();
            }
            Part::Table(rows) => {
                // Every other one has ruled lines.
                tables += 1;
                let style = if tables % 2 == 0 { " table:style-name='R'" } else { "" };
                let cell = |cell: &String| {
                    format!("<table:table-cell{style}><text:p>{cell}</text:p></table:table-cell>")
                };
                let rows: String = rows
                    .iter()
                    .map(|row| {
                        let cells: String = row.iter().map(cell).collect();
                        format!("<table:table-row>{cells}</table:table-row>")
                    })
                    .collect();
                write!(
                    out,
                    "<table:table><table:table-column table:style-name='S'/><table:table-column table:style-name='W'/><table:table-column table:style-name='S'/>{rows}</table:table>"
                )
                .unwrap();
            }
        }
    }
    out + "</office:text></office:body></office:document>"
}

#[test]
#[ignore = "run by scripts/office-fixtures"]
fn the_source_for_libreoffice_is_written() {
    let folder = std::path::PathBuf::from(std::env::var("WENGU_OFFICE_SOURCE").unwrap());
    // LibreOffice knows its own files by double quotation marks.
    let source = |parts: &[Part]| flat(parts).replace('\'', "\"");
    std::fs::write(folder.join("office.fodt"), source(&parts())).unwrap();
}

/// The share of the wanted blocks that are found in their order.
fn share(wanted: &[String], found: &[String]) -> f64 {
    let mut row = vec![0_usize; found.len() + 1];
    for want in wanted {
        let mut corner = 0;
        for (index, have) in found.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if want == have {
                corner + 1
            } else {
                above.max(row[index])
            };
            corner = above;
        }
    }
    row[found.len()] as f64 / wanted.len().max(found.len()) as f64
}

fn with_kinds(blocks: &[Block]) -> Vec<String> {
    let shown = blocks.iter().map(|b| format!("{:?} {}", b.kind, b.text));
    shown.collect()
}

#[test]
fn a_document_of_libreoffice_gives_the_blocks_of_markdown() {
    let wanted = with_kinds(&from_markdown(&parts()));
    let parsed = parse(Format::Docx, include_bytes!("office/office.docx")).unwrap();
    let found = with_kinds(&parsed.blocks);
    let share = share(&wanted, &found);
    assert!(share >= 0.99, "{share}");
}

/// A page does not say which of its lines are a quotation.
fn in_print(blocks: &[Block]) -> Vec<String> {
    let kind = |kind: BlockKind| match kind {
        BlockKind::Quote => BlockKind::Paragraph,
        kind => kind,
    };
    let shown = blocks.iter();
    let shown = shown.map(|b| format!("{:?} {}", kind(b.kind), b.text));
    shown.collect()
}

#[test]
fn a_pdf_of_libreoffice_gives_the_blocks_of_markdown() {
    let parsed = parse(Format::Pdf, include_bytes!("office/office.pdf")).unwrap();
    let wanted = in_print(&from_markdown(&parts()));
    let found = in_print(&parsed.blocks);
    let share = share(&wanted, &found);
    assert!(share >= 0.99, "{share}");
    assert!(parsed.pages.len() > 5, "{:?}", parsed.pages.len());
}
