//! The file as a whole: qualifiers, blocks, and what statements must not say together.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use syntax::{Diagnostic, Place};

use crate::reader::{At, Fault, Logical, Reader, Token};
use crate::{Scope, ScopedStatement, Statement, statements};

/// The most records that are read; what follows is told to be too much.
pub const MAX_RECORDS: u32 = 10_000;

/// The statements without error, and every error, both in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub statements: Vec<ScopedStatement>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a configuration; `file_name` is what diagnostics call it.
pub fn parse<'a>(file_name: &str, records: impl Iterator<Item = &'a str>) -> Parsed {
    let mut parser = Parser { file: file_name, block: None, parsed: Parsed::default() };
    let mut reader = Reader::default();
    for (number, record) in (1..).zip(records) {
        if number > MAX_RECORDS {
            let at = At { record: number, column: 1, length: 0 };
            let expected = format!("at most {MAX_RECORDS} records");
            parser.report("", Fault::new(at, "the file is too long", expected));
            break;
        }
        if let Some(logical) = reader.record(number, record) {
            parser.logical(logical);
        }
    }
    if let Some(logical) = reader.finish() {
        parser.logical(logical);
    }
    if let Some((scope, at)) = parser.block.take() {
        let problem = "the block is not ended";
        parser.report("BEGIN", Fault::new(at, problem, format!("{} END", label(&scope))));
    }
    parser.parsed
}

struct Parser<'a> {
    file: &'a str,
    /// The block that is open, and where its BEGIN stands.
    block: Option<(Scope, At)>,
    parsed: Parsed,
}

impl Parser<'_> {
    fn logical(&mut self, logical: Logical) {
        let (tokens, broken) = match logical {
            Ok(tokens) => (tokens, None),
            Err((tokens, fault)) => (tokens, Some(fault)),
        };
        let qualifiers = tokens.iter().take_while(|token| token.text.ends_with(':')).count();
        let name = tokens.get(qualifiers).map_or("", |token| token.text.as_str());
        let result = match broken {
            Some(fault) => Err(fault),
            None => self.statement(&tokens[..qualifiers], &tokens[qualifiers..]),
        };
        if let Err(fault) = result {
            self.report(name, fault);
        }
    }

    fn statement(&mut self, qualifiers: &[Token], tokens: &[Token]) -> Result<(), Fault> {
        let scope = scope(qualifiers)?;
        let Some(name) = tokens.first() else {
            let at = qualifiers.last().map_or(At { record: 1, column: 1, length: 0 }, |q| q.at);
            return Err(Fault::new(at, "nothing follows the system name", "a statement"));
        };
        match name.text.as_str() {
            "BEGIN" => self.begin(scope, name, tokens),
            "END" => self.end(&scope, name, tokens),
            _ => {
                let scope = self.scope_of(scope, name)?;
                let statement = statements::read(name, tokens)?;
                self.check(&scope, &statement, name)?;
                let place = self.place(name.at);
                self.parsed.statements.push(ScopedStatement { scope, place, statement });
                Ok(())
            }
        }
    }

    /// The scope of a statement: its own or that of the block it is in, not both.
    fn scope_of(&self, own: Scope, name: &Token) -> Result<Scope, Fault> {
        match &self.block {
            Some((block, _)) if own.0.is_empty() => Ok(block.clone()),
            Some((block, _)) => {
                let problem = format!("this is inside the block of {}", label(block));
                Err(Fault::new(name.at, problem, "a statement without a system name"))
            }
            None => Ok(own),
        }
    }

    fn begin(&mut self, scope: Scope, name: &Token, tokens: &[Token]) -> Result<(), Fault> {
        alone(&scope, tokens)?;
        if let Some((open, _)) = &self.block {
            let problem = format!("the block of {} is still open", label(open));
            return Err(Fault::new(name.at, problem, format!("{} END", label(open))));
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
        let problem = format!("the block that ends here is that of {}", label(&open));
        Err(Fault::new(name.at, problem, format!("{} END", label(&open))))
    }

    /// What earlier statements leave no room for.
    fn check(&self, scope: &Scope, statement: &Statement, name: &Token) -> Result<(), Fault> {
        let once = matches!(
            statement,
            Statement::CpOwned { .. } | Statement::Ssi(_) | Statement::SystemResidence(_)
        );
        if !once {
            return Ok(());
        }
        let clash = self.parsed.statements.iter().find(|earlier| {
            let same = match (&earlier.statement, statement) {
                (Statement::CpOwned { slot: a, .. }, Statement::CpOwned { slot: b, .. }) => a == b,
                (Statement::Ssi(_), Statement::Ssi(_))
                | (Statement::SystemResidence(_), Statement::SystemResidence(_)) => true,
                _ => false,
            };
            same && earlier.scope.overlaps(scope)
        });
        let Some(earlier) = clash else { return Ok(()) };
        let record = earlier.place.record;
        Err(match statement {
            Statement::CpOwned { slot, .. } => {
                let problem = format!("slot {slot} is already taken by record {record}");
                Fault::new(name.at, problem, "each slot once for a system")
            }
            _ => {
                let problem = format!("record {record} already has this statement");
                Fault::new(name.at, problem, "it once for a system")
            }
        })
    }

    fn place(&self, At { record, column, length }: At) -> Place {
        Place { file: self.file.to_string(), record, column, length }
    }

    fn report(&mut self, statement: &str, fault: Fault) {
        let Fault { at, problem, expected } = fault;
        let (place, statement) = (self.place(at), statement.to_string());
        self.parsed.diagnostics.push(Diagnostic { place, statement, problem, expected });
    }
}

/// BEGIN and END need a system name before and nothing behind.
fn alone(scope: &Scope, tokens: &[Token]) -> Result<(), Fault> {
    match tokens {
        [name] if scope.0.is_empty() => Err(Fault::new(
            name.at,
            "no system name stands before it",
            format!("<system>: {}", name.text),
        )),
        [_, extra, ..] => Err(crate::operands::unexpected(extra, "the end of the statement")),
        _ => Ok(()),
    }
}

/// Each qualifier is a name or pattern of at most 8 characters, then a colon.
fn scope(qualifiers: &[Token]) -> Result<Scope, Fault> {
    let mut names = Vec::new();
    for token in qualifiers {
        let name = Token { text: token.text.trim_end_matches(':').to_string(), at: token.at };
        let name = core::slice::from_ref(&name);
        names.push(crate::operands::Operands::new(name, 0).pattern("a system name")?);
    }
    Ok(Scope(names))
}

/// `LTICVM2:` as its users write it.
fn label(scope: &Scope) -> String {
    let names: Vec<String> = scope.0.iter().map(|name| format!("{name}:")).collect();
    names.join(" ")
}
