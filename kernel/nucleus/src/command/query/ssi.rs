//! QUERY SSI.

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::{cluster, time};

/// The cluster as this member sees it.
pub async fn ssi(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || match cluster::this() {
        None => Answer::text(["This system is not a member of an SSI cluster."]),
        Some(cluster) => Answer::text(cluster.query().lines(|tod| {
            let local = time::local(tod);
            (time::short_date(&local), time::clock(&local))
        })),
    })
}
