//! The planning as a whole: which panel is up, what a key leads to. It knows no terminal.

use super::panel::{Key, Panel};
use super::panels::Step;
use crate::plan::Plan;

/// What is to be done after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The panel is shown and the next key awaited.
    Panel,
    /// The summary is shown; if it is accepted, [`Planning::define_volumes`] goes on.
    Summary,
    /// The plan is whole.
    Planned,
    /// F3: there will be no plan.
    Quit,
}

/// A plan that is being made.
#[derive(Clone, Debug)]
pub struct Planning {
    /// What is planned so far.
    pub plan: Plan,
    step: Step,
    panel: Panel,
    /// Whether the panel's help is up.
    help: bool,
    /// The names that were asked about and are taken by another F5.
    asked: Vec<String>,
}

impl Planning {
    /// Begins with the first panel as `plan` fills it.
    pub fn new(plan: Plan) -> Self {
        let panel = Step::Products.panel(&plan);
        Self { plan, step: Step::Products, panel, help: false, asked: Vec::new() }
    }

    /// Goes on behind the summary.
    pub fn define_volumes(&mut self) {
        self.go_to(Step::Volumes(0));
    }

    /// The panel that is up.
    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The text that is up instead of it.
    pub fn help(&self) -> Option<&'static str> {
        self.help.then_some(self.panel.help)
    }

    /// What a key does.
    pub fn key(&mut self, key: Key) -> Outcome {
        match key {
            // Whatever is pressed takes the help away.
            Key::Quit if !self.help => return Outcome::Quit,
            _ if self.help => self.help = false,
            Key::Help => self.help = true,
            Key::Process => return self.process(),
            key => self.panel.key(key),
        }
        Outcome::Panel
    }

    fn process(&mut self) -> Outcome {
        if let Err(refusal) = self.step.take(&self.panel, &mut self.plan) {
            self.panel.refuse(refusal.field, refusal.message);
            return Outcome::Panel;
        }
        if self.step == Step::Members && self.is_doubtful() {
            return Outcome::Panel;
        }
        match self.step.next(&self.plan) {
            Some(step) => {
                self.go_to(step);
                Outcome::Panel
            }
            None if matches!(self.step, Step::Volumes(_)) => self.planned(),
            None => Outcome::Summary,
        }
    }

    /// The plan is whole if it can be installed.
    fn planned(&mut self) -> Outcome {
        let Err(error) = self.plan.check() else { return Outcome::Planned };
        self.panel.message = error.to_string();
        Outcome::Panel
    }

    /// Asks about names that look mistyped; the same ones only once.
    fn is_doubtful(&mut self) -> bool {
        let doubts = self.plan.doubts();
        let Some(doubt) = doubts.first().filter(|_| doubts != self.asked) else { return false };
        self.panel.message = format!("{doubt} F5 TAKES IT AS IT IS");
        self.asked = doubts;
        true
    }

    fn go_to(&mut self, step: Step) {
        self.step = step;
        self.panel = step.panel(&self.plan);
    }
}
