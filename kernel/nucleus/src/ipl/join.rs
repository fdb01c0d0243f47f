//! The member joins its SSI cluster; outside a cluster there is nothing to join.

use alloc::sync::Arc;

use config::IplParameters;
use embassy_futures::select::{Either, select};
use machine::{cpu, wait_state};
use messages::message;
use ssi::Milestone;
use syntax::Keyword;

use crate::cluster::{self, Cluster};
use crate::console::Console;
use crate::users::LoggedOn;
use crate::{session, shutdown, system};

/// The IPL parameter that starts a member without the cluster, to mend what keeps it from joining.
const REPAIR: Keyword = Keyword::new("REPAIR", 3);

/// Joins the cluster. While others must be reached first, the operator may give commands.
pub async fn cluster(
    operator: &Arc<LoggedOn>,
    console: &'static Console,
    parameters: &IplParameters,
) {
    console.tell(&message("AAU", 2700, &[system::name()]));
    let Some(cluster) = begin(console, parameters.has(REPAIR)).await else { return };
    let ends = [Milestone::Joined, Milestone::Isolated, Milestone::Refused];
    let end = match cluster.reached_or_waiting(&ends).await {
        Some(end) => end,
        None => match select(cluster.reached(&ends), session::converse(operator, console)).await {
            Either::First(end) => end,
            Either::Second(()) => cluster.reached(&ends).await,
        },
    };
    // Why was told; nothing but this member's own claim in the PDR has been written.
    if end == Milestone::Refused {
        cpu::stop_others();
        wait_state::load(wait_state::IPL_REFUSED);
    }
}

/// Without the PDR's volume nobody can tell whether this member or another one is up.
async fn begin(console: &'static Console, repair: bool) -> Option<&'static Cluster> {
    let mut repair = repair;
    loop {
        match cluster::begin(console, repair) {
            Ok(cluster) => return cluster,
            Err(problem) => console.tell(&problem),
        }
        console.say("Enter a null line to look for it again, or SHUTDOWN");
        match console.ask().await.trim() {
            word if word.eq_ignore_ascii_case("SHUTDOWN") => shutdown::before_start(console).await,
            word => repair |= word.eq_ignore_ascii_case("REPAIR"),
        }
    }
}
