//! What was decided, and why.

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it is about: a statement with its record, or a user.
    pub subject: String,
    /// What becomes of it.
    pub outcome: String,
    /// Why, and what is left to be done by hand.
    pub reasons: Vec<String>,
}

impl Decision {
    /// A decision with its first reason.
    pub fn new(
        subject: impl Into<String>,
        outcome: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self { subject: subject.into(), outcome: outcome.into(), reasons: vec![reason.into()] }
    }
}

/// The decisions about a file as text.
pub fn report(file: &str, decisions: &[Decision]) -> String {
    let mut text = format!("*** {file} ***\n\n");
    for Decision { subject, outcome, reasons } in decisions {
        text += &format!("{subject}: {outcome}\n");
        for reason in reasons {
            text += &format!("    {reason}\n");
        }
    }
    text
}
