//! Dates and times as CP writes them, in the zone of SYSTEM CONFIG that is in force.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use spin::Mutex;
use zarch::tod::DateTime;

use crate::system;

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Up to four letters.
    pub name: String,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// The zone in force; none before SYSTEM CONFIG was read and where it says nothing: UTC.
static ACTIVE: Mutex<Option<Zone>> = Mutex::new(None);

/// Every zone there is, and whether it is in force: UTC, then those of SYSTEM CONFIG.
pub fn zones() -> Vec<(Zone, bool)> {
    let utc = Zone { name: "UTC".into(), offset: 0 };
    let defined = system::config().timezones.iter();
    let defined = defined.map(|zone| Zone { name: zone.name.clone(), offset: zone.seconds_east });
    let active = zone();
    let all = core::iter::once(utc).chain(defined);
    all.map(|zone| (zone.clone(), zone == active)).collect()
}

/// The zone in force.
pub fn zone() -> Zone {
    ACTIVE.lock().clone().unwrap_or_else(|| Zone { name: "UTC".into(), offset: 0 })
}

/// Goes by the TIMEZONE_BOUNDARY statement of SYSTEM CONFIG whose time was the last to come, or
/// by the only zone where there is one and no boundary.
pub fn choose_zone() {
    let config = system::config();
    let named = |name: &str| config.timezones.iter().find(|zone| zone.name == name);
    let now = machine::clock::tod();
    let boundaries = config.others.get("TIMEZONE_BOUNDARY").into_iter().flatten();
    let passed = boundaries.filter_map(|operands| {
        let (tod, zone) = boundary(operands)?;
        (tod <= now).then_some((tod, named(zone)?))
    });
    let last = passed.max_by_key(|(tod, _)| *tod).map(|(_, zone)| zone);
    let only = match config.timezones.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    let chosen = last.or(only);
    *ACTIVE.lock() = chosen.map(|zone| Zone { name: zone.name.clone(), offset: zone.seconds_east });
}

/// `ON 2011-11-06 AT 02:00:00 TO EST`: when, and which zone. The time is that of the zone before
/// it, which is taken as UTC: a few hours do not matter at an IPL.
fn boundary(operands: &[String]) -> Option<(u64, &str)> {
    let words: Vec<&str> = operands.iter().map(String::as_str).collect();
    let [_, date, _, time, _, zone] = words[..] else { return None };
    let mut numbers = date.split('-').chain(time.split(':')).map(|part| part.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let year = next()?;
    let mut small = || next().and_then(|number| u8::try_from(number).ok());
    let (month, day, hour, minute, second) = (small()?, small()?, small()?, small()?, small()?);
    let time = DateTime { year, month, day, hour, minute, second, weekday: 0 };
    Some((time.to_tod(0)?, zone))
}

/// The date and time of a TOD value in this system's zone.
pub fn local(tod: u64) -> DateTime {
    DateTime::of_tod(tod, zone().offset)
}

/// The date and time at this moment.
pub fn now() -> DateTime {
    local(machine::clock::tod())
}

/// The TOD value of a local date and time.
pub fn to_tod(time: &DateTime) -> Option<u64> {
    time.to_tod(zone().offset)
}

/// `11:10:56`
pub fn clock(time: &DateTime) -> String {
    format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second)
}

/// `2011-12-13`
pub fn iso_date(time: &DateTime) -> String {
    format!("{:04}-{:02}-{:02}", time.year, time.month, time.day)
}

/// `12/13/11`
pub fn short_date(time: &DateTime) -> String {
    format!("{:02}/{:02}/{:02}", time.month, time.day, time.year % 100)
}

/// `11:10:59 EST TUESDAY 12/13/11`, as LOGON and QUERY TIME have it.
pub fn full(time: &DateTime) -> String {
    let zone = zone().name;
    format!("{} {zone} {} {}", clock(time), time.weekday_name(), short_date(time))
}
