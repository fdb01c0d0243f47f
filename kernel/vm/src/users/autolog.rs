//! XAUTOLOG and AUTOLOG: what the operands ask for.

use alloc::string::{String, ToString};

use directory::Name;
use directory::statement::ipl::{Ipl, IplSource};
use directory::statement::processor::Mode;
use directory::statement::size::StorageSize;
use messages::{Message, message};

use crate::machine::VirtualMachine;
use crate::operands::Operands;

/// Most characters of an account number.
const ACCOUNT: usize = 8;

/// A user who is to be logged on without a terminal, and what is to be otherwise than the
/// directory has it (CP Commands, "XAUTOLOG").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autolog {
    /// The user.
    pub user: Name,
    /// IPL and NOIPL: none within for nothing.
    pub ipl: Option<Option<IplSource>>,
    /// ACCOUNT.
    pub account: Option<String>,
    /// MACHINE.
    pub mode: Option<Mode>,
    /// STORAGE.
    pub storage: Option<StorageSize>,
    /// PASSWORD, or what AUTOLOG has behind the user id.
    pub password: Option<String>,
    /// PROMPT: the password is asked for.
    pub prompt: bool,
    /// SYNCH: the answer comes when the logon is complete.
    pub synchronous: bool,
    /// ON: the terminal that is to be the user's.
    pub terminal: Option<String>,
    /// CMD, or what AUTOLOG has behind the password: lines for the virtual console.
    pub input: String,
}

impl Autolog {
    /// `userid [IPL x|NOIPL] [ACCOUNT n] [MACHINE m] [STORAGE s|DIRECTORY] [PASSWORD p|PROMPT]
    /// [SYNCH] [ON rdev] [CMD data]`
    pub fn of_xautolog(operands: &str) -> Result<Self, Message> {
        let mut operands = Operands::new(operands, "CLS");
        let mut autolog = Self::of_user(&mut operands)?;
        while operands.peek().is_some() {
            if operands.take("CMD", 3) {
                autolog.input = operands.rest().trim().to_string();
                return Ok(autolog);
            }
            autolog.option(&mut operands)?;
        }
        Ok(autolog)
    }

    /// `userid [password [data]]`
    pub fn of_autolog(operands: &str) -> Result<Self, Message> {
        let mut operands = Operands::new(operands, "AUT");
        let mut autolog = Self::of_user(&mut operands)?;
        autolog.password = operands.optional().map(str::to_ascii_uppercase);
        autolog.input = operands.rest().trim().to_string();
        Ok(autolog)
    }

    fn of_user(operands: &mut Operands) -> Result<Self, Message> {
        let user = operands.optional().and_then(Name::new);
        Ok(Self {
            user: user.ok_or_else(|| operands.message(20, &[]))?,
            ipl: None,
            account: None,
            mode: None,
            storage: None,
            password: None,
            prompt: false,
            synchronous: false,
            terminal: None,
            input: String::new(),
        })
    }

    fn option(&mut self, operands: &mut Operands) -> Result<(), Message> {
        if operands.take("IPL", 1) {
            self.ipl = Some(Some(operands.parse(IplSource::new)?));
        } else if operands.take("NOIPL", 3) {
            self.ipl = Some(None);
        } else if operands.take("ACCOUNT", 2) {
            let number = |word: &str| (word.len() <= ACCOUNT).then(|| word.to_ascii_uppercase());
            self.account = Some(operands.parse(number)?);
        } else if operands.take("MACHINE", 4) {
            self.mode = Some(operands.parse(Mode::new)?);
        } else if operands.take("STORAGE", 1) {
            self.storage = Some(operands.parse(StorageSize::new)?);
        } else if operands.take("DIRECTORY", 3) {
            self.storage = None;
        } else if operands.take("PASSWORD", 4) {
            self.password = Some(operands.word()?.to_ascii_uppercase());
        } else if operands.take("PROMPT", 2) {
            self.prompt = true;
        } else if operands.take("SYNCH", 3) {
            self.synchronous = true;
        } else if operands.take("ON", 2) {
            self.terminal = Some(operands.word()?.to_ascii_uppercase());
        } else {
            let word = operands.word()?;
            return Err(operands.invalid_option(word));
        }
        Ok(())
    }

    /// Makes the virtual machine what the operands want. The directory's maximum of storage holds.
    pub fn apply(&self, machine: &mut VirtualMachine) -> Result<(), Message> {
        if let Some(size) = self.storage {
            let maximum = machine.storage.maximum;
            if size > maximum {
                return Err(message("CLS", 7043, &[&size.to_string(), &maximum.to_string()]));
            }
            machine.storage.configured = size;
        }
        machine.mode = self.mode.unwrap_or(machine.mode);
        if let Some(account) = &self.account {
            machine.account.clone_from(account);
        }
        if let Some(ipl) = self.ipl {
            machine.ipl = ipl.map(|source| Ipl { source, loadparm: None, parm: None });
        }
        Ok(())
    }
}
