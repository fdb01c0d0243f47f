//! A virtual reader.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Class;
use super::output::{common, first, negated};

/// A reader of spool files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// `2540` or another model.
    pub model: String,
    /// The class of the files that it reads; `*` is all.
    pub class: char,
    /// CONT: all files are read as one.
    pub continuous: bool,
    /// HOLD: files that were read are held.
    pub hold: bool,
    /// EOF: whether the end of a file is a unit exception.
    pub end_of_file: bool,
    /// KEEP: files that were read stay.
    pub keep: bool,
    /// RESCAN: held files are read as well.
    pub rescan: bool,
    /// The file that is open.
    pub open: Option<u16>,
    /// Whether the device is ready.
    pub ready: bool,
}

impl Reader {
    /// As LOGON and DEFINE give it.
    pub fn new(model: &str, class: char) -> Self {
        Self {
            model: model.into(),
            class,
            continuous: false,
            hold: false,
            end_of_file: true,
            keep: false,
            rescan: false,
            open: None,
            ready: true,
        }
    }

    /// Two lines. Programs take the class and CONT by their columns.
    pub(super) fn lines(&self, number: u16, subchannel: u16) -> Vec<String> {
        let end = format!("{:>5}", negated("EOF", self.end_of_file));
        let options = common(self.class, self.continuous, self.hold, &end, self.ready);
        let open = self.open.map_or_else(|| "CLOSED".to_string(), |id| format!("OPEN {id:04}"));
        let (keep, rescan) = (negated("KEEP", self.keep), negated("RESCAN", self.rescan));
        let model = &self.model;
        Vec::from([
            format!("{} {options}", first(Class::Reader, number)),
            format!(
                "     {number:04X} {model:<6} {open:<11} {keep:>6} {rescan:>8} \
                 SUBCHANNEL = {subchannel:04X}"
            ),
        ])
    }
}
