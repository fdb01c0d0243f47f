//! What is to be loaded: as the volume has it stored, and as the operator changes it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use config::{IplParameters, merged};
use formats::edf::FileId;
use formats::label::Volid;
use formats::parameter_area;
use messages::{Message, message};
use syntax::{Keyword, words};

/// Type of the files that can be loaded.
pub const MODULE: &str = "MODULE";
/// What is loaded if nobody says otherwise.
const CPLOAD: &str = "CPLOAD";
/// The word that the loader adds: the volume that CP is loaded from.
const LOAD_VOLUME: &str = "LOADVOL=";
/// Characters that the parameters may have, so that the area takes that word too.
const PARAMETER_CHARACTERS: usize = parameter_area::BYTES - 1 - (1 + LOAD_VOLUME.len() + 6);

/// The operands of SALIPL that the panel takes.
const OPERANDS: [(Keyword, Change); 4] = [
    (Keyword::new("MODULE", 2), Choice::change_module),
    (Keyword::new("EXTENT", 1), Choice::change_extent),
    (Keyword::new("IPLPARMS", 1), Choice::change_parameters),
    (Keyword::new("LOAD", 1), |_, _| Ok(Next::Load)),
];
type Change = fn(&mut Choice, &str) -> Result<Next, Message>;

/// What the loader does after a line of the operator's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Shows what is chosen now.
    Show,
    /// Loads it.
    Load,
}

/// What is to be loaded.
#[derive(Debug)]
pub struct Choice {
    /// File name of the module.
    pub module: String,
    /// Which PARM extent of the volume it is on, from 1.
    pub extent: usize,
    /// IPL parameters.
    pub parameters: String,
}

impl Choice {
    /// As SALIPL stored it with the loader.
    pub fn stored() -> Self {
        let parameters = machine::parameters().to_string();
        Self { module: CPLOAD.to_string(), extent: 1, parameters }
    }

    /// A message for each of the IPL parameters that is not valid.
    pub fn faults(&self) -> Vec<Message> {
        faults(&self.parameters)
    }

    /// The IPL parameters for CP, which is loaded from volume `volid`.
    pub fn parameters_of(&self, volid: Volid) -> String {
        merged(&self.parameters, &format!("{LOAD_VOLUME}{volid}"))
    }

    /// Does what a line of the operator's says; an empty one loads.
    pub fn change(&mut self, line: &str) -> Result<Next, Message> {
        let mut words = words(line);
        let Some(operand) = words.next() else { return Ok(Next::Load) };
        let rest = words.next().map_or("", |word| word.rest(line)).trim_end();
        let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(operand.text));
        let (_, change) = known.ok_or_else(|| refusal(line))?;
        change(self, rest)
    }

    fn change_module(&mut self, name: &str) -> Result<Next, Message> {
        FileId::new(name, MODULE).ok_or_else(|| refusal(name))?;
        self.module = name.to_ascii_uppercase();
        Ok(Next::Show)
    }

    fn change_extent(&mut self, number: &str) -> Result<Next, Message> {
        let extent = number.parse().ok().filter(|&extent| extent > 0);
        self.extent = extent.ok_or_else(|| refusal(number))?;
        Ok(Next::Show)
    }

    fn change_parameters(&mut self, typed: &str) -> Result<Next, Message> {
        let parameters = merged(&self.parameters, typed);
        if parameters.len() > PARAMETER_CHARACTERS {
            let (there, most) = (parameters.len().to_string(), PARAMETER_CHARACTERS.to_string());
            return Err(message("SAL", 7107, &[&there, &most]));
        }
        if let Some(fault) = faults(&parameters).into_iter().next() {
            return Err(fault);
        }
        self.parameters = parameters;
        Ok(Next::Show)
    }
}

fn faults(parameters: &str) -> Vec<Message> {
    let (_, bad) = IplParameters::parse(parameters);
    bad.iter().map(|word| message("SAL", 7015, &[&word.word, word.expected])).collect()
}

fn refusal(text: &str) -> Message {
    message("SAL", 7108, &[&text.trim().to_ascii_uppercase()])
}
