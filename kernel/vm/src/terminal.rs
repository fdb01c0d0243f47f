//! What TERMINAL gives a virtual machine, with z/VM's values at LOGON.

use core::fmt;

/// How the virtual console looks to the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleMode {
    /// A line-mode typewriter.
    Line,
    /// A display.
    Display,
}

impl fmt::Display for ConsoleMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Line => "3215",
            Self::Display => "3270",
        })
    }
}

/// The logical tab: the terminal's own key, a character, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The terminal's tab key.
    On,
    /// None.
    Off,
    /// This character.
    Character(char),
}

/// The key that leads from the guest's screen to CP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKey {
    /// PA1.
    Pa1,
    /// A program function key, 1 to 24.
    Pf(u8),
    /// None.
    None,
}

/// A virtual machine's terminal settings, each named as the operand of TERMINAL
/// (CP Commands, "TERMINAL").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalSettings {
    /// LINEND: separates the commands of a line.
    pub line_end: Option<char>,
    /// LINEDEL: deletes what was typed before it.
    pub line_delete: Option<char>,
    /// CHARDEL: deletes the character before it.
    pub character_delete: Option<char>,
    /// ESCAPE: makes the next editing character one like any other.
    pub escape: Option<char>,
    /// TABCHAR.
    pub tab: Tab,
    /// LINESIZE: columns of a line.
    pub line_size: u8,
    /// ATTN: whether an attention is echoed with an exclamation mark.
    pub attention: bool,
    /// APL.
    pub apl: bool,
    /// TEXT.
    pub text: bool,
    /// MODE VM: whether an attention goes to the guest first, to CP only when repeated.
    pub attention_to_guest: bool,
    /// HILIGHT.
    pub highlight: bool,
    /// CONMODE.
    pub console_mode: ConsoleMode,
    /// BREAKIN IMMED: whether CP interrupts a full screen of the guest.
    pub break_in: bool,
    /// BRKKEY.
    pub break_key: BreakKey,
    /// SCRNSAVE.
    pub screen_save: bool,
    /// AUTOCR: whether CP begins each line of the guest on a new one.
    pub auto_cr: bool,
    /// MORE: seconds until the alarm of a full screen, and until it is cleared.
    pub more: (u8, u8),
    /// HOLD: whether a full screen with highlighted output waits for the user.
    pub hold: bool,
    /// TIMESTAMP: whether each line has its time.
    pub timestamp: bool,
    /// SYS3270.
    pub system_3270: bool,
}

impl Default for TerminalSettings {
    fn default() -> Self {
        Self {
            line_end: Some('#'),
            line_delete: None,
            character_delete: None,
            escape: Some('"'),
            tab: Tab::On,
            line_size: 80,
            attention: false,
            apl: false,
            text: false,
            attention_to_guest: true,
            highlight: false,
            console_mode: ConsoleMode::Line,
            break_in: true,
            break_key: BreakKey::Pa1,
            screen_save: false,
            auto_cr: true,
            more: (50, 10),
            hold: true,
            timestamp: false,
            system_3270: false,
        }
    }
}
