//! A member's machine: what it is loaded from, its name and its volumes.

use std::path::PathBuf;

use anyhow::{Context, Result};
use ipl_tools::salipl;

use crate::build::{self, Image};
use crate::ipl::{Arguments, Dasd};

/// The load parameter that asks for the loader's panel.
const PROMPT: &str = "PROMPT";
/// Characters of a line at the panel.
const PANEL_LINE: usize = 240;

/// From what the machine is loaded.
pub enum Load {
    /// From the host, with these IPL parameters.
    Kernel {
        /// The parameters.
        parameters: String,
    },
    /// From a volume.
    Volume {
        /// Its device number.
        address: String,
        /// The load parameter.
        loadparm: String,
    },
}

/// A member's machine.
pub struct Configuration {
    /// The name of the guest or LPAR.
    pub name: String,
    /// The ELF of the nucleus, or of what stands where it does.
    pub nucleus: PathBuf,
    /// From what it is loaded.
    pub load: Load,
    /// Its volumes.
    pub dasd: Vec<Dasd>,
    /// What is typed first, to the stand-alone program loader.
    pub answers: Vec<String>,
}

impl Configuration {
    /// The machine that the arguments ask for. What it is loaded from is built, and its volumes
    /// are installed if they are not there.
    pub fn prepare(arguments: &Arguments) -> Result<Self> {
        salipl::check(&arguments.parm).context("--parm")?;
        if arguments.kernel || arguments.image != Image::Nucleus {
            Self::of_host(arguments)
        } else {
            Self::of_volumes(arguments)
        }
    }

    fn of_host(arguments: &Arguments) -> Result<Self> {
        Ok(Self {
            name: arguments.member.clone(),
            nucleus: build::image(arguments.image)?,
            load: Load::Kernel { parameters: arguments.parm.clone() },
            dasd: arguments.dasd.clone(),
            answers: Vec::new(),
        })
    }

    fn of_volumes(arguments: &Arguments) -> Result<Self> {
        let plan = arguments.place.plan()?;
        let members: Vec<&str> = plan.members.iter().map(|member| member.name.as_str()).collect();
        let (_, member) = plan.member(&arguments.member).with_context(|| {
            format!("the plan has no member {}, but {}", arguments.member, members.join(" "))
        })?;
        let built = build::all()?;
        let mut dasd = arguments.place.prepare(&plan, member, built.programs())?;
        dasd.retain(|volume| arguments.dasd.iter().all(|own| own.address != volume.address));
        dasd.extend(arguments.dasd.iter().cloned());
        let answers = panel_lines(&arguments.parm);
        let asked = if answers.is_empty() { "" } else { PROMPT };
        let loadparm = arguments.loadparm.clone().unwrap_or(asked.into());
        Ok(Self {
            name: member.userid.clone(),
            nucleus: built.nucleus,
            load: Load::Volume { address: member.res.address.to_ascii_lowercase(), loadparm },
            dasd,
            answers,
        })
    }
}

/// What to type at the loader's panel, so that it loads with these parameters; nothing where there
/// are none.
fn panel_lines(parameters: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in parameters.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= PANEL_LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("IPLPARMS {word}")),
        }
    }
    if !lines.is_empty() {
        lines.push("LOAD".into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_typed_in_lines_that_the_panel_takes() {
        assert_eq!(panel_lines(" "), [""; 0]);
        assert_eq!(panel_lines("FN=A  REPAIR"), ["IPLPARMS FN=A REPAIR", "LOAD"]);
        let long = "X23456789 ".repeat(60);
        let lines = panel_lines(&long);
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.len() <= PANEL_LINE));
        let words = lines.iter().flat_map(|line| line.split(' ')).filter(|w| w.starts_with('X'));
        assert_eq!(words.count(), 60);
    }
}
