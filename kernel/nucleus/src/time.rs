//! Dates and times as CP writes them.

use alloc::format;
use alloc::string::String;

use zarch::tod::DateTime;

/// The zone of this system.
pub const ZONE: &str = "UTC";
const OFFSET_SECONDS: i32 = 0;

/// The date and time of a TOD value in this system's zone.
pub fn local(tod: u64) -> DateTime {
    DateTime::of_tod(tod, OFFSET_SECONDS)
}

/// The date and time at this moment.
pub fn now() -> DateTime {
    local(machine::clock::tod())
}

/// The TOD value of a local date and time.
pub fn to_tod(time: &DateTime) -> Option<u64> {
    time.to_tod(OFFSET_SECONDS)
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
    format!("{} {ZONE} {} {}", clock(time), time.weekday_name(), short_date(time))
}
