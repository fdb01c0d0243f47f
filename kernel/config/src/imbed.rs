//! IMBED: another file of the parm disk, read as if it stood here.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::operands::Operands;
use crate::parser::Parser;
use crate::reader::{Fault, Token};
use crate::{Scope, Statement};

/// Files that may be imbedded in one another.
const MAX_DEPTH: usize = 8;
/// In a file's name: the name of the system that reads.
const SYSTEM: &str = "-SYSTEM-";

/// `IMBED filename filetype`
pub(crate) struct Imbed {
    file: [String; 2],
}

impl Imbed {
    pub fn read(tokens: &[Token]) -> Result<Self, Fault> {
        let mut operands = Operands::new(tokens, 1);
        let file = [operands.name("a file name")?, operands.name("a file type")?];
        operands.end()?;
        Ok(Self { file })
    }

    /// Reads the file for `scope`. Where its name is of the reading system (-SYSTEM-), reads that
    /// of each system that a SYSTEM_IDENTIFIER before has named, for it alone: this configuration
    /// is that of all of them.
    pub fn follow(
        &self,
        parser: &mut Parser<'_>,
        scope: &Scope,
        name: &Token,
    ) -> Result<(), Fault> {
        if !self.file.iter().any(|word| word == SYSTEM) {
            return imbed(parser, self.file.join(" "), scope.clone(), name);
        }
        let systems = systems(parser, scope);
        if systems.is_empty() {
            let problem = format!("it is not known which system {SYSTEM} is");
            return Err(Fault::new(name.at, problem, "SYSTEM_IDENTIFIER statements before"));
        }
        for system in systems {
            let word = |word: &String| if word == SYSTEM { &system } else { word }.clone();
            let file = self.file.each_ref().map(word).join(" ");
            let scope = scope.within(&Scope::of(Vec::from([system])));
            if let Err(fault) = imbed(parser, file, scope.clone(), name) {
                parser.report(scope, &name.text, fault);
            }
        }
        Ok(())
    }
}

fn imbed(parser: &mut Parser<'_>, file: String, scope: Scope, name: &Token) -> Result<(), Fault> {
    if parser.files.contains(&file) {
        let problem = format!("{file} would imbed itself");
        return Err(Fault::new(name.at, problem, "another file"));
    }
    if parser.files.len() > MAX_DEPTH {
        let problem = format!("{file} is imbedded too deep");
        return Err(Fault::new(name.at, problem, format!("at most {MAX_DEPTH} IMBEDs")));
    }
    let imbeds = parser.imbeds;
    match imbeds.get(&file) {
        Some(Some(records)) => parser.imbedded(&file, records, scope),
        Some(None) => {
            let problem = format!("{file} is not there");
            return Err(Fault::new(name.at, problem, "a file of the parm disk"));
        }
        None if parser.parsed.wanted.contains(&file) => {}
        None => parser.parsed.wanted.push(file),
    }
    Ok(())
}

/// The systems that SYSTEM_IDENTIFIER statements have named so far and that `scope` is about.
fn systems(parser: &Parser<'_>, scope: &Scope) -> Vec<String> {
    let mut systems: Vec<String> = Vec::new();
    for scoped in &parser.parsed.statements {
        let system = match &scoped.statement {
            Statement::SystemIdentifier(identifier) => identifier.system(),
            Statement::SystemIdentifierDefault(system) => system,
            _ => continue,
        };
        let names = parser.parsed.names_of(system);
        let is_new = !systems.iter().any(|known| known == system);
        if is_new && scope.holds_for(names.iter().copied()) {
            systems.push(system.to_string());
        }
    }
    systems
}
