//! Statements about the system as a whole.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::operands::{Operands, Taken, unexpected};
use crate::{Statement, TimeZone};

const ROLES: [&str; 6] = ["OPERATOR", "STARTUP", "ACCOUNT", "DUMP", "EREP", "SYMPTOM"];

/// `EQUATE name system ...`
pub fn equate(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("a name for the systems")?;
    let mut systems = Vec::from([operands.pattern("a system name")?]);
    while !operands.is_empty() {
        systems.push(operands.pattern("a system name")?);
    }
    Ok(Statement::Equate { name, systems })
}

/// `FEATURES operand ...`
pub fn features(operands: &mut Operands<'_>) -> Taken<Statement> {
    let first = operands.next("a feature")?.text.clone();
    let mut all = Vec::from([first]);
    all.append(&mut operands.remaining());
    Ok(Statement::Features(all))
}

/// `SYSTEM_USERIDS role userid ...`
pub fn system_userids(operands: &mut Operands<'_>) -> Taken<Statement> {
    let mut userids: Vec<(String, String)> = Vec::new();
    while userids.is_empty() || !operands.is_empty() {
        let expected = "OPERATOR, STARTUP, ACCOUNT, DUMP, EREP or SYMPTOM";
        let role = operands.next(expected)?;
        if !ROLES.contains(&role.text.as_str()) {
            return Err(unexpected(role, expected));
        }
        userids.push((role.text.to_string(), operands.name("a user ID")?));
    }
    Ok(Statement::SystemUserids(userids))
}

/// `TIMEZONE_DEFINITION zone {EAST | WEST} h.mm[.ss]`
pub fn timezone_definition(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("the name of a time zone")?;
    let west = !operands.skip_keyword("EAST");
    if west {
        operands.keyword("WEST").map_err(|mut fault| {
            fault.expected = "EAST or WEST".to_string();
            fault
        })?;
    }
    let expected = "hours, minutes and seconds as h.mm.ss, less than a day";
    let offset = operands.next(expected)?;
    let seconds = seconds(&offset.text).ok_or_else(|| unexpected(offset, expected))?;
    let seconds_east = if west { -seconds } else { seconds };
    Ok(Statement::TimezoneDefinition(TimeZone { name, seconds_east }))
}

/// `h[.mm[.ss]]` in seconds.
fn seconds(text: &str) -> Option<i32> {
    let mut seconds = 0;
    let mut units = [(24, 3600), (60, 60), (60, 1)].into_iter();
    for part in text.split('.') {
        let (limit, unit) = units.next()?;
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let number: i32 = if digits { part.parse().ok()? } else { return None };
        seconds += (number < limit).then_some(number * unit)?;
    }
    Some(seconds)
}
