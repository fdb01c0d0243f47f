//! INSTPLAN on the command line.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use ipl_tools::instplan::{Outcome, Planning, Prompts, Screen, confirm, dasd_selected, summary};
use ipl_tools::plan::Plan;

const CONTINUE: &str = "DO YOU WANT TO CONTINUE?";

/// Makes a plan, asks about it and writes it. No volume changes.
pub fn run(plan: Option<&Path>, sample: Option<&str>, output: &Path, accept: bool) -> Result<()> {
    let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if plan.is_none() && sample.is_none() && on_terminal {
        // Panels ask about names and show the summary themselves.
        let plan = panels(begin(output))?;
        return write(&plan, output, accept, &mut io::stdin().lock(), &mut io::stdout());
    }
    let (mut input, mut screen) = (io::stdin().lock(), io::stdout().lock());
    let plan = match (plan, sample) {
        (Some(file), _) => Plan::load(file)?,
        (None, Some(name)) => Plan::sample(name)?,
        (None, None) => Prompts { input: &mut input, output: &mut screen }.ask()?,
    };
    for doubt in plan.doubts() {
        if !accept && !confirm(&doubt, &mut input, &mut screen)? {
            bail!("{doubt} Not accepted: no plan was written");
        }
    }
    writeln!(screen, "{}", summary(&plan))?;
    if !accept && !confirm(CONTINUE, &mut input, &mut screen)? {
        bail!("no plan was written");
    }
    write(&plan, output, accept, &mut input, &mut screen)
}

/// What the panels begin with: the plan of an earlier time, or none.
fn begin(output: &Path) -> Plan {
    Plan::load(output).unwrap_or_else(|_| Plan::blank())
}

/// The panels, with the summary between them as lines.
fn panels(plan: Plan) -> Result<Plan> {
    let mut planning = Planning::new(plan);
    loop {
        // The full-screen mode ends with each turn.
        let outcome = Screen::open()?.run(&mut planning)?;
        match outcome {
            Outcome::Panel => {}
            Outcome::Quit => bail!("no plan was written"),
            Outcome::Planned => break,
            Outcome::Summary => {
                println!("{}", summary(&planning.plan));
                if !confirm(CONTINUE, &mut io::stdin().lock(), &mut io::stdout())? {
                    bail!("no plan was written");
                }
                planning.define_volumes();
            }
        }
    }
    Ok(planning.plan)
}

/// Asks about the volumes that will be formatted and writes the plan.
fn write(
    plan: &Plan,
    output: &Path,
    accept: bool,
    input: &mut dyn BufRead,
    screen: &mut dyn Write,
) -> Result<()> {
    if plan.format {
        writeln!(screen, "{}", dasd_selected(plan))?;
        if !accept && !confirm(CONTINUE, input, screen)? {
            bail!("no plan was written");
        }
    }
    let written = fs::write(output, toml::to_string(plan)?);
    written.with_context(|| format!("{} cannot be written", output.display()))?;
    writeln!(screen, "HCPINP8392I INSTPLAN EXEC ENDED SUCCESSFULLY")?;
    Ok(())
}
