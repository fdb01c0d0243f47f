//! What one statement of a configuration leaves no room for.

use alloc::format;

use crate::reader::{Fault, Token};
use crate::{Parsed, Scope, Statement};

/// Whether an earlier statement that holds for one of the same systems says the same thing
/// otherwise.
pub(crate) fn clash(
    parsed: &Parsed,
    scope: &Scope,
    statement: &Statement,
    name: &Token,
) -> Result<(), Fault> {
    let clashing = |earlier: &&crate::ScopedStatement| {
        excludes(&earlier.statement, statement) && earlier.scope.overlaps(scope)
    };
    let Some(earlier) = parsed.statements.iter().find(clashing) else { return Ok(()) };
    let (file, record) = (&earlier.place.file, earlier.place.record);
    let (problem, expected) = match statement {
        Statement::CpOwned { slot, .. } => (
            format!("slot {slot} is already taken by record {record} of {file}"),
            "each slot once for a system",
        ),
        _ => (
            format!("record {record} of {file} already has this statement"),
            "it once for a system",
        ),
    };
    Err(Fault::new(name.at, problem, expected))
}

fn excludes(earlier: &Statement, later: &Statement) -> bool {
    match (earlier, later) {
        (Statement::CpOwned { slot: a, .. }, Statement::CpOwned { slot: b, .. }) => a == b,
        (Statement::RelocationDomain(a), Statement::RelocationDomain(b)) => a.name == b.name,
        (Statement::Ssi(_), Statement::Ssi(_))
        | (Statement::SystemResidence(_), Statement::SystemResidence(_))
        | (Statement::SystemIdentifierDefault(_), Statement::SystemIdentifierDefault(_)) => true,
        _ => false,
    }
}
