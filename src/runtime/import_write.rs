//! Writes a text into the store, its blocks as they are made.

use super::import::TakeError;
use crate::domain::doc::reflow::Options;
use crate::domain::doc::{Account, Block, Conversion, Document};
use crate::domain::time::Timestamp;
use crate::io::import::child::problem::Warning;
use crate::io::import::{Beside, ImportError, Imported, import_text_as};
use crate::io::store::{ImportWriter, LostPassage, Store, StoreError};
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// The share of the work that is done when all is read.
pub(super) const READ_SHARE: f64 = 0.2;

/// A text and the file it was read from.
pub(super) struct NamedText<'a> {
    /// The file; its extension says how the text is read.
    pub(super) name: &'a Path,
    /// The text.
    pub(super) text: &'a str,
    /// BLAKE3 of the file.
    pub(super) content: [u8; 32],
    /// Where pictures may lie that it names by their paths.
    pub(super) beside: Beside,
}

/// A text that is in the store now.
pub(super) struct Stored {
    /// Its document.
    pub(super) document: Document,
    /// Notes whose passages an older version of it had and this one has not.
    pub(super) lost: Vec<LostPassage>,
    /// What was done to its lines.
    pub(super) account: Option<Account>,
    /// What a person should know of it.
    pub(super) warnings: Vec<Warning>,
}

/// Writes a text into the store, its blocks as they are made; `document` is asked when all that
/// the text says of itself is known. The conversion brings what the person decided.
pub(super) fn store_text(
    store: &mut Store,
    mut given: NamedText<'_>,
    mut conversion: Conversion,
    document: impl FnOnce(Imported) -> Document,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Stored, TakeError> {
    let length = given.text.len().max(1) as f64;
    let mut writer = store.begin_import(given.content, now)?;
    let mut beside = std::mem::take(&mut given.beside);
    let mut sink = |block: Block| {
        tell(READ_SHARE + (1.0 - READ_SHARE) * (block.start as f64 / length).min(1.0));
        write(&mut writer, &mut beside, block)
    };
    match blocks_of(&given, &conversion.options(), &mut sink) {
        Ok(imported) => {
            let report = imported.report.as_ref();
            let account = report.map(|report| Account::of(given.text, report));
            conversion.describe(account.as_ref());
            let document = document(imported);
            let lost = writer.finish(&document, &conversion, account.as_ref())?;
            Ok(Stored {
                document,
                lost,
                account,
                warnings: beside.warning().into_iter().collect(),
            })
        }
        Err(error) => {
            // The first error is the one to be told; what is left goes at a later start.
            let _ = writer.give_up();
            Err(error)
        }
    }
}

/// Writes a block with the pictures beside its file that it is the first to name.
pub(super) fn write(
    writer: &mut ImportWriter<'_>,
    beside: &mut Beside,
    mut block: Block,
) -> Result<(), StoreError> {
    beside.name(&mut block);
    for picture in beside.take() {
        writer.picture(&picture)?;
    }
    writer.push(block)
}

/// Why no more blocks are made.
enum Stop {
    /// The text cannot be taken in.
    Import(ImportError),
    /// Nobody takes them.
    NotTaken,
}

impl From<ImportError> for Stop {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

/// Makes the blocks of a text on a thread of their own, while `sink` takes those that are ready.
fn blocks_of(
    given: &NamedText<'_>,
    options: &Options,
    sink: &mut dyn FnMut(Block) -> Result<(), StoreError>,
) -> Result<Imported, TakeError> {
    /// Bytes of text that are handed over at once.
    const BATCH: usize = 256 * 1024;
    /// Batches that may wait: a text is worked on in stretches, whose blocks come all at once.
    const WAITING: usize = 9;
    let (name, text) = (given.name, given.text);
    std::thread::scope(|scope| {
        let (send, ready) = sync_channel::<Vec<Block>>(WAITING);
        let maker = scope.spawn(move || {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            let mut hand_on = |block: Block| {
                bytes += block.text.len();
                batch.push(block);
                if bytes < BATCH {
                    return Ok(());
                }
                bytes = 0;
                send.send(std::mem::take(&mut batch))
                    .map_err(|_| Stop::NotTaken)
            };
            let imported = import_text_as::<Stop>(name, text, options, &mut hand_on)?;
            send.send(batch).map_err(|_| Stop::NotTaken)?;
            Ok(imported)
        });
        let taken = ready.into_iter().flatten().try_for_each(sink);
        let made = maker
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken?;
        made.map_err(|stop| match stop {
            Stop::Import(error) => error.into(),
            // It would have been told above.
            Stop::NotTaken => ImportError::Empty {
                path: name.to_owned(),
            }
            .into(),
        })
    })
}
