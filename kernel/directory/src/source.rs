//! The directory source: records, statements, their order, and what they say of each other.

mod check;
mod draft;
pub(crate) mod operands;
mod order;
pub(crate) mod record;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use syntax::{Diagnostic, Keyword, Place};

use crate::entry::{Directory, Kind, Logon, Residence};
use crate::name::Name;
use crate::problem::{Number, Problem};
use crate::statement::kept::Kept;
use crate::statement::minidisk::DiskType;
use crate::statement::rule;
use draft::Draft;
use operands::{Fault, Operands, Token};
use order::Part;

/// Most problems that are told of one source: behind these it is another kind of file.
const MOST_PROBLEMS: usize = 200;

/// Statements that begin an entry or stand before all entries.
const HEADS: [(Keyword, Head); 8] = [
    (Keyword::new("DIRECTORY", 3), Head::Directory),
    (Keyword::new("GLOBALDEFS", 7), Head::Global),
    (Keyword::new("GLOBALOPTS", 7), Head::Global),
    (Keyword::new("POSIXGROUP", 6), Head::Global),
    (Keyword::new("PROFILE", 4), Head::Profile),
    (Keyword::new("USER", 1), Head::User),
    (Keyword::new("IDENTITY", 3), Head::Identity),
    (Keyword::new("SUBCONFIG", 3), Head::Subconfig),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Directory,
    Global,
    Profile,
    User,
    Identity,
    Subconfig,
}

/// Reads a directory source.
///
/// `file` is its name as its users write it; `members` are the cluster's members, among which
/// BUILD ON must choose (empty: any name will do). All errors of the source are told, in the
/// order of its records, but not more than 200.
pub fn parse(file: &str, text: &str, members: &[Name]) -> Result<Directory, Vec<Problem>> {
    let mut source = Source { file, problems: Vec::new(), ..Source::default() };
    for record in record::records(text) {
        match record {
            Ok(record) => source.statement(&record.tokens),
            Err(fault) => source.problem("", fault),
        }
    }
    check::check(&mut source, members);
    let Source { residence, globals, drafts, mut problems, .. } = source;
    match residence {
        Some(residence) if problems.is_empty() => {
            let entries = drafts.into_iter().map(Draft::into_entry).collect();
            Ok(Directory { residence, globals, entries })
        }
        _ => {
            problems.sort_by_key(|problem| problem.diagnostic.place.record);
            problems.truncate(MOST_PROBLEMS);
            Err(problems)
        }
    }
}

/// What has been read of a source.
#[derive(Default)]
struct Source<'a> {
    file: &'a str,
    residence: Option<Residence>,
    globals: Vec<Kept>,
    drafts: Vec<Draft>,
    part: Part,
    problems: Vec<Problem>,
}

impl Source<'_> {
    fn problem(&mut self, statement: &str, fault: Fault) {
        let Fault { number, at, problem, expected } = fault;
        let place = Place {
            file: self.file.into(),
            record: at.record,
            column: at.column,
            length: at.length,
        };
        let statement = String::from(statement);
        let diagnostic = Diagnostic { place, statement, problem, expected };
        self.problems.push(Problem { number, diagnostic });
    }

    fn statement(&mut self, tokens: &[Token]) {
        let Some(&first) = tokens.first() else { return };
        let head = HEADS.iter().find(|(keyword, _)| keyword.matches(first.text));
        let outcome = match head {
            Some(&(keyword, head)) => {
                let operands = &mut Operands::new(tokens);
                let outcome = self.head(keyword.name, head, first, operands);
                outcome.map_err(|fault| (keyword.name.to_string(), fault))
            }
            None => self.inner(first, &mut Operands::new(tokens)),
        };
        if let Err((statement, fault)) = outcome {
            self.problem(&statement, fault);
        }
    }

    fn head(
        &mut self,
        keyword: &'static str,
        head: Head,
        first: Token,
        operands: &mut Operands,
    ) -> Result<(), Fault> {
        let part = match head {
            Head::Directory => Part::Directory,
            Head::Global => Part::Globals,
            Head::Profile => Part::Profiles,
            _ => Part::Users,
        };
        let order = self.part.go_on_to(part, first);
        let read = match head {
            Head::Directory => self.directory(operands),
            Head::Global => {
                self.globals.push(Kept { keyword: keyword.into(), operands: operands.rest() });
                Ok(())
            }
            _ => self.entry(head, first, operands),
        };
        order.and(read)
    }

    fn directory(&mut self, operands: &mut Operands) -> Result<(), Fault> {
        let ssi = operands.take("SSI", 3);
        let device = operands.device("virtual device number")?;
        let kind = operands.parse("3390, 3380, 9345 or FB-512", DiskType::new)?;
        let label = |word: &str| Name::label(word);
        let mut volumes = alloc::vec![operands.parse("a volume label", label)?];
        while let Some(word) = operands.peek() {
            if !ssi && (Name::label(word).is_none() || volumes.len() == 2) {
                operands.optional();
                return Err(operands.invalid(WITHOUT_CSE));
            }
            volumes.push(operands.parse("a volume label", label)?);
        }
        if self.residence.is_some() {
            return Err(operands.invalid(WITHOUT_CSE));
        }
        self.residence = Some(Residence { ssi, device, kind, volumes });
        Ok(())
    }

    /// Begins an entry, even where its statement is wrong: what follows belongs to it.
    fn entry(&mut self, head: Head, first: Token, operands: &mut Operands) -> Result<(), Fault> {
        let name = operands.name("user id or name");
        let kind = match head {
            Head::User => Logon::parse(operands).map(Kind::User),
            Head::Identity => Logon::parse(operands).map(Kind::Identity),
            Head::Profile => operands.end().map(|()| Kind::Profile),
            _ => operands.end().map(|()| Kind::Subconfig),
        };
        let at = operands.name_at().unwrap_or(first.at);
        let meant = if head == Head::Profile { Kind::Profile } else { Kind::Subconfig };
        let entry_kind = kind.clone().unwrap_or(meant);
        self.drafts.push(Draft::new(name.clone().ok(), entry_kind, at, kind.is_ok()));
        let name = name?;
        if name.is_reserved() && head != Head::Profile {
            let problem = alloc::format!("{name} is a name of CP's own");
            return Err(Fault::new(Number::Invalid, at, problem, "another user id"));
        }
        kind.map(|_| ())
    }

    fn inner(&mut self, first: Token, operands: &mut Operands) -> Result<(), (String, Fault)> {
        let Some(rule) = rule(first.text) else {
            let name = first.text.to_ascii_uppercase();
            return Err((name, unknown(first)));
        };
        let read = rule.read(operands).and_then(|statement| {
            operands.end()?;
            Ok(statement)
        });
        let placed = match self.drafts.last_mut() {
            Some(draft) => draft.add(rule, first, read),
            None => Err(Fault::new(
                Number::Sequence,
                first.at,
                "the statement belongs to no entry",
                "PROFILE, USER, IDENTITY or SUBCONFIG before it",
            )),
        };
        placed.map_err(|fault| (rule.keyword.name.into(), fault))
    }
}

/// The way out of CSE's one DIRECTORY statement for each system.
const WITHOUT_CSE: &str = "one DIRECTORY statement: of a cluster DIRECTORY SSI with the RES \
    volume of each member in slot order; the serial numbers and system names of CSE are not needed";

/// The way out of CSE's SYSAFFIN.
const WITHOUT_SYSAFFIN: &str = "USER with EQIDs in SYSTEM CONFIG if it runs on one member at a \
    time, else IDENTITY with BUILD ON and a SUBCONFIG for each member";

fn unknown(first: Token) -> Fault {
    if Keyword::new("SYSAFFIN", 4).matches(first.text) {
        let problem = "SYSAFFIN is not supported in an SSI cluster";
        return Fault::new(Number::Invalid, first.at, problem, WITHOUT_SYSAFFIN);
    }
    let problem = alloc::format!("{} is no directory statement", first.text);
    Fault::new(Number::Invalid, first.at, problem, "a directory statement or its abbreviation")
}

#[cfg(test)]
mod tests;
