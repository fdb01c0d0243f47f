//! The operands of LINK.

use alloc::string::String;

use directory::Name;
use directory::statement::mode::AccessMode;
use messages::Message;

use crate::operands::Operands;

const PASSWORD: &str = "PASS=";

/// `LINK [TO] userid vdev [AS] vdev [mode] [[PASS=] password]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOperands {
    /// Whose minidisk; none for `*`, one's own.
    pub owner: Option<Name>,
    /// Its device number there.
    pub owner_device: u16,
    /// The device number that it is to have.
    pub device: u16,
    /// The mode; where none is given, R for somebody else's minidisk and the MDISK statement's
    /// for one's own.
    pub mode: Option<AccessMode>,
    /// The password.
    pub password: Option<String>,
}

impl LinkOperands {
    /// Reads what stands behind LINK.
    pub fn parse(operands: &str) -> Result<Self, Message> {
        let mut operands = Operands::new(operands, "LNM");
        operands.take("TO", 1);
        let owner = match operands.optional() {
            Some("*") => None,
            word => {
                let name = word.and_then(Name::new);
                Some(name.ok_or_else(|| operands.message(20, &[]))?)
            }
        };
        let owner_device = operands.device()?;
        // `A` is a device number as well.
        operands.take("AS", 2);
        let device = operands.device()?;
        let mode = operands.peek().and_then(AccessMode::new);
        if mode.is_some() {
            operands.optional();
        }
        let keyword = operands.take(PASSWORD, PASSWORD.len());
        let password = operands.optional().map(|word| match keyword {
            true => word,
            false => without_keyword(word),
        });
        operands.end()?;
        let password = password.map(String::from);
        Ok(Self { owner, owner_device, device, mode, password })
    }
}

/// A password that stands directly behind `PASS=`.
fn without_keyword(word: &str) -> &str {
    match word.split_at_checked(PASSWORD.len()) {
        Some((keyword, password)) if keyword.eq_ignore_ascii_case(PASSWORD) => password,
        _ => word,
    }
}
