//! The IPL parameters that the stand-alone loader hands over: `FN=SYSTEM FT=CONFIG PDNUM=1`.

use alloc::string::String;

/// The parameters of this IPL; the operator may give others when one of them proves wrong.
#[derive(Clone, Debug)]
pub struct Parameters(String);

impl Parameters {
    /// Those that the loader gave.
    pub fn given() -> Self {
        Self(machine::parameters().into())
    }

    /// The same, with those of `text` before them.
    pub fn with(&self, text: &str) -> Self {
        Self(alloc::format!("{text} {}", self.0))
    }

    /// The value of `NAME=value`, in capitals; of several the first.
    pub fn value(&self, name: &str) -> Option<String> {
        let named = |word: &str| {
            let (found, value) = word.split_once('=')?;
            found.eq_ignore_ascii_case(name).then(|| value.to_ascii_uppercase())
        };
        self.0.split_whitespace().find_map(named)
    }

    /// Whether a word without a value is among them.
    pub fn has(&self, word: &str) -> bool {
        self.0.split_whitespace().any(|found| found.eq_ignore_ascii_case(word))
    }
}
