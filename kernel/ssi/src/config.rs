//! What a member knows before it looks at the PDR.

use alloc::string::String;
use alloc::vec::Vec;

use formats::pdr::Name;

/// Time by this machine's TOD clock, bit 51 being a microsecond; also a length of time.
pub type Tod = u64;
/// One second of the TOD clock.
pub const SECOND: Tod = 1_000_000 << 12;

/// How long things take, in TOD units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// From one look at the PDR to the next.
    pub poll: Tod,
    /// From one heartbeat to the next. z/VM's is 30 s; 10 s notices a dead member in less than a
    /// minute and costs one write.
    pub heartbeat: Tod,
    /// How long a look that showed no other claim lets a member use its slot.
    pub lease: Tod,
    /// How long after the last such look a refusal counts.
    pub refusal: Tod,
    /// How long a newcomer looks out for an earlier life.
    pub claim_wait: Tod,
    /// After how long an IPL that could not get its slot gives up.
    pub claim_limit: Tod,
    /// How long a heartbeat lets a member grant.
    pub heartbeat_lease: Tod,
    /// After how long without a heartbeat, or without a look, a member stops itself.
    pub fence: Tod,
    /// After how long without a heartbeat another member is UNKNOWN.
    pub gone: Tod,
}

impl Timing {
    /// The timing of every member.
    pub const STANDARD: Self = Self {
        poll: SECOND,
        heartbeat: 10 * SECOND,
        lease: 3 * SECOND,
        refusal: 4 * SECOND,
        claim_wait: 5 * SECOND,
        claim_limit: 30 * SECOND,
        heartbeat_lease: 20 * SECOND,
        fence: 30 * SECOND,
        gone: 40 * SECOND,
    };

    /// Whether nobody takes what somebody else may still use, with clocks a tenth apart.
    const fn is_safe(&self) -> bool {
        self.claim_wait / 11 > self.lease / 10
            && self.claim_wait / 11 > self.refusal / 10
            && self.gone / 11 > self.heartbeat_lease / 10
    }
}

const _: () = assert!(Timing::STANDARD.poll < Timing::STANDARD.lease);
const _: () = assert!(Timing::STANDARD.heartbeat < Timing::STANDARD.heartbeat_lease);
const _: () = assert!(Timing::STANDARD.heartbeat_lease <= Timing::STANDARD.fence);
const _: () = assert!(Timing::STANDARD.is_safe());

/// The SSI statement of SYSTEM CONFIG, and who of it this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Name of the cluster.
    pub ssi_name: Name,
    /// Who has slot 1 and so on; none where a slot is AVAILABLE.
    pub slots: Vec<Option<Name>>,
    /// Index of this member in `slots`: its slot less 1.
    pub own: usize,
    /// This member.
    pub name: Name,
    /// Where the PDR is, as QUERY SSI shows it: `S1COM1 on 8290`.
    pub pdr_device: String,
    /// How long things take.
    pub timing: Timing,
}

/// The SSI statement does not name this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMember;

impl Config {
    /// The configuration of member `name`, or that it is none.
    pub fn new(
        ssi_name: Name,
        slots: &[Option<Name>],
        name: Name,
        pdr_device: &str,
    ) -> Result<Self, NotAMember> {
        let own = slots.iter().position(|slot| *slot == Some(name)).ok_or(NotAMember)?;
        Ok(Self {
            ssi_name,
            slots: slots.to_vec(),
            own,
            name,
            pdr_device: pdr_device.into(),
            timing: Timing::STANDARD,
        })
    }

    /// This member's slot, from 1.
    pub fn slot(&self) -> u16 {
        self.own as u16 + 1
    }
}
