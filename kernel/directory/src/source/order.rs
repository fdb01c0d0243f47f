//! The order of a source: DIRECTORY, global definitions, profiles, users.

use super::operands::{Fault, Token};
use crate::problem::Number;

/// A part of a source; none goes back to an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    #[default]
    Directory,
    Globals,
    Profiles,
    Users,
}

impl Part {
    /// Goes on to the part that a statement belongs to, if it is not one that is past.
    pub fn go_on_to(&mut self, part: Self, statement: Token) -> Result<(), Fault> {
        if part >= *self {
            *self = part;
            return Ok(());
        }
        let problem = match self {
            Self::Directory | Self::Globals => "the statement stands behind global definitions",
            Self::Profiles => "the statement stands behind a PROFILE entry",
            Self::Users => "the statement stands behind a USER, IDENTITY or SUBCONFIG entry",
        };
        let expected = "DIRECTORY first, then GLOBALDEFS, then PROFILE entries, then the others";
        Err(Fault::new(Number::Sequence, statement.at, problem, expected))
    }
}
