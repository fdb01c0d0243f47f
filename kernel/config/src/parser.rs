//! The file as a whole and those that it imbeds: qualifiers, blocks, and what of a configuration
//! is told of as an error.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use syntax::{Diagnostic, Place};

use crate::clash::clash;
use crate::cse::{Cse, ScopedCse};
use crate::imbed::Imbed;
use crate::operands::{Operands, unexpected};
use crate::reader::{At, Fault, Logical, Reader, Token};
use crate::{Scope, ScopedStatement, statements};

/// The most records that are read of a file and those that it imbeds; what follows is told to be
/// too much.
pub const MAX_RECORDS: u32 = 10_000;

/// What IMBED may name: the records of a file by `FILENAME FILETYPE`, or that there is none.
pub type Imbeds = BTreeMap<String, Option<Vec<String>>>;

/// The statements without error, and every error, both in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What was read.
    pub statements: Vec<ScopedStatement>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// The statements of CSE, each of which is a problem as well.
    pub cse: Vec<ScopedCse>,
    /// Files that IMBED names and of which [`Imbeds`] says nothing, each once: whoever has the
    /// parm disk reads them and parses anew, until there are none.
    pub wanted: Vec<String>,
}

/// One error, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The systems whose statement is wrong.
    pub scope: Scope,
    /// Whether the IPL goes on without asking; not so behind TOLERATE_CONFIG_ERRORS NO.
    pub tolerated: bool,
    /// Where it is and what was expected.
    pub diagnostic: Diagnostic,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

/// Reads a configuration that imbeds nothing, or whose imbeds are not at hand yet; `file_name` is
/// what diagnostics call it.
pub fn parse<'a>(file_name: &str, records: impl Iterator<Item = &'a str>) -> Parsed {
    parse_with(file_name, records, &Imbeds::new())
}

/// Reads a configuration and what it imbeds.
pub fn parse_with<'a>(
    file_name: &str,
    records: impl Iterator<Item = &'a str>,
    imbeds: &Imbeds,
) -> Parsed {
    let mut parser = Parser {
        imbeds,
        files: Vec::new(),
        around: Scope::default(),
        block: None,
        tolerating: true,
        records: 0,
        parsed: Parsed::default(),
    };
    parser.file(file_name, records);
    parser.parsed
}

pub(crate) struct Parser<'a> {
    pub(crate) imbeds: &'a Imbeds,
    /// The file that is read, behind those that imbed it.
    pub(crate) files: Vec<String>,
    /// For which systems this file is imbedded.
    around: Scope,
    /// The block that is open, and where its BEGIN stands.
    block: Option<(Scope, At)>,
    /// TOLERATE_CONFIG_ERRORS as it was said last.
    tolerating: bool,
    /// Records that were read of all files.
    records: u32,
    pub(crate) parsed: Parsed,
}

impl Parser<'_> {
    fn file<'r>(&mut self, name: &str, records: impl Iterator<Item = &'r str>) {
        self.files.push(name.to_string());
        let mut reader = Reader::default();
        for (number, record) in (1..).zip(records) {
            self.records += 1;
            if self.records > MAX_RECORDS {
                self.too_long(number);
                break;
            }
            if let Some(logical) = reader.record(number, record) {
                self.logical(logical);
            }
        }
        if let Some(logical) = reader.finish() {
            self.logical(logical);
        }
        if let Some((scope, at)) = self.block.take() {
            let problem = "the block is not ended";
            let fault = Fault::new(at, problem, format!("{scope} END"));
            self.report(scope, "BEGIN", fault);
        }
        self.files.pop();
    }

    /// Reads an imbedded file, whose statements hold for `scope`.
    pub(crate) fn imbedded(&mut self, name: &str, records: &[String], scope: Scope) {
        let around = core::mem::replace(&mut self.around, scope);
        let block = self.block.take();
        self.file(name, records.iter().map(String::as_str));
        self.around = around;
        self.block = block;
    }

    /// Tells it once, of the file that goes beyond.
    fn too_long(&mut self, number: u32) {
        if self.records == MAX_RECORDS + 1 {
            let at = At { record: number, column: 1, length: 0 };
            let expected = format!("at most {MAX_RECORDS} records");
            let fault = Fault::new(at, "the file is too long", expected);
            self.report(self.around.clone(), "", fault);
        }
    }

    fn logical(&mut self, logical: Logical) {
        let (tokens, broken) = match logical {
            Ok(tokens) => (tokens, None),
            Err((tokens, fault)) => (tokens, Some(fault)),
        };
        let qualifiers = tokens.iter().take_while(|token| token.text.ends_with(':')).count();
        let (qualifiers, tokens) = tokens.split_at(qualifiers);
        let name = tokens.first().map_or("", |token| token.text.as_str());
        let own = scope(qualifiers);
        let whole = self.whole(own.as_ref().ok());
        let result = match broken {
            Some(fault) => Err(fault),
            None => own.and_then(|own| self.statement(own, qualifiers, tokens)),
        };
        if let Err(fault) = result {
            self.report(whole, name, fault);
        }
    }

    /// For which systems a statement of this file holds: with its own qualifiers and the block's.
    fn whole(&self, own: Option<&Scope>) -> Scope {
        let block = self.block.as_ref().map(|(scope, _)| scope);
        [block, own].into_iter().flatten().fold(self.around.clone(), |all, own| all.within(own))
    }

    fn statement(
        &mut self,
        own: Scope,
        qualifiers: &[Token],
        tokens: &[Token],
    ) -> Result<(), Fault> {
        let Some(name) = tokens.first() else {
            let at = qualifiers.last().map_or(At { record: 1, column: 1, length: 0 }, |q| q.at);
            return Err(Fault::new(at, "nothing follows the system name", "a statement"));
        };
        match name.text.as_str() {
            "BEGIN" => return self.begin(own, name, tokens),
            "END" => return self.end(&own, name, tokens),
            _ => {}
        }
        if let Some((block, _)) = self.block.as_ref().filter(|_| !own.is_everywhere()) {
            let problem = format!("this is inside the block of {block}");
            return Err(Fault::new(name.at, problem, "a statement without a system name"));
        }
        let scope = self.whole(Some(&own));
        match name.text.as_str() {
            "TOLERATE_CONFIG_ERRORS" => self.tolerate(&scope, tokens),
            "IMBED" => Imbed::read(tokens)?.follow(self, &scope, name),
            _ => {
                let first = qualifiers.first().unwrap_or(name).at.record;
                self.keep(scope, first, tokens)
            }
        }
    }

    /// Reads a statement that says something of itself.
    fn keep(&mut self, scope: Scope, first: u32, tokens: &[Token]) -> Result<(), Fault> {
        let [name, ..] = tokens else { return Ok(()) };
        let place = self.place(name.at);
        let records = (first, tokens.last().unwrap_or(name).at.record);
        if let Some(cse) = Cse::read(name, tokens) {
            let statement = cse?;
            let fault = statement.fault(name);
            self.parsed.cse.push(ScopedCse { scope, place, records, statement });
            return Err(fault);
        }
        let statement = statements::read(name, tokens)?;
        clash(&self.parsed, &scope, &statement, name)?;
        self.parsed.statements.push(ScopedStatement { scope, place, records, statement });
        Ok(())
    }

    fn begin(&mut self, scope: Scope, name: &Token, tokens: &[Token]) -> Result<(), Fault> {
        alone(&scope, tokens)?;
        if let Some((open, _)) = &self.block {
            let problem = format!("the block of {open} is still open");
            return Err(Fault::new(name.at, problem, format!("{open} END")));
        }
        self.block = Some((scope, name.at));
        Ok(())
    }

    fn end(&mut self, scope: &Scope, name: &Token, tokens: &[Token]) -> Result<(), Fault> {
        alone(scope, tokens)?;
        let Some((open, _)) = self.block.take() else {
            return Err(Fault::new(name.at, "no block is open", "BEGIN before END"));
        };
        if open == *scope {
            return Ok(());
        }
        let problem = format!("the block that ends here is that of {open}");
        Err(Fault::new(name.at, problem, format!("{open} END")))
    }

    /// `TOLERATE_CONFIG_ERRORS {YES | NO}`: first NO, then the other one each time. It goes on
    /// into imbedded files and out of them.
    fn tolerate(&mut self, scope: &Scope, tokens: &[Token]) -> Result<(), Fault> {
        let mut operands = Operands::new(tokens, 1);
        let at = operands.at_next();
        let tolerating = operands.yes_or_no()?;
        operands.end()?;
        if !scope.is_everywhere() {
            let problem = "the statement is about all systems";
            return Err(Fault::new(tokens[0].at, problem, "it without a system name"));
        }
        if tolerating == self.tolerating {
            let (now, other) = if tolerating { ("are", "NO") } else { ("are not", "YES") };
            return Err(Fault::new(at, format!("errors {now} tolerated already"), other));
        }
        self.tolerating = tolerating;
        Ok(())
    }

    fn place(&self, At { record, column, length }: At) -> Place {
        let file = self.files.last().cloned().unwrap_or_default();
        Place { file, record, column, length }
    }

    pub(crate) fn report(&mut self, scope: Scope, statement: &str, fault: Fault) {
        let Fault { at, problem, expected } = fault;
        let (place, statement) = (self.place(at), statement.to_string());
        let diagnostic = Diagnostic { place, statement, problem, expected };
        let tolerated = self.tolerating;
        self.parsed.problems.push(Problem { scope, tolerated, diagnostic });
    }
}

/// BEGIN and END need a system name before and nothing behind.
fn alone(scope: &Scope, tokens: &[Token]) -> Result<(), Fault> {
    match tokens {
        [name] if scope.is_everywhere() => Err(Fault::new(
            name.at,
            "no system name stands before it",
            format!("<system>: {}", name.text),
        )),
        [_, extra, ..] => Err(unexpected(extra, "the end of the statement")),
        _ => Ok(()),
    }
}

/// Each qualifier is a name or pattern of at most 8 characters, then a colon.
fn scope(qualifiers: &[Token]) -> Result<Scope, Fault> {
    let mut names = Vec::new();
    for token in qualifiers {
        let name = Token { text: token.text.trim_end_matches(':').to_string(), at: token.at };
        let name = core::slice::from_ref(&name);
        names.push(Operands::new(name, 0).pattern("a system name")?);
    }
    Ok(Scope::of(names))
}
