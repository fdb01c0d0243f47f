//! QUERY CPLEVEL, CPUID, PROCESSORS, TIME.

use alloc::format;
use alloc::string::{String, ToString};

use machine::cpu;

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::ipl::banner::{CREATED, VERSION};
use crate::{system, time};

/// QUERY CPLEVEL: version, when it was built, when it was IPLed.
pub async fn level(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let ipl = time::local(system::ipl_tod());
        let (date, of_day) = (time::short_date(&ipl), time::clock(&ipl));
        Answer::text([
            format!("Atoll Version {VERSION} (64-bit)"),
            format!("Generated at {CREATED}"),
            format!("IPL at {date} {of_day} {}", time::zone().name),
        ])
    })
}

/// QUERY CPUID.
pub async fn cpu_id(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || Answer::text([format!("CPUID = {}", system::cpu_id())]))
}

/// QUERY PROCESSORS.
pub async fn processors(invocation: Invocation<'_>) -> Answer {
    let line = |cpu: &cpu::Cpu| {
        let role = if cpu.index == 0 { "MASTER" } else { "ALTERNATE" };
        format!("PROCESSOR {:02} {role} CP", cpu.address)
    };
    alone(&invocation, || Answer::text(cpu::all().iter().map(line)))
}

/// QUERY TIME: now, and what the issuer has used.
pub async fn time_of_day(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let now = format!("TIME IS {}", time::full(&time::now()));
        Answer::text([now, invocation.issuer.usage().to_string()])
    })
}

/// QUERY IPLPARMS: as the loader gave them.
pub async fn ipl_parameters(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || match machine::parameters() {
        "" => Answer::text(["There are no IPL parameters"]),
        parameters => Answer::text([parameters]),
    })
}

/// QUERY SIGNALS: who has asked for the shutdown signal.
pub async fn signals(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || Answer::text(["No users are enabled for signals"]))
}

/// QUERY TAPES.
pub async fn tapes(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || Answer::text(["A TAPE was not found."]))
}

/// QUERY TIMEZONE: every zone, and which is in force.
pub async fn time_zone(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let heading = String::from("Zone  Direction Offset   Status");
        let rows = time::zones().into_iter().map(|(zone, active)| {
            let (hours, minutes) = (zone.offset.abs() / 3600, zone.offset.abs() / 60 % 60);
            let direction = match zone.offset {
                0 => "----",
                1.. => "East",
                _ => "West",
            };
            let status = if active { "Active" } else { "Inactive" };
            format!("{:<5} {direction:<9} {hours:02}.{minutes:02}.00 {status}", zone.name)
        });
        Answer::text(core::iter::once(heading).chain(rows))
    })
}
