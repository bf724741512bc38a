//! What comes in while the program runs: input, answers of jobs, signals; and how the loop waits
//! for all of them at once.

use super::input::{Decoder, Input, Reply};
use crate::app::msg::Msg;
use crate::tui::canvas::{Click, Painted};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, retry_on_intr};
use signal_hook::consts::SIGHUP;
use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write, pipe, stdin};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// How long what could be the beginning of a sequence is waited on before it is the key Escape.
const ESCAPE: Duration = Duration::from_millis(20);

/// Something that comes in.
pub(super) enum Event {
    /// From the terminal.
    Input(Input),
    /// From a job.
    Answer(Box<Msg>),
    /// The program shall end: it was sent this signal, or its terminal is gone.
    Signal(i32),
    /// The program shall stand in the background: another program asked for it.
    Suspend,
    /// The terminal has another size; it is asked which.
    Resized,
    /// The picture of this name as the terminal shows it, if it could be drawn.
    #[cfg(feature = "terminal-pictures")]
    Drawn(String, Option<String>),
}

/// Where other threads post what comes in; wakes the loop.
#[derive(Clone)]
pub(super) struct Post {
    events: Sender<Event>,
    bell: Arc<Bell>,
}

/// Rings at most once until it is heard.
struct Bell {
    rung: AtomicBool,
    line: PipeWriter,
}

/// Nobody takes events any more.
#[derive(Debug)]
pub(super) struct Closed;

impl Post {
    /// Posts an event.
    pub(super) fn send(&self, event: Event) -> Result<(), Closed> {
        self.events.send(event).map_err(|_| Closed)?;
        if !self.bell.rung.swap(true, Ordering::AcqRel) {
            // A loop that is gone needs no waking.
            let _ = (&self.bell.line).write_all(&[0]);
        }
        Ok(())
    }
}

/// Where posted events arrive.
pub(super) struct Inbox {
    events: Receiver<Event>,
    bell: Arc<Bell>,
    line: PipeReader,
}

impl Inbox {
    /// A post and its inbox.
    pub(super) fn new() -> io::Result<(Post, Self)> {
        let (reader, writer) = pipe()?;
        let (sender, receiver) = channel();
        let bell = Arc::new(Bell {
            rung: AtomicBool::new(false),
            line: writer,
        });
        let post = Post {
            events: sender,
            bell: Arc::clone(&bell),
        };
        let inbox = Self {
            events: receiver,
            bell,
            line: reader,
        };
        Ok((post, inbox))
    }

    /// Waits for the next event; none when nobody is left who could post one.
    pub(super) fn wait(&self) -> Option<Event> {
        self.events.recv().ok()
    }

    /// What has been posted. To be called when the bell was heard.
    fn take(&mut self) -> io::Result<Vec<Event>> {
        self.line.read_exact(&mut [0])?;
        // Whoever posts from here on rings again.
        self.bell.rung.store(false, Ordering::Release);
        Ok(self.events.try_iter().collect())
    }
}

/// The terminal's input and the inbox: all that the loop waits for.
pub(super) struct Inlet {
    keys: File,
    decoder: Decoder,
    inbox: Inbox,
}

impl Inlet {
    /// Reads the terminal that the program was started in.
    pub(super) fn new(inbox: Inbox) -> io::Result<Self> {
        let keys = if stdin().is_terminal() {
            File::from(stdin().as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        Ok(Self::reading(keys.into(), inbox))
    }

    fn reading(keys: OwnedFd, inbox: Inbox) -> Self {
        Self {
            keys: keys.into(),
            decoder: Decoder::default(),
            inbox,
        }
    }

    /// Waits for something to come in, at most so long; forever without a limit. What came, in
    /// order; nothing if the time is over.
    pub(super) fn wait(&mut self, limit: Option<Duration>) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        while events.is_empty() {
            let held_back = self.decoder.waits();
            let limit = if held_back { Some(ESCAPE) } else { limit };
            let (keys, posted) = self.ready(limit)?;
            if keys.is_empty() && !posted {
                if !held_back {
                    break;
                }
                events.extend(self.decoder.give_up().map(Event::Input));
            }
            if posted {
                events.extend(self.inbox.take()?);
            }
            if keys.contains(PollFlags::IN) {
                self.read(&mut events)?;
            } else if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                events.push(Event::Signal(SIGHUP));
            }
            while let Some(input) = self.decoder.next() {
                events.push(Event::Input(input));
            }
        }
        Ok(events)
    }

    /// What the terminal has to say, and whether something was posted.
    fn ready(&self, limit: Option<Duration>) -> io::Result<(PollFlags, bool)> {
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let mut sources = [
            PollFd::new(&self.keys, PollFlags::IN),
            PollFd::new(&self.inbox.line, PollFlags::IN),
        ];
        // A signal has a thread of its own, which posts it.
        retry_on_intr(|| poll(&mut sources, limit.as_ref()))?;
        let [keys, inbox] = sources.map(|source| source.revents());
        Ok((keys, !inbox.is_empty()))
    }

    fn read(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        let mut bytes = [0; 4096];
        match self.keys.read(&mut bytes) {
            // A terminal that is gone has nothing to read, or is in error.
            Ok(0) => events.push(Event::Signal(SIGHUP)),
            Ok(count) => self.decoder.feed(bytes.get(..count).unwrap_or_default()),
            Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
                events.push(Event::Signal(SIGHUP));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Reads on until the terminal has answered what it was asked, at most so long: an answer that
    /// comes when the program has ended would be typed into the shell.
    pub(super) fn drain(&mut self, limit: Duration) {
        while let Ok((keys, _)) = self.ready(Some(limit)) {
            let mut gone = Vec::new();
            if !keys.contains(PollFlags::IN) || self.read(&mut gone).is_err() || !gone.is_empty() {
                return;
            }
            while let Some(input) = self.decoder.next() {
                if matches!(input, Input::Reply(Reply::Attributes(_))) {
                    return;
                }
            }
        }
    }
}

/// The message that input means, given what is painted.
pub(super) fn message(input: Input, painted: &Painted) -> Option<Msg> {
    match input {
        Input::Key(key) => Some(Msg::Key(key)),
        Input::Paste(text) => Some(Msg::Paste(text)),
        Input::Wheel(notches) => Some(Msg::Wheel(notches)),
        Input::Press(x, y) => clicked(painted, x, y),
        Input::Reply(_) => None,
    }
}

fn clicked(painted: &Painted, x: u16, y: u16) -> Option<Msg> {
    let (_, click) = painted
        .clicks
        .iter()
        .rev()
        .find(|(area, _)| area.holds(x, y))?;
    Some(match click {
        Click::Act(action) => Msg::Act(*action),
        Click::Row(row) => Msg::Row(*row),
        Click::Mark(offset) => Msg::Mark(*offset),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inlet() -> (PipeWriter, Post, Inlet) {
        let (reader, writer) = pipe().unwrap();
        let (post, inbox) = Inbox::new().unwrap();
        (writer, post, Inlet::reading(reader.into(), inbox))
    }

    fn keys(events: &[Event]) -> Vec<String> {
        let key = |event: &Event| match event {
            Event::Input(Input::Key(key)) => key.to_string(),
            Event::Input(other) => format!("{other:?}"),
            Event::Signal(signal) => format!("signal {signal}"),
            Event::Resized => "resized".to_owned(),
            _ => "other".to_owned(),
        };
        events.iter().map(key).collect()
    }

    #[test]
    fn keys_and_posts_arrive_together() {
        let (mut terminal, post, mut inlet) = inlet();
        terminal.write_all("a温".as_bytes()).unwrap();
        post.send(Event::Resized).unwrap();
        post.send(Event::Resized).unwrap();
        let events = inlet.wait(None).unwrap();
        assert_eq!(keys(&events), ["resized", "resized", "a", "温"]);
        let limit = Some(Duration::from_millis(1));
        assert!(inlet.wait(limit).unwrap().is_empty());
        post.send(Event::Resized).unwrap();
        assert_eq!(keys(&inlet.wait(None).unwrap()), ["resized"]);
    }

    #[test]
    fn escape_comes_by_itself() {
        let (mut terminal, _post, mut inlet) = inlet();
        terminal.write_all(b"\x1b").unwrap();
        assert_eq!(keys(&inlet.wait(None).unwrap()), ["esc"]);
        terminal.write_all(b"\x1b[").unwrap();
        terminal.write_all(b"5~x").unwrap();
        assert_eq!(keys(&inlet.wait(None).unwrap()), ["pageup", "x"]);
    }

    #[test]
    fn a_terminal_that_is_gone_is_a_hangup() {
        let (terminal, _post, mut inlet) = inlet();
        drop(terminal);
        assert_eq!(keys(&inlet.wait(None).unwrap()), ["signal 1"]);
    }

    #[test]
    fn a_job_may_post_from_its_thread() {
        let (_terminal, post, mut inlet) = inlet();
        let posts = std::thread::spawn(move || {
            for _ in 0..1_000 {
                post.send(Event::Resized).unwrap();
            }
        });
        let mut came = 0;
        while came < 1_000 {
            came += inlet.wait(None).unwrap().len();
        }
        posts.join().unwrap();
        assert_eq!(came, 1_000);
    }
}
