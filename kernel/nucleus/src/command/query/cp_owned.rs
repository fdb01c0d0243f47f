//! QUERY CPOWNED.

use alloc::format;
use alloc::string::String;

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::ipl::cp_owned::{self, Slot};

/// Slots of the CP-owned list: 1 to 255.
const SLOTS: core::ops::RangeInclusive<u8> = 1..=255;
/// What stands where there is no name.
const NOBODY: &str = "--------";

/// QUERY CPOWNED: every slot, whose volume it has and whether it is there.
pub async fn cp_owned(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let list = cp_owned::list();
        let heading = "Slot  Vol-ID  Rdev  Type   Status                  SSIowner SYSowner";
        let rows = SLOTS.map(|number| row(number, list.get(&number)));
        Answer::text(core::iter::once(String::from(heading)).chain(rows))
    })
}

fn row(number: u8, slot: Option<&Slot>) -> String {
    let line =
        |volid: &str, device: &str, kind: &str, status: &str, cluster: &str, system: &str| {
            format!(
                "{number:>4}  {volid:<6}  {device}  {kind:<5}  {status:<23} {cluster:<8} {system}"
            )
        };
    let Some(slot) = slot else {
        return line("------", "----", "-----", "Reserved", NOBODY, NOBODY);
    };
    let Some(online) = &slot.online else {
        return line(&slot.volid, "----", "-----", "Offline", NOBODY, NOBODY);
    };
    let device = format!("{:04X}", online.volume.number);
    let kind = if online.is_own() { "Own" } else { "Share" };
    let owner = &online.map.owner;
    let name = |name: &Option<formats::pdr::Name>| {
        name.as_ref().map_or(String::from(NOBODY), |name| String::from(name.as_str()))
    };
    let (cluster, system) = (name(&owner.cluster), name(&owner.system));
    line(&slot.volid, &device, kind, "Online and attached", &cluster, &system)
}
