//! The statements by name: minimum abbreviation, where each may stand, how it is read.

use syntax::Keyword;

use super::Statement;
use super::kept::{Form, Kept};
use super::{crypto, dedicate, ipl, iucv, link, logon, minidisk, nicdef, option, processor, size};
use super::{unit, unit::Console};
use crate::source::operands::{Fault, Operands};

/// Where in an entry a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Directly behind USER or IDENTITY.
    Include,
    /// Before every device statement.
    General,
    /// Behind all general statements.
    Device,
    /// Behind the device statement that it says more about.
    DeviceOption,
}

/// How a statement is read.
pub(crate) enum Reader {
    Typed(fn(&mut Operands) -> Result<Statement, Fault>),
    Kept(Form),
}

/// What holds for a statement.
pub(crate) struct Rule {
    pub keyword: Keyword,
    pub group: Group,
    /// Whether an entry has it once only; then the entry's own goes before its profile's.
    pub once: bool,
    /// Whether it may stand in a SUBCONFIG.
    pub subconfig: bool,
    pub reader: Reader,
}

impl Rule {
    const fn new(name: &'static str, minimum: usize, group: Group, reader: Reader) -> Self {
        let keyword = Keyword::new(name, minimum);
        Self { keyword, group, once: false, subconfig: true, reader }
    }

    /// A general statement that is read.
    const fn general(
        name: &'static str,
        minimum: usize,
        reader: fn(&mut Operands) -> Result<Statement, Fault>,
    ) -> Self {
        Self::new(name, minimum, Group::General, Reader::Typed(reader))
    }

    /// A device statement.
    const fn device(
        name: &'static str,
        minimum: usize,
        reader: fn(&mut Operands) -> Result<Statement, Fault>,
    ) -> Self {
        Self::new(name, minimum, Group::Device, Reader::Typed(reader))
    }

    /// A statement that is only kept.
    const fn kept(name: &'static str, minimum: usize, form: Form) -> Self {
        Self::new(name, minimum, Group::General, Reader::Kept(form))
    }

    const fn once(self) -> Self {
        Self { once: true, ..self }
    }

    const fn group(self, group: Group) -> Self {
        Self { group, ..self }
    }

    /// Of the whole identity: not for one instance of it.
    const fn not_in_subconfig(self) -> Self {
        Self { subconfig: false, ..self }
    }

    /// Reads the statement's operands.
    pub fn read(&self, operands: &mut Operands) -> Result<Statement, Fault> {
        match self.reader {
            Reader::Typed(read) => read(operands),
            Reader::Kept(form) => {
                Kept::parse(self.keyword.name, form, operands).map(Statement::Kept)
            }
        }
    }
}

/// The rule of the statement that `word` stands for.
pub(crate) fn rule(word: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.keyword.matches(word))
}

use Statement as S;

const D8ONECMD: Form = Form::First(&["FAIL", "LIMIT", "OFF"]);
const IOPRIORITY: Form = Form::First(&["ABS", "ABSOLUTE", "REL", "RELATIVE"]);
const XCONFIG: Form = Form::First(&["ACCESSLIST", "ADDRSPACE"]);

/// Every statement (CP Planning and Administration, "Directory control statements"). Where two
/// names share an abbreviation, the first has it.
static RULES: [Rule; 47] = [
    Rule::general("INCLUDE", 3, |o| o.name("name of a profile").map(S::Include))
        .group(Group::Include)
        .once()
        .not_in_subconfig(),
    Rule::general("BUILD", 5, build).not_in_subconfig(),
    Rule::general("ACCOUNT", 3, |o| logon::Account::parse(o).map(S::Account))
        .once()
        .not_in_subconfig(),
    Rule::general("AUTOLOG", 4, |o| logon::Users::parse(o).map(S::Autolog)).not_in_subconfig(),
    Rule::general("XAUTOLOG", 5, |o| logon::Users::parse(o).map(S::Autolog)).not_in_subconfig(),
    Rule::general("CLASS", 2, |o| logon::Classes::parse(o).map(S::Class)).once().not_in_subconfig(),
    Rule::general("COMMAND", 3, |o| logon::Command::parse(o).map(S::Command)),
    Rule::general("CMD", 3, |o| logon::Command::parse(o).map(S::Command)),
    Rule::general("CPU", 3, |o| processor::Cpu::parse(o).map(S::Cpu)),
    Rule::general("CRYPTO", 3, |o| crypto::Crypto::parse(o).map(S::Crypto)),
    Rule::general("DATEFORMAT", 5, |o| logon::DateFormat::parse(o).map(S::DateFormat)).once(),
    Rule::general("IPL", 3, |o| ipl::Ipl::parse(o).map(S::Ipl)).once(),
    Rule::general("IUCV", 2, |o| iucv::Iucv::parse(o).map(S::Iucv)),
    Rule::general("LOGONBY", 6, |o| logon::Users::parse(o).map(S::LogonBy)).not_in_subconfig(),
    Rule::general("MACHINE", 4, |o| processor::Machine::parse(o).map(S::Machine)).once(),
    Rule::general("MAXSTORAGE", 6, |o| size::StorageSize::parse(o).map(S::MaxStorage)).once(),
    Rule::general("OPTION", 3, |o| option::Options::parse(o).map(S::Option)),
    Rule::general("SHARE", 2, |o| processor::Share::parse(o).map(S::Share)).once(),
    Rule::general("STORAGE", 3, |o| size::StorageSize::parse(o).map(S::Storage)).once(),
    Rule::general("VMRELOCATE", 4, |o| size::Vmrelocate::parse(o).map(S::Vmrelocate)).once(),
    Rule::device("CONSOLE", 3, |o| Console::parse(o).map(S::Console)).once(),
    Rule::device("DEDICATE", 3, |o| dedicate::Dedicate::parse(o).map(S::Dedicate)),
    Rule::device("LINK", 1, |o| link::Link::parse(o).map(S::Link)),
    Rule::device("MDISK", 2, |o| minidisk::Mdisk::parse(o).map(S::Mdisk)),
    Rule::device("NICDEF", 6, |o| nicdef::Nicdef::parse(o).map(S::Nicdef)),
    Rule::device("SPECIAL", 3, |o| unit::Special::parse(o).map(S::Special)),
    Rule::device("SPOOL", 2, |o| unit::Spool::parse(o).map(S::Spool)),
    Rule::kept("DASDOPT", 5, Form::Any).group(Group::DeviceOption),
    Rule::kept("MINIOPT", 4, Form::Any).group(Group::DeviceOption),
    Rule::kept("ACIGROUP", 3, Form::Name).once().not_in_subconfig(),
    Rule::kept("APPCPASS", 4, Form::Any),
    Rule::kept("D8ONECMD", 8, D8ONECMD).once(),
    Rule::kept("IOPRIORITY", 5, IOPRIORITY).once(),
    Rule::kept("LOADDEV", 5, Form::Any),
    Rule::kept("NAMESAVE", 4, Form::Any),
    Rule::kept("NOPDATA", 4, Form::Alone).once(),
    Rule::kept("NOTAPE", 6, Form::Any).once(),
    Rule::kept("POOL", 4, Form::Any).not_in_subconfig(),
    Rule::kept("POSIXGLIST", 7, Form::Any).not_in_subconfig(),
    Rule::kept("POSIXINFO", 7, Form::Any).not_in_subconfig(),
    Rule::kept("POSIXOPT", 7, Form::Any).not_in_subconfig(),
    Rule::kept("SCREEN", 3, Form::Any),
    Rule::kept("SCPDATA", 4, Form::Any),
    Rule::kept("SPOOLFILE", 6, Form::Any).once(),
    Rule::kept("STDEVOPT", 3, Form::Any).once(),
    Rule::kept("XCONFIG", 5, XCONFIG),
    Rule::kept("XSTORE", 3, Form::Any).once(),
];

fn build(operands: &mut Operands) -> Result<Statement, Fault> {
    let word = |operands: &mut Operands, word: &'static str| {
        operands.parse(word, |typed| typed.eq_ignore_ascii_case(word).then_some(()))
    };
    word(operands, "ON")?;
    let all = operands.take("*", 1);
    let member = if all { None } else { Some(operands.name("name of a member, or *")?) };
    word(operands, "USING")?;
    word(operands, "SUBCONFIG")?;
    let subconfig = operands.name("name of a SUBCONFIG")?;
    Ok(Statement::Build { member, subconfig })
}
