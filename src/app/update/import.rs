//! What the answers of an import lead to.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::notice::Notice;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::screen::Screen;
use crate::app::screen::library::Library;
use crate::domain::id::DocId;

pub(super) fn on_import(model: &mut Model, answer: Msg) -> Vec<Effect> {
    // Nothing was said and no key was pressed since it began.
    let waits = matches!(model.notice, Some(Notice::Importing(..)));
    match answer {
        Msg::ImportGoesOn(path, percent) => {
            if waits || model.notice.is_none() {
                model.notice = Some(Notice::Importing(path, Some(percent)));
            }
            Vec::new()
        }
        Msg::Imported { id, told, open } => {
            model.notice = Some(told);
            await_document(model, Some(&id));
            // Who reads, reviews or types by now is not torn away from it.
            let free = matches!(
                model.screen(),
                None | Some(Screen::Library(_) | Screen::Today(_))
            );
            if open && free && model.prompt.is_none() {
                vec![Effect::OpenDocument(id)]
            } else {
                vec![Effect::LoadShelf]
            }
        }
        Msg::ImportedMany(first, sum) => {
            model.notice = Some(Notice::ImportedMany(sum));
            await_document(model, first.as_ref());
            vec![Effect::LoadShelf]
        }
        Msg::ImportFailed { path, failure } => {
            model.notice = Some(Notice::Failed(failure));
            libraries(model).for_each(|library| library.keep_typed(&path));
            if waits && model.prompt.is_none() && matches!(model.screen(), Some(Screen::Library(_)))
            {
                model.prompt = Some(Prompt::new(Purpose::ImportPath, path));
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn await_document(model: &mut Model, id: Option<&DocId>) {
    if let Some(id) = id {
        libraries(model).for_each(|library| library.await_document(id.clone()));
    }
}

fn libraries(model: &mut Model) -> impl Iterator<Item = &mut Library> {
    model.screens.iter_mut().filter_map(|screen| match screen {
        Screen::Library(library) => Some(library),
        _ => None,
    })
}
