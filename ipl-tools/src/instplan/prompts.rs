//! The questions of INSTPLAN one line after another: where there is no terminal for panels.

use std::io::{BufRead, Write};

use anyhow::{Context, Result, ensure};

use crate::choices::Level;
use crate::plan::{MAXIMUM_MEMBERS, Member, Plan, VolumePlan};

/// Asks a question; end of input is no.
pub fn confirm(question: &str, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<bool> {
    loop {
        write!(output, "{question} (Y/N) ")?;
        output.flush()?;
        let mut answer = String::new();
        if input.read_line(&mut answer)? == 0 {
            return Ok(false);
        }
        match answer.trim() {
            "Y" | "y" => return Ok(true),
            "N" | "n" => return Ok(false),
            _ => writeln!(output, "ANSWER Y OR N")?,
        }
    }
}

/// The questions; an empty line takes what stands in brackets.
pub struct Prompts<'a> {
    /// From where the answers come.
    pub input: &'a mut dyn BufRead,
    /// Where the questions go.
    pub output: &'a mut dyn Write,
}

impl Prompts<'_> {
    /// Asks for a whole plan and checks it.
    pub fn ask(&mut self) -> Result<Plan> {
        writeln!(self.output, "*** z/VM INSTALLATION PLANNING ***")?;
        let cluster = self.field("SSI Cluster Name (NONE: Non-SSI Install)", "LTICS1")?;
        let cluster = (cluster != "NONE").then_some(cluster);
        let count: u16 = match cluster {
            Some(_) => self.field("Number of Members", "4")?.parse().context("no number")?,
            None => 1,
        };
        ensure!(
            (1..=MAXIMUM_MEMBERS).contains(&count.into()),
            "{count} members; expected 1 to {MAXIMUM_MEMBERS}"
        );
        writeln!(self.output, "*** z/VM INSTALLATION PLANNING PANEL 3 ***")?;
        let level = match self.field("IPLed First-Level or Second-Level (1/2)", "2")?.as_str() {
            "1" => Level::First,
            _ => Level::Second,
        };
        let mut plan = Plan { cluster, level, ..Plan::blank() };
        plan.members = (1..=count).map(Member::of_slot).collect();
        for (slot, member) in (1..).zip(&mut plan.members) {
            let default = format!("MEMBER{slot}");
            member.name = self.field(&format!("Slot {slot} member name"), &default)?;
            member.userid = self.field(&format!("Slot {slot} IPL LPAR/USERID"), &member.name)?;
        }
        writeln!(self.output, "*** z/VM INSTALLATION VOLUME DEFINITION ***")?;
        plan.common = self.volume("COMMON", &plan.common)?;
        plan.release = self.volume("RELVOL", &plan.release)?;
        for member in &mut plan.members {
            let name = member.name.clone();
            if count > 1 {
                member.islink = self.islink(&name, &member.islink)?;
            } else {
                member.islink.clear();
            }
            member.res = self.volume(&format!("{name} RES"), &member.res)?;
            member.spool = self.volume(&format!("{name} SPOOL"), &member.spool)?;
            member.page = self.volume(&format!("{name} PAGE"), &member.page)?;
        }
        Plan::parse(&toml::to_string(&plan)?)
    }

    fn islink(&mut self, name: &str, default: &[String]) -> Result<Vec<String>> {
        let devices = self.field(&format!("{name} ISLINK addresses"), &default.join(" "))?;
        Ok(devices.split_whitespace().map(String::from).collect())
    }

    fn volume(&mut self, what: &str, default: &VolumePlan) -> Result<VolumePlan> {
        let label = self.field(&format!("{what} label"), &default.label)?;
        let address = self.field(&format!("{what} address"), &default.address)?;
        Ok(VolumePlan { label, address })
    }

    fn field(&mut self, name: &str, default: &str) -> Result<String> {
        write!(self.output, "{name} [{default}]: ")?;
        self.output.flush()?;
        let mut answer = String::new();
        self.input.read_line(&mut answer)?;
        let answer = answer.trim().to_ascii_uppercase();
        Ok(if answer.is_empty() { default.to_owned() } else { answer })
    }
}
