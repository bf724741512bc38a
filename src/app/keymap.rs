//! Which action a key does where. Knows the default keys and the person's own; not the terminal.

use super::action::{ACTIONS, Action, Context};
use super::key::{Key, KeyCode, KeySequence, Modifiers};

/// The person's keys for one action in one context: they take the place of its default keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// Where they work.
    pub context: Context,
    /// What they do.
    pub action: Action,
    /// The keys; none leaves the action without a key there.
    pub keys: Vec<KeySequence>,
    /// Where it is written: the line of the config file, from 1.
    pub line: usize,
}

/// A binding that could not be kept. Everything else works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeymapProblem {
    /// The line of the config file.
    pub line: usize,
    /// The context of the binding.
    pub context: Context,
    /// What was to be bound.
    pub action: Action,
    /// Why it could not be.
    pub kind: KeymapFault,
}

/// Why a binding could not be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeymapFault {
    /// The action cannot be done there.
    Elsewhere,
    /// An earlier line gives the keys, or one that they begin with, to another action.
    Taken {
        /// The keys.
        keys: KeySequence,
        /// Who has them.
        by: Action,
    },
    /// The key types a character where text is entered.
    TypesText {
        /// The keys.
        keys: KeySequence,
    },
    /// Nothing would leave the program any more.
    NoWayOut {
        /// The keys that still do.
        kept: KeySequence,
    },
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They do this.
    Action(Action),
    /// A longer sequence begins with them.
    Prefix,
    /// Nothing.
    None,
}

#[derive(Debug, Clone)]
struct Bound {
    context: Context,
    keys: KeySequence,
    action: Action,
}

/// The keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    // The person's own first, then the defaults, in the order of the table.
    bound: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&[]).0
    }
}

impl Keymap {
    /// The default keys, changed by the person's. A person's key wins over every default key it
    /// collides with in its context; of two of the person's own the earlier wins.
    pub fn new(overrides: &[KeyOverride]) -> (Self, Vec<KeymapProblem>) {
        let mut problems = Vec::new();
        let mut map = Self { bound: Vec::new() };
        let mut replaced = Vec::new();
        for wish in overrides {
            let faults = map.follow(wish);
            // Without a key that can be kept, the default keys stay.
            if faults.is_empty() || faults.len() < wish.keys.len() {
                replaced.push((wish.context, wish.action));
            }
            problems.extend(faults.into_iter().map(|kind| wish.problem(kind)));
        }
        map.add_defaults(&replaced);
        problems.extend(map.keep_a_way_out(overrides));
        (map, problems)
    }

    /// Binds the keys of an override; gives a fault for each that cannot be bound.
    fn follow(&mut self, wish: &KeyOverride) -> Vec<KeymapFault> {
        if !wish.action.info().works_in(wish.context) {
            return vec![KeymapFault::Elsewhere];
        }
        let mut faults = Vec::new();
        for keys in &wish.keys {
            match self.check(wish, *keys) {
                Some(fault) => faults.push(fault),
                None => self.bind(wish.context, *keys, wish.action),
            }
        }
        faults
    }

    /// Why these keys of an override cannot be bound.
    fn check(&self, wish: &KeyOverride, keys: KeySequence) -> Option<KeymapFault> {
        if wish.context.takes_text() && keys.first().typed().is_some() {
            return Some(KeymapFault::TypesText { keys });
        }
        let other = self.bound.iter().find(|bound| {
            let same = bound.action == wish.action && bound.keys == keys;
            bound.context == wish.context && bound.keys.collides(&keys) && !same
        })?;
        let by = other.action;
        Some(KeymapFault::Taken { keys, by })
    }

    /// Leaves ctrl-c for leaving the program if the person's keys left nothing for it.
    fn keep_a_way_out(&mut self, overrides: &[KeyOverride]) -> Option<KeymapProblem> {
        let leaves =
            |bound: &Bound| bound.context == Context::Global && bound.action == Action::Quit;
        if self.bound.iter().any(leaves) {
            return None;
        }
        let ctrl = Modifiers {
            ctrl: true,
            ..Modifiers::default()
        };
        let kept = KeySequence::one(Key::new(KeyCode::Char('c'), ctrl));
        self.bound
            .retain(|bound| bound.context != Context::Global || !bound.keys.collides(&kept));
        self.bind(Context::Global, kept, Action::Quit);
        let wish = overrides.iter().rfind(|w| w.context == Context::Global)?;
        Some(wish.problem(KeymapFault::NoWayOut { kept }))
    }

    fn bind(&mut self, context: Context, keys: KeySequence, action: Action) {
        self.bound.push(Bound {
            context,
            keys,
            action,
        });
    }

    fn add_defaults(&mut self, replaced: &[(Context, Action)]) {
        for info in ACTIONS {
            for binding in info.bindings {
                if replaced.contains(&(binding.context, info.action)) {
                    continue;
                }
                // A test holds that each default key is a key.
                for keys in binding.keys.iter().filter_map(|keys| keys.parse().ok()) {
                    let taken = self.bound.iter().any(|bound| {
                        bound.context == binding.context && bound.keys.collides(&keys)
                    });
                    if !taken {
                        self.bind(binding.context, keys, info.action);
                    }
                }
            }
        }
    }

    /// What `keys` do in `context`. A place's own keys come before those that work everywhere.
    /// What an input method for Chinese makes of a key counts as the key. Where text is entered, a
    /// key that types a character does nothing else.
    pub fn lookup(&self, context: Context, keys: &[Key]) -> Lookup {
        if keys.is_empty() || (context.takes_text() && keys.iter().any(|k| k.typed().is_some())) {
            return Lookup::None;
        }
        match self.find(context, keys) {
            Lookup::None => {
                let plain: Vec<Key> = keys.iter().map(|key| key.halfwidth()).collect();
                self.find(context, &plain)
            }
            found => found,
        }
    }

    fn find(&self, context: Context, keys: &[Key]) -> Lookup {
        match self.find_in(context, keys) {
            Lookup::None if context != Context::Global => self.find_in(Context::Global, keys),
            found => found,
        }
    }

    fn find_in(&self, context: Context, keys: &[Key]) -> Lookup {
        let mut here = self.bound.iter().filter(|bound| bound.context == context);
        match here.find(|bound| bound.keys.starts_with(keys)) {
            // Nothing else of the context begins with keys that are bound themselves.
            Some(bound) if bound.keys.is(keys) => Lookup::Action(bound.action),
            Some(_) => Lookup::Prefix,
            None => Lookup::None,
        }
    }

    /// The keys that do an action in a context, those of the place and those that work everywhere,
    /// as they are shown, the best known first.
    pub fn keys_of(&self, context: Context, action: Action) -> Vec<String> {
        let in_place = |place| {
            let bound = self.bound.iter();
            bound.filter(move |b| b.action == action && b.context == place)
        };
        let everywhere = (context != Context::Global).then(|| in_place(Context::Global));
        let mut shown = Vec::new();
        for bound in in_place(context).chain(everywhere.into_iter().flatten()) {
            let keys: Vec<Key> = bound.keys.keys().collect();
            let text = bound.keys.to_string();
            if self.reaches(context, &keys, action) && !shown.contains(&text) {
                shown.push(text);
            }
        }
        shown
    }

    /// Whether the keys lead to the action, the first of them not already doing something else.
    fn reaches(&self, context: Context, keys: &[Key], action: Action) -> bool {
        (1..keys.len()).all(|n| self.lookup(context, &keys[..n]) == Lookup::Prefix)
            && self.lookup(context, keys) == Lookup::Action(action)
    }

    /// All that can be done in a context, with its keys: first what belongs to the place, then what
    /// works everywhere; each in the order of the table. What has no key is left out.
    pub fn actions_in(&self, context: Context) -> Vec<(Action, Vec<String>)> {
        let own = ACTIONS.iter().filter(|info| info.works_in(context));
        let everywhere = ACTIONS
            .iter()
            .filter(|info| !info.works_in(context) && info.works_in(Context::Global));
        own.chain(everywhere)
            .map(|info| (info.action, self.keys_of(context, info.action)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect()
    }
}

impl KeyOverride {
    fn problem(&self, kind: KeymapFault) -> KeymapProblem {
        KeymapProblem {
            line: self.line,
            context: self.context,
            action: self.action,
            kind,
        }
    }
}

#[cfg(test)]
mod tests;
