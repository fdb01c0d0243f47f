//! QUERY CPLEVEL, CPUID, PROCESSORS, TIME.

use alloc::format;
use alloc::string::ToString;

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
            format!("IPL at {date} {of_day} {}", time::ZONE),
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
