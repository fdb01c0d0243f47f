//! SHUTDOWN: z/VM's steps in z/VM's order, each told as it begins.
//!
//! A step of a subsystem that this CP does not have ends as it begins: hands and scripts look for
//! the steps by their names.

use alloc::string::ToString;

use formats::checkpoint::Change;
use machine::{clock, cpu, wait_state};
use messages::message;
use ssi::{Command, Milestone};

use crate::console::{self, Console};
use crate::spooling::Spooling;
use crate::{cluster, requests, spooling, system, time};

/// Ends CP before anything was started; what the cluster knows of this IPL is taken back.
pub async fn before_start(console: &Console) -> ! {
    let began = clock::tod();
    leave_cluster(console).await;
    step(console, "SGPST", "STOP OTHER PROCESSORS");
    cpu::stop_others();
    in_progress(console);
    ask_cluster(Command::End, Milestone::Ended).await;
    complete(console, began).await
}

/// Shuts CP down.
pub async fn run(console: &Console) -> ! {
    let began = clock::tod();
    step(console, "PLMLV", "LEAVE THE SSI CLUSTER");
    ask_cluster(Command::Leave, Milestone::Left).await;
    step(console, "USOAC", "JOURNAL USER TERMINATION");
    step(console, "MFRSD", "TERMINATE HARDWARE LOADER");
    step(console, "APISD", "TERMINATE OTHER PROCESSORS");
    step(console, "ENASD", "DISABLE TERMINAL DEVICES");
    step(console, "PLMDN", "CHANGE SSI STATE TO DOWN");
    ask_cluster(Command::GoDown, Milestone::Down).await;
    step(console, "KCBSD", "PERFORM ISFC SHUTDOWN TASKS");
    step(console, "ISHDN", "SHUT DOWN I/O SUBSYSTEM");
    step(console, "TTRAL", "TERMINATE CONCURRENT COPY SESSIONS");
    step(console, "SGPST", "STOP OTHER PROCESSORS");
    cpu::stop_others();
    in_progress(console);
    step(console, "TXTDS", "TERMINATE DATA TRACES");
    step(console, "SVACV", "ACTIVATE TERMINATION SAVE AREAS");
    step(console, "CHMOF", "DISABLE CHANNEL MEASUREMENT");
    step(console, "ISHDA", "DISABLE ALL DEVICES");
    step(console, "CKPSH", "TAKE A CHECKPOINT");
    step(console, "OPRCK", "SAVE OPERATOR CONSOLE LIST");
    if let Some(spooling) = spooling::this() {
        checkpoint(console, spooling).await;
    }
    step(console, "MCWMD", "DETERMINE MACHINE CHECK STATUS");
    step(console, "SDVRS", "RESET IBM DASD CU CHARACTERISTICS");
    // The last write was made: from here on the next life of this member may have its volumes.
    ask_cluster(Command::End, Milestone::Ended).await;
    complete(console, began).await
}

/// Where the member's slot was claimed, it is DOWN again.
async fn leave_cluster(console: &Console) {
    if cluster::this().is_some() {
        step(console, "PLMLV", "LEAVE THE SSI CLUSTER");
        ask_cluster(Command::Leave, Milestone::Left).await;
        step(console, "PLMDN", "CHANGE SSI STATE TO DOWN");
        ask_cluster(Command::GoDown, Milestone::Down).await;
    }
}

/// Leaves everything for the next WARM start. A volume that fails is told: the checkpoint that
/// each change went to is still there.
async fn checkpoint(console: &Console, spooling: &Spooling) {
    let consoles = Change::OperatorConsoles(console.device_numbers());
    if spooling.accept(consoles).await.is_err() || spooling.save(clock::tod()).await.is_err() {
        let volid = system::config().residence.as_ref().map_or("", |r| &r.warmstart.volid);
        console.tell(&message("CKP", 7026, &[volid]));
    }
}

fn step(console: &Console, name: &str, what: &str) {
    console.tell(&message("WRP", 963, &[name, what]));
}

async fn ask_cluster(command: Command, end: Milestone) {
    if let Some(cluster) = cluster::this() {
        cluster.command(command);
        cluster.reached(&[end]).await;
    }
}

fn in_progress(console: &Console) {
    let date = time::iso_date(&time::now());
    console.tell(&message("WRP", 959, &[system::name(), &date]));
}

async fn complete(console: &Console, began: u64) -> ! {
    let seconds = (clock::tod() - began).div_ceil(zarch::tod::UNITS_PER_SECOND);
    console.tell(&message("WRP", 962, &[&seconds.to_string()]));
    step(console, "SVADV", "DEACTIVATE TERMINATION SAVE AREAS");
    let date = time::iso_date(&time::now());
    console.tell(&message("WRP", 961, &[system::name(), &date]));
    requests::shut_down().await;
    console::flush_all().await;
    wait_state::load(wait_state::SHUTDOWN_COMPLETE)
}
