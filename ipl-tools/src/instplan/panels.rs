//! The panels of INSTPLAN in their order and wording: each is made from a plan, and taken back
//! into it.

mod license;
mod links;
mod management;
mod members;
mod products;
mod volumes;

use crate::instplan::panel::Panel;
use crate::plan::Plan;

/// Why a panel is not taken: which field, and what to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field, by its place in the panel's order.
    pub field: usize,
    /// What is wrong and what is expected.
    pub message: String,
}

/// A panel, or one page of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Products, language, DASD model, filepool, system type.
    Products,
    /// The licence.
    License,
    /// Whether something else manages the system.
    Management,
    /// Cluster, level, slots.
    Members,
    /// CTC devices, page from 0.
    Links(usize),
    /// Labels and addresses, page from 0.
    Volumes(usize),
}

impl Step {
    /// The panel as the plan fills it.
    pub fn panel(self, plan: &Plan) -> Panel {
        match self {
            Self::Products => products::panel(plan),
            Self::License => license::panel(),
            Self::Management => management::panel(),
            Self::Members => members::panel(plan),
            Self::Links(page) => links::panel(plan, page),
            Self::Volumes(page) => volumes::panel(plan, page),
        }
    }

    /// Takes what the panel says into the plan.
    pub fn take(self, panel: &Panel, plan: &mut Plan) -> Result<(), Refusal> {
        match self {
            Self::Products => products::take(panel, plan),
            Self::License => Ok(()),
            Self::Management => management::take(panel),
            Self::Members => members::take(panel, plan),
            Self::Links(page) => links::take(panel, plan, page),
            Self::Volumes(page) => volumes::take(panel, plan, page),
        }
    }

    /// The panel behind this one; none behind the last before the summary, and behind the last.
    pub fn next(self, plan: &Plan) -> Option<Self> {
        match self {
            Self::Products => Some(Self::License),
            Self::License => Some(Self::Management),
            Self::Management => Some(Self::Members),
            Self::Members => links::pages(plan).gt(&0).then_some(Self::Links(0)),
            Self::Links(page) => (page + 1 < links::pages(plan)).then_some(Self::Links(page + 1)),
            Self::Volumes(page) => {
                (page + 1 < volumes::pages(plan)).then_some(Self::Volumes(page + 1))
            }
        }
    }
}

/// `X` where a choice is made.
fn mark(chosen: bool) -> &'static str {
    if chosen { "X" } else { "" }
}

/// Which one of some mark fields is marked; `first` is the first one's place in the panel.
fn one_marked(marks: &[&str], first: usize, what: &str) -> Result<usize, Refusal> {
    let mut marked = marks.iter().enumerate().filter(|(_, value)| !value.is_empty());
    let refuse = |field, message| Refusal { field, message };
    let Some((chosen, _)) = marked.next() else {
        return Err(refuse(first, format!("MARK ONE {what} WITH AN \"X\"")));
    };
    match marked.next() {
        Some((second, _)) => Err(refuse(first + second, format!("MARK ONE {what} ONLY"))),
        None => Ok(chosen),
    }
}

/// A value that must not be empty.
fn filled(value: &str, field: usize, what: &str) -> Result<String, Refusal> {
    if value.is_empty() {
        return Err(Refusal { field, message: format!("{what} IS MISSING") });
    }
    Ok(value.to_owned())
}

/// A device number of up to four digits; empty stays empty.
fn address(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{value:0>4}") }
}
