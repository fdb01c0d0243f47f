//! Statements that CP keeps and lists, but does not act on.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::spaced;
use crate::source::operands::{Fault, Operands};

/// What must follow the name of such a statement.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Something.
    Any,
    /// Nothing.
    Alone,
    /// One name of 1 to 8 characters.
    Name,
    /// First one of these words.
    First(&'static [&'static str]),
}

/// A statement as words in capitals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The statement's full name.
    pub keyword: String,
    /// Its operands.
    pub operands: Vec<String>,
}

impl Kept {
    /// Keeps a statement's operands if they are of its form.
    pub(crate) fn parse(keyword: &str, form: Form, operands: &mut Operands) -> Result<Self, Fault> {
        let operands = match form {
            Form::Any => {
                let first = operands.word(&alloc::format!("an operand of {keyword}"))?;
                let mut all = alloc::vec![first.to_ascii_uppercase()];
                all.append(&mut operands.rest());
                all
            }
            // Whoever reads the statement sees to it that nothing is left.
            Form::Alone => Vec::new(),
            Form::Name => alloc::vec![alloc::format!("{}", operands.name("a name")?)],
            Form::First(words) => {
                let is_one = |word: &str| words.iter().any(|one| word.eq_ignore_ascii_case(one));
                let first = operands.parse(&words.join(" or "), |word| {
                    is_one(word).then(|| word.to_ascii_uppercase())
                })?;
                let mut all = alloc::vec![first];
                all.append(&mut operands.rest());
                all
            }
        };
        Ok(Self { keyword: keyword.into(), operands })
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.keyword, spaced(&self.operands))
    }
}
