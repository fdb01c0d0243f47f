//! Dates and times as CP writes them, in the zone of SYSTEM CONFIG that is in force.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use config::{DateFormat, TimezoneBoundary};
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
    let passed = config.timezone_boundaries.iter().filter_map(|boundary| {
        let tod = begin(boundary)?;
        (tod <= now).then_some((tod, named(&boundary.zone)?))
    });
    let last = passed.max_by_key(|(tod, _)| *tod).map(|(_, zone)| zone);
    let only = match config.timezones.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    *ACTIVE.lock() =
        last.or(only).map(|zone| Zone { name: zone.name.clone(), offset: zone.seconds_east });
}

/// When a zone begins. The time is that of the zone before it, which is taken as UTC: a few hours
/// do not matter to an IPL.
fn begin(boundary: &TimezoneBoundary) -> Option<u64> {
    let TimezoneBoundary { year, month, day, second, .. } = *boundary;
    let of_day = |unit: u32, limit: u32| (second / unit % limit) as u8;
    let (hour, minute, second) = (of_day(3600, 24), of_day(60, 60), of_day(1, 60));
    DateTime { year, month, day, hour, minute, second, weekday: 0 }.to_tod(0)
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

/// `12/13/11`, or as SYSTEM_DATEFORMAT says.
pub fn short_date(time: &DateTime) -> String {
    match system::date_format() {
        DateFormat::Short => format!("{:02}/{:02}/{:02}", time.month, time.day, time.year % 100),
        DateFormat::Full => format!("{:02}/{:02}/{:04}", time.month, time.day, time.year),
        DateFormat::Iso => iso_date(time),
    }
}

/// `11:10:59 EST TUESDAY 12/13/11`, as LOGON and QUERY TIME have it.
pub fn full(time: &DateTime) -> String {
    let zone = zone().name;
    format!("{} {zone} {} {}", clock(time), time.weekday_name(), short_date(time))
}
