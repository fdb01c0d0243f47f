//! The operator's console at the service-call logical processor: an ASCII terminal where there is
//! one, else line mode, as the machine's event masks say.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::vec::Vec;

use executor::{ExternalEvent, external};
use formats::ebcdic;
use machine::sclp::{self, SCCB_BYTES};
use spin::Mutex;
use terminal::face::Mode;
use zarch::sclp::event::{
    MESSAGE, OPERATOR_COMMAND, PRIORITY_COMMAND, SIGNAL_QUIESCE, VT220, mask,
};
use zarch::sclp::{
    EventHeader, EventMasks, MessageDataBlock, MessageText, READ_EVENT_DATA, RESPONSE_NORMAL,
    SccbHeader, WRITE_EVENT_DATA, WRITE_EVENT_MASK, header, operator_text,
};
use zerocopy::{FromBytes, IntoBytes};

use crate::terminal::Input;

const HEADER: usize = size_of::<SccbHeader>();
const EVENT_HEADER: usize = size_of::<EventHeader>();
/// Text of one WRITE EVENT DATA at most; what the machines take is less than a whole block.
const TEXT_AT_ONCE: usize = 1024;
/// First byte of an ASCII terminal's data: text of a session.
const SESSION_DATA: u8 = 0;

/// The console.
#[derive(Debug)]
pub struct SclpConsole {
    mode: Mode,
    input: Mutex<VecDeque<Input>>,
}

impl SclpConsole {
    /// Tells the machine which events CP takes; none where it has no console.
    pub fn open() -> Option<Self> {
        let wanted = [VT220, OPERATOR_COMMAND, PRIORITY_COMMAND, SIGNAL_QUIESCE];
        let receive = wanted.iter().fold(0, |bits, &event| bits | mask(event));
        let request = EventMasks::new(receive, mask(VT220) | mask(MESSAGE));
        let mut block = [0; SCCB_BYTES];
        request.write_to_prefix(&mut block).ok()?;
        sclp::call(WRITE_EVENT_MASK, &mut block).ok()?;
        let (masks, _) = EventMasks::read_from_prefix(&block).ok()?;
        let takes = |event| masks.sclp_receive.get() & mask(event) != 0;
        let mode = match (takes(VT220), takes(MESSAGE)) {
            (true, _) => Mode::Ascii,
            (false, true) => Mode::Line,
            (false, false) => return None,
        };
        Some(Self { mode, input: Mutex::new(VecDeque::new()) })
    }

    /// How the terminal shows text.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Writes bytes: ASCII text with its own line ends, or one line in EBCDIC.
    pub fn write(&self, text: &[u8]) {
        match self.mode {
            Mode::Ascii => text.chunks(TEXT_AT_ONCE).for_each(|part| write_event(VT220, &[part])),
            Mode::Line | Mode::Screen(_) => write_line(text),
        }
    }

    /// Writes a line of text as it is, whatever the mode.
    pub fn write_text(&self, line: &str) {
        match self.mode {
            Mode::Ascii => self.write(format!("{line}\r\n").as_bytes()),
            Mode::Line | Mode::Screen(_) => self.write(&ebcdic::to_ebcdic(line)),
        }
    }

    /// The next thing that comes from the machine.
    pub async fn read(&self) -> Input {
        let events = external(ExternalEvent::ServiceEvents);
        loop {
            let seen = events.count();
            if let Some(input) = self.input.lock().pop_front() {
                return input;
            }
            if self.read_events() == 0 {
                events.after(seen).await;
            }
        }
    }

    /// Reads what events there are; answers how many of them mattered.
    fn read_events(&self) -> usize {
        let mut block = [0; SCCB_BYTES];
        block[..HEADER].copy_from_slice(header(SCCB_BYTES).as_bytes());
        if sclp::call(READ_EVENT_DATA, &mut block).is_err() {
            return 0;
        }
        let Ok((head, _)) = SccbHeader::read_from_prefix(&block) else { return 0 };
        if head.response_code.get() != RESPONSE_NORMAL {
            return 0;
        }
        let end = usize::from(head.length.get()).clamp(HEADER, SCCB_BYTES);
        let events = inputs(&block[HEADER..end]);
        let count = events.len();
        self.input.lock().extend(events);
        count
    }
}

/// The inputs that a block's event buffers hold.
fn inputs(mut buffers: &[u8]) -> Vec<Input> {
    let mut inputs = Vec::new();
    while let Ok((head, _)) = EventHeader::read_from_prefix(buffers) {
        let length = usize::from(head.length.get());
        if length < EVENT_HEADER || length > buffers.len() {
            break;
        }
        let data = &buffers[EVENT_HEADER..length];
        inputs.extend(match head.event_type {
            VT220 => data
                .split_first()
                .filter(|(kind, text)| **kind == SESSION_DATA && !text.is_empty())
                .map(|(_, text)| Input::Typed(text.to_vec())),
            OPERATOR_COMMAND | PRIORITY_COMMAND => {
                operator_text(data).map(|text| Input::Typed(text.to_vec()))
            }
            SIGNAL_QUIESCE => Some(Input::Quiesce),
            _ => None,
        });
        buffers = &buffers[length..];
    }
    inputs
}

/// Writes one event of several parts. What the machine refuses is lost: there is no other console
/// to tell it to.
fn write_event(event_type: u8, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut block = [0; SCCB_BYTES];
    let total = HEADER + EVENT_HEADER + length;
    block[..HEADER].copy_from_slice(header(total).as_bytes());
    let head = EventHeader::new(event_type, length);
    block[HEADER..HEADER + EVENT_HEADER].copy_from_slice(head.as_bytes());
    let mut at = HEADER + EVENT_HEADER;
    for part in parts {
        block[at..at + part.len()].copy_from_slice(part);
        at += part.len();
    }
    let _ = sclp::call(WRITE_EVENT_DATA, &mut block);
}

/// Writes one line of a message.
fn write_line(text: &[u8]) {
    let text = &text[..text.len().min(TEXT_AT_ONCE)];
    let line = MessageText::new(text.len());
    let block = MessageDataBlock::new(line.as_bytes().len() + text.len());
    write_event(MESSAGE, &[block.as_bytes(), line.as_bytes(), text]);
}
