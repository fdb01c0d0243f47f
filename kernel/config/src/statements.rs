//! The statements by name, and how the operands of each are read.

mod cluster;
mod devices;
mod other;
mod system;
mod time;
mod volumes;

use syntax::Keyword;

use crate::Statement;
use crate::features::features;
use crate::operands::{Operands, Taken, unexpected};
use crate::reader::Token;

/// Reads the operands after a statement's name.
type Read = fn(&mut Operands<'_>) -> Taken<Statement>;

/// The statements that are read.
const STATEMENTS: &[(Keyword, Read)] = &[
    (Keyword::new("ACTIVATE", 8), cluster::activate_islink),
    (Keyword::new("ALTERNATE_OPERATORS", 19), system::alternate_operators),
    (Keyword::new("CP_OWNED", 8), volumes::cp_owned),
    (Keyword::new("DEVICES", 7), devices::devices),
    (Keyword::new("EMERGENCY_MESSAGE_CONSOLES", 25), devices::emergency_consoles),
    (Keyword::new("ENFORCE_BY_VOLID", 14), volumes::enforce_by_volid),
    (Keyword::new("EQUATE", 6), system::equate),
    (Keyword::new("FEATURES", 8), features),
    (Keyword::new("OPERATOR_CONSOLES", 17), devices::operator_consoles),
    (Keyword::new("RDEVICE", 4), devices::rdevice),
    (Keyword::new("RELOCATION_DOMAIN", 17), cluster::relocation_domain),
    (Keyword::new("SSI", 3), cluster::ssi),
    (Keyword::new("SYSTEM_DATEFORMAT", 17), system::system_dateformat),
    (Keyword::new("SYSTEM_IDENTIFIER", 17), cluster::system_identifier),
    (Keyword::new("SYSTEM_IDENTIFIER_DEFAULT", 25), cluster::system_identifier_default),
    (Keyword::new("SYSTEM_RESIDENCE", 16), volumes::system_residence),
    (Keyword::new("SYSTEM_USERIDS", 14), system::system_userids),
    (Keyword::new("TIMEZONE_BOUNDARY", 17), time::timezone_boundary),
    (Keyword::new("TIMEZONE_DEFINITION", 19), time::timezone_definition),
    (Keyword::new("USER_VOLUME_EXCLUDE", 19), volumes::user_volume_exclude),
    (Keyword::new("USER_VOLUME_INCLUDE", 19), volumes::user_volume_include),
    (Keyword::new("USER_VOLUME_LIST", 16), volumes::user_volume_list),
    (Keyword::new("USER_VOLUME_RDEV", 16), volumes::user_volume_rdev),
];

/// Reads the statement whose name is the first of `tokens`.
pub(crate) fn read(name: &Token, tokens: &[Token]) -> Taken<Statement> {
    let mut operands = Operands::new(tokens, 1);
    if let Some((_, read)) = STATEMENTS.iter().find(|(keyword, _)| keyword.matches(&name.text)) {
        let statement = read(&mut operands)?;
        operands.end()?;
        return Ok(statement);
    }
    if let Some(read) = other::read(&name.text, &mut operands) {
        return read;
    }
    Err(unexpected(name, "the name of a statement"))
}
