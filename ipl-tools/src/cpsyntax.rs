//! CPSYNTAX: tells every error of SYSTEM CONFIG without IPLing it.

use anyhow::{Result, bail};
use config::{Identity, Imbeds, Parsed, Statement, SystemIdentifier, parse_with};
use messages::message;
use syntax::Place;

use crate::Ended;
use crate::excerpt::Excerpts;
use crate::mistyped::mistyped;

/// Return code where there are errors.
const ERRORS: u8 = 8;

/// `LPAR x SYSID y`: for which system the file is looked at; else for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Name of the LPAR or the guest that is IPLed.
    pub lpar: Option<String>,
    /// Name of the system.
    pub sysid: Option<String>,
}

impl Options {
    /// Reads `LPAR x SYSID y`, in any order, after an opening parenthesis or not.
    pub fn read(words: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter().map(|word| word.trim_start_matches('(').to_ascii_uppercase());
        while let Some(word) = words.next() {
            let value = match word.as_str() {
                "" => continue,
                "LPAR" => &mut options.lpar,
                "SYSID" => &mut options.sysid,
                _ => bail!("{word}: expected LPAR and a name, or SYSID and a name"),
            };
            *value = words.next();
            if value.is_none() {
                bail!("a name is missing behind {word}");
            }
        }
        Ok(options)
    }
}

/// Checks a file; `imbedded` gives the text of one that it imbeds. What is to be told of a good
/// one, and of a bad one as [`Ended`] with return code 8.
pub fn check(
    file: &str,
    text: &str,
    imbedded: impl Fn(&str) -> Option<String>,
    options: &Options,
) -> Result<String> {
    let mut excerpts = Excerpts::default();
    excerpts.add(file, text);
    let mut imbeds = Imbeds::new();
    let parsed = loop {
        let parsed = parse_with(file, text.lines(), &imbeds);
        if parsed.wanted.is_empty() {
            break parsed;
        }
        for wanted in parsed.wanted {
            let text = imbedded(&wanted);
            text.iter().for_each(|text| excerpts.add(&wanted, text));
            let records = text.map(|text| text.lines().map(String::from).collect());
            imbeds.insert(wanted, records);
        }
    };
    let told = errors(&parsed, &excerpts, options);
    let warnings = doubts(&parsed, &excerpts);
    if told.is_empty() {
        return Ok(warnings);
    }
    let text = (told + &warnings).trim_end().to_owned();
    bail!(Ended { code: ERRORS, text })
}

/// Each error by z/VM's pair of messages and where it is.
fn errors(parsed: &Parsed, excerpts: &Excerpts, options: &Options) -> String {
    let mut told = String::new();
    let system = match (&options.sysid, &options.lpar) {
        (Some(system), _) => Some(system.clone()),
        (None, Some(lpar)) => {
            let identity = Identity { lpar_name: Some(lpar), machine_type: "", cpu_id: "" };
            match parsed.resolve(&identity) {
                Ok(config) => Some(config.system_name),
                Err(unknown) => {
                    told += &format!("{}\n", message("SYK", 7018, &[&unknown.to_string()]));
                    None
                }
            }
        }
        (None, None) => None,
    };
    let problems: Vec<_> = match &system {
        Some(system) => parsed.problems_of(system).collect(),
        None => parsed.problems.iter().collect(),
    };
    for diagnostic in problems.iter().map(|problem| &problem.diagnostic) {
        let Place { file, record, .. } = &diagnostic.place;
        let (name, kind) = file.split_once(' ').unwrap_or((file, ""));
        let at = message("SYK", 6700, &[name, kind, "*", &record.to_string()]);
        let what = message("SYK", 6701, &[&diagnostic.statement]);
        let place = &diagnostic.place;
        let shown = excerpts.error(place, "", &diagnostic.problem, &diagnostic.expected);
        told += &format!("{at}\n{what}\n{shown}\n");
    }
    told
}

/// Names of LPARs that differ in one letter from what all others of their length agree on.
fn doubts(parsed: &Parsed, excerpts: &Excerpts) -> String {
    let lpars = || {
        parsed.statements.iter().filter_map(|scoped| match &scoped.statement {
            Statement::SystemIdentifier(SystemIdentifier::Lpar { lpar_name, .. }) => {
                Some((lpar_name.as_str(), &scoped.place))
            }
            _ => None,
        })
    };
    let mut told = String::new();
    for length in 1..=8 {
        let of_length: Vec<_> = lpars().filter(|(name, _)| name.len() == length).collect();
        let names: Vec<&str> = of_length.iter().map(|(name, _)| *name).collect();
        for (at, meant) in mistyped(&names) {
            let (name, place) = of_length[at];
            told += &excerpts.warning(place, &format!("is {name} meant, and not {meant}?"));
        }
    }
    told
}
