//! QUERY SSI and the table of HCPPLM1644I.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use formats::pdr::{DownReason, Mode, Name, State};

use crate::{Doubt, Tod};

/// What QUERY SSI shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySsi {
    /// Name of the cluster.
    pub ssi_name: Name,
    /// The mode that this member sees.
    pub mode: Mode,
    /// Why requests are not granted; empty if they are.
    pub doubts: Vec<Doubt>,
    /// Cross-system timeouts are enabled.
    pub timeouts: bool,
    /// Where the PDR is: `S1COM1 on 8290`.
    pub pdr_device: String,
    /// All slots, in order.
    pub slots: Vec<SlotLine>,
}

/// A slot in QUERY SSI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotLine {
    /// Slot from 1.
    pub slot: u16,
    /// Who has it and in which state; none if it is AVAILABLE.
    pub member: Option<(Name, State)>,
    /// Why the member is DOWN.
    pub down_reason: DownReason,
    /// Whether it is this member.
    pub local: bool,
    /// Its heartbeat in the PDR, by its own clock.
    pub pdr_heartbeat: Option<Tod>,
    /// When its last heartbeat came over ISFC; of this member itself, now.
    pub received_heartbeat: Option<Tod>,
}

impl QuerySsi {
    /// The response of QUERY SSI. `date` gives date and time of a TOD: `12/15/11`, `18:08:56`.
    ///
    /// Where requests are not granted, lines after z/VM's say why.
    pub fn lines(&self, date: impl Fn(Tod) -> (String, String)) -> Vec<String> {
        let mode = match self.mode {
            Mode::Stable => "Stable",
            Mode::InFlux => "In-Flux",
            Mode::Safe => "Safe",
        };
        let timeouts = if self.timeouts { "Enabled" } else { "Disabled" };
        let mut lines = Vec::from([
            format!("SSI Name: {}", self.ssi_name),
            format!("SSI Mode: {mode}"),
            format!("Cross-System Timeouts: {timeouts}"),
            self.device_line(),
            "SLOT SYSTEMID STATE      PDR HEARTBEAT      RECEIVED HEARTBEAT".into(),
        ]);
        let stamp = |tod: Option<Tod>| {
            let (date, time) = tod.map(&date).unwrap_or_default();
            format!("{date:8}   {time:8}")
        };
        for line in &self.slots {
            let (name, state) = line.columns();
            let rest = match line.member {
                Some((_, State::Down)) => down_text(line.down_reason).into(),
                Some(_) => {
                    let pdr = stamp(line.pdr_heartbeat);
                    format!("{state:<9} {pdr}  {}", stamp(line.received_heartbeat))
                }
                None => state.into(),
            };
            lines.push(format!("{:4} {name:<8} {rest}", line.slot).trim_end().into());
        }
        lines.extend(self.doubts.iter().map(|doubt| format!("Not granting: {doubt}")));
        lines
    }

    /// What follows message HCPPLM1644I.
    pub(crate) fn status_lines(&self) -> Vec<String> {
        let mut lines = Vec::from([
            format!("SSI Name: {}", self.ssi_name),
            self.device_line(),
            "SLOT SYSTEMID STATE      CONNECT TYPE      HOPS".into(),
        ]);
        // As the paper has it, a column to the left of QUERY SSI's.
        lines.extend(self.slots.iter().map(|line| {
            let (name, state) = line.columns();
            let connect = if line.local { "Local" } else { "Not connected" };
            format!("{:3} {name:<8} {state:<9} {connect:<17}-", line.slot)
        }));
        lines
    }

    fn device_line(&self) -> String {
        format!("SSI Persistent Data Record (PDR) device: {}", self.pdr_device)
    }
}

impl SlotLine {
    fn columns(&self) -> (&str, &'static str) {
        match &self.member {
            Some((name, state)) => (name.as_str(), state.word()),
            None => ("--------", "Available"),
        }
    }
}

/// The first two are z/VM's texts; of the others none is public.
const fn down_text(reason: DownReason) -> &'static str {
    match reason {
        DownReason::NotIpled => "Down (not IPLed)",
        DownReason::Left => "Down (shut down successfully)",
        DownReason::Failed => "Down (went down without leaving)",
        DownReason::Declared => "Down (declared down by SET SSI)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Tod = 2;

    fn line(slot: u16, name: &str, state: State) -> SlotLine {
        SlotLine {
            slot,
            member: Name::new(name).map(|name| (name, state)),
            down_reason: DownReason::Left,
            local: slot == 1,
            pdr_heartbeat: Some(NOW),
            received_heartbeat: Some(NOW),
        }
    }

    fn ltics1(state: State) -> QuerySsi {
        let names = ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"];
        let states = [state, State::Joined, state, State::Down];
        let slots = (1..).zip(names.into_iter().zip(states));
        QuerySsi {
            ssi_name: Name::new("LTICS1").unwrap(),
            mode: Mode::Stable,
            doubts: Vec::new(),
            timeouts: true,
            pdr_device: "S1COM2 on 8081".into(),
            slots: slots.map(|(slot, (name, state))| line(slot, name, state)).collect(),
        }
    }

    fn date(tod: Tod) -> (String, String) {
        ("12/15/11".into(), if tod == NOW { "18:08:56" } else { "14:08:53" }.into())
    }

    #[test]
    fn query_ssi_is_the_papers() {
        let mut query = ltics1(State::Joined);
        query.slots[2].pdr_heartbeat = Some(NOW - 1);
        assert_eq!(
            query.lines(date),
            [
                "SSI Name: LTICS1",
                "SSI Mode: Stable",
                "Cross-System Timeouts: Enabled",
                "SSI Persistent Data Record (PDR) device: S1COM2 on 8081",
                "SLOT SYSTEMID STATE      PDR HEARTBEAT      RECEIVED HEARTBEAT",
                "   1 LTICVM2  Joined    12/15/11   18:08:56  12/15/11   18:08:56",
                "   2 LTICVM9  Joined    12/15/11   18:08:56  12/15/11   18:08:56",
                "   3 LTICVM5  Joined    12/15/11   14:08:53  12/15/11   18:08:56",
                "   4 LTICVM4  Down (shut down successfully)",
            ]
        );
    }

    #[test]
    fn the_table_of_1644i_is_the_papers() {
        let mut query = ltics1(State::Down);
        query.slots[2] = line(3, "LTICVM5", State::Down);
        assert_eq!(
            query.status_lines()[2..],
            [
                "SLOT SYSTEMID STATE      CONNECT TYPE      HOPS",
                "  1 LTICVM2  Down      Local            -",
                "  2 LTICVM9  Joined    Not connected    -",
                "  3 LTICVM5  Down      Not connected    -",
                "  4 LTICVM4  Down      Not connected    -",
            ]
        );
    }

    #[test]
    fn a_free_slot_and_a_doubt_are_shown() {
        let mut query = ltics1(State::Joined);
        let name = Name::new("LTICVM9").unwrap();
        query.mode = Mode::Safe;
        query.doubts.push(Doubt::Member(name, State::Unknown));
        query.slots = Vec::from([line(1, "", State::Down)]);
        let lines = query.lines(date);
        assert_eq!(lines[1], "SSI Mode: Safe");
        assert_eq!(lines[5], "   1 -------- Available");
        assert!(lines[6].starts_with("Not granting: LTICVM9 is UNKNOWN"));
    }
}
