//! Statements about the system as a whole.

use alloc::string::ToString;

use crate::operands::{Operands, Taken};
use crate::{DateFormat, Statement};

const ROLES: [&str; 6] = ["OPERATOR", "STARTUP", "ACCOUNT", "DUMP", "EREP", "SYMPTOM"];
const EXPECTED_ROLE: &str = "OPERATOR, STARTUP, ACCOUNT, DUMP, EREP or SYMPTOM";

/// `EQUATE name system ...`
pub fn equate(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("a name for the systems")?;
    let systems = operands.list(&[], |operands| operands.pattern("a system name"))?;
    Ok(Statement::Equate { name, systems })
}

/// `SYSTEM_USERIDS role userid ...`
pub fn system_userids(operands: &mut Operands<'_>) -> Taken<Statement> {
    let userids = operands.list(&[], |operands| {
        let role = operands.one_of(&ROLES.map(|role| (role, role)), EXPECTED_ROLE)?;
        Ok((role.to_string(), operands.name("a user ID")?))
    })?;
    Ok(Statement::SystemUserids(userids))
}

/// `ALTERNATE_OPERATORS userid ...`
pub fn alternate_operators(operands: &mut Operands<'_>) -> Taken<Statement> {
    let userids = operands.list(&[], |operands| operands.name("a user ID"))?;
    Ok(Statement::AlternateOperators(userids))
}

/// `SYSTEM_DATEFORMAT {SHORTDATE | FULLDATE | ISODATE}`
pub fn system_dateformat(operands: &mut Operands<'_>) -> Taken<Statement> {
    let formats = [
        ("SHORTDATE", DateFormat::Short),
        ("FULLDATE", DateFormat::Full),
        ("ISODATE", DateFormat::Iso),
    ];
    let format = operands.one_of(&formats, "SHORTDATE, FULLDATE or ISODATE")?;
    Ok(Statement::SystemDateformat(format))
}
