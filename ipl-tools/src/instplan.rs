//! INSTPLAN: the summaries of a plan and the panels that ask for one.

use std::io::{BufRead, Write};

use anyhow::{Context, Result};

use crate::plan::{Level, Member, Plan, VolumePlan};

/// Message HCPIPX8475I: what was chosen, and the volumes it needs.
pub fn summary(plan: &Plan) -> String {
    let kind = if plan.cluster.is_some() { "SSI" } else { "NON-SSI" };
    let mut text = format!(
        "HCPIPX8475I THE PRODUCTS YOU SELECTED TO LOAD TO MINIDISK ARE:\n\n    ATOLL\n\n\
         THE INSTALL TYPE YOU SELECTED IS:\n\n    {kind}\n\n"
    );
    if let Some(cluster) = &plan.cluster {
        text += &format!("THE SSI CLUSTER NAME IS:\n\n    {cluster}\n\n");
    }
    text += &format!("THE NUMBER OF MEMBERS IS:\n\n    {}\n\n", plan.members.len());
    for (slot, Member { name, userid, .. }) in (1..).zip(&plan.members) {
        text += &format!("MEMBER NAME {slot}: {name:<9} IPL LPAR/USERID {slot}: {userid}\n");
    }
    let Plan { level, common, release, .. } = plan;
    text += &format!(
        "\nAFTER INSTALLATION IS COMPLETE, MEMBERS WILL BE IPLed FROM:\n\n    {level}\n\n\
         THE DASD TYPE YOU SELECTED TO LOAD ON IS:\n\n    3390 Mod 9\n\n\
         THE VOLUMES NEEDED TO LOAD z/VM ARE:\n\n    COMMON: {}\n    RELEASE: {}\n",
        common.label, release.label
    );
    for (slot, Member { res, spool, page, .. }) in (1..).zip(&plan.members) {
        text += &format!("    MEMBER{slot}: {} {} {}\n", res.label, spool.label, page.label);
    }
    text
}

/// Message HCPIIX8377R: the volumes to be formatted.
pub fn dasd_selected(plan: &Plan) -> String {
    let head = "HCPIIX8377R YOU HAVE SELECTED TO FORMAT YOUR DASD. DASD SELECTED ARE:\n\n";
    let volumes = plan.volumes();
    let lines = volumes.iter().map(|volume| format!("{:<12}{}\n", volume.label, volume.address));
    head.to_owned() + &lines.collect::<String>()
}

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

/// The panels, line by line; an empty line takes what stands in brackets.
pub struct Panels<'a> {
    /// From where the answers come.
    pub input: &'a mut dyn BufRead,
    /// Where the questions go.
    pub output: &'a mut dyn Write,
}

impl Panels<'_> {
    /// Asks for a whole plan and checks it.
    pub fn ask(&mut self) -> Result<Plan> {
        writeln!(self.output, "*** z/VM INSTALLATION PLANNING ***")?;
        let cluster = self.field("SSI Cluster Name (NONE: Non-SSI Install)", "LTICS1")?;
        let cluster = (cluster != "NONE").then_some(cluster);
        let count: usize = match cluster {
            Some(_) => self.field("Number of Members", "4")?.parse().context("no number")?,
            None => 1,
        };
        writeln!(self.output, "*** z/VM INSTALLATION PLANNING PANEL 3 ***")?;
        let level = match self.field("IPLed First-Level or Second-Level (1/2)", "2")?.as_str() {
            "1" => Level::First,
            _ => Level::Second,
        };
        let mut names = Vec::new();
        for slot in 1..=count {
            let name = self.field(&format!("Slot {slot} member name"), &format!("MEMBER{slot}"))?;
            let userid = self.field(&format!("Slot {slot} IPL LPAR/USERID"), &name)?;
            names.push((name, userid));
        }
        writeln!(self.output, "*** z/VM INSTALLATION VOLUME DEFINITION ***")?;
        let common = self.volume("COMMON", "VMCOM1", 0x8290)?;
        let release = self.volume("RELVOL", "620RL1", 0x8291)?;
        let mut members = Vec::new();
        for (number, (name, userid)) in (0u16..).zip(names) {
            let (slot, device) = (number + 1, 0x8292 + 3 * number);
            let islink = if count > 1 { self.islink(&name, slot)? } else { Vec::new() };
            let res = self.volume(&format!("{name} RES"), &format!("M{slot:02}RES"), device)?;
            let spool = format!("M{slot:02}S01");
            let spool = self.volume(&format!("{name} SPOOL"), &spool, device + 1)?;
            let page = format!("M{slot:02}P01");
            let page = self.volume(&format!("{name} PAGE"), &page, device + 2)?;
            members.push(Member { name, userid, islink, res, spool, page });
        }
        let plan = Plan { cluster, level, common, release, members };
        Plan::parse(&toml::to_string(&plan)?)
    }

    fn islink(&mut self, name: &str, slot: u16) -> Result<Vec<String>> {
        let default = format!("F{slot:X}40 F{slot:X}48");
        let devices = self.field(&format!("{name} ISLINK addresses"), &default)?;
        Ok(devices.split_whitespace().map(String::from).collect())
    }

    fn volume(&mut self, what: &str, label: &str, device: u16) -> Result<VolumePlan> {
        let label = self.field(&format!("{what} label"), label)?;
        let address = self.field(&format!("{what} address"), &format!("{device:04X}"))?;
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
