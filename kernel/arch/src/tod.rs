//! The TOD clock's epoch and the calendar (Principles of Operation, "Time-of-Day Clock").
//!
//! A TOD value counts 2^-12 microseconds from 1900-01-01 00:00:00 UTC.

/// TOD units of a second.
pub const UNITS_PER_SECOND: u64 = 4096 * 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// Days from 0000-03-01, where the calendar below counts from, to 1900-01-01.
const DAYS_TO_1900: i64 = 693_901;
/// Days of 400 years.
const DAYS_PER_ERA: i64 = 146_097;

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
    /// Day of the week, 0 = Sunday.
    pub weekday: u8,
}

const WEEKDAYS: [&str; 7] =
    ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

impl DateTime {
    /// The day of the week in capitals.
    pub fn weekday_name(&self) -> &'static str {
        WEEKDAYS[usize::from(self.weekday % 7)]
    }

    /// The date and time of a TOD value, `offset` seconds east of UTC.
    pub fn of_tod(tod: u64, offset: i32) -> Self {
        let seconds = (tod / UNITS_PER_SECOND) as i64 + i64::from(offset);
        let days = seconds.div_euclid(SECONDS_PER_DAY);
        let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
        let (year, month, day) = date(days + DAYS_TO_1900);
        Self {
            year: year as u16,
            month: month as u8,
            day: day as u8,
            hour: (of_day / 3600) as u8,
            minute: (of_day / 60 % 60) as u8,
            second: (of_day % 60) as u8,
            weekday: (days + 1).rem_euclid(7) as u8, // 1900-01-01 was a Monday
        }
    }

    /// The TOD value of this date and time, `offset` seconds east of UTC; none before 1900, after
    /// the clock's end in 2042, or where there is no such day.
    pub fn to_tod(&self, offset: i32) -> Option<u64> {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let days = days(year, month, day) - DAYS_TO_1900;
        let of_day =
            i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        let in_range = (1..=12).contains(&month) && self.hour < 24 && self.minute < 60;
        if !in_range || self.second > 59 || date(days + DAYS_TO_1900) != (year, month, day) {
            return None;
        }
        let seconds = u64::try_from(days * SECONDS_PER_DAY + of_day - i64::from(offset)).ok()?;
        seconds.checked_mul(UNITS_PER_SECOND)
    }
}

/// Days since 0000-03-01 of a date; years begin in March, so that the leap day ends them.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The inverse of [`days`].
fn date(days: i64) -> (i64, i64, i64) {
    let (era, of_era) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let civil_month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(civil_month <= 2), civil_month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_instants() {
        let epoch = DateTime::of_tod(0, 0);
        assert_eq!((epoch.year, epoch.month, epoch.day), (1900, 1, 1));
        assert_eq!(epoch.weekday_name(), "MONDAY");
        // 1970-01-01 00:00:00 UTC, as every program that sets a clock knows it.
        let unix = DateTime::of_tod(0x7D91_048B_CA00_0000, 0);
        assert_eq!((unix.year, unix.month, unix.day, unix.hour), (1970, 1, 1, 0));
        let paper = DateTime {
            year: 2011,
            month: 12,
            day: 13,
            hour: 11,
            minute: 10,
            second: 56,
            weekday: 2,
        };
        let est = -5 * 3600;
        assert_eq!(DateTime::of_tod(paper.to_tod(est).unwrap(), est), paper);
        assert_eq!(paper.weekday_name(), "TUESDAY");
        assert_eq!(DateTime { day: 31, month: 4, ..paper }.to_tod(0), None);
    }

    proptest::proptest! {
        #[test]
        fn every_second_has_a_date(second in 0..u64::MAX / UNITS_PER_SECOND) {
            let tod = second * UNITS_PER_SECOND;
            proptest::prop_assert_eq!(DateTime::of_tod(tod, 0).to_tod(0), Some(tod));
        }
    }
}
