//! Statements about the time of day.

use crate::operands::{Operands, Taken, unexpected};
use crate::{Statement, TimeZone, TimezoneBoundary};

/// `TIMEZONE_DEFINITION zone {EAST | WEST} h.mm[.ss]`
pub fn timezone_definition(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("the name of a time zone")?;
    let sign = operands.one_of(&[("EAST", 1), ("WEST", -1)], "EAST or WEST")?;
    let expected = "hours, minutes and seconds as h.mm.ss, less than a day";
    let offset = operands.next(expected)?;
    let seconds = seconds(&offset.text, '.').ok_or_else(|| unexpected(offset, expected))?;
    Ok(Statement::TimezoneDefinition(TimeZone { name, seconds_east: sign * seconds as i32 }))
}

/// `TIMEZONE_BOUNDARY ON yyyy-mm-dd AT hh:mm:ss TO zone`
pub fn timezone_boundary(operands: &mut Operands<'_>) -> Taken<Statement> {
    operands.keyword("ON")?;
    let expected = "a date as yyyy-mm-dd";
    let on = operands.next(expected)?;
    let (year, month, day) = date(&on.text).ok_or_else(|| unexpected(on, expected))?;
    operands.keyword("AT")?;
    let expected = "a time of day as hh:mm:ss";
    let at = operands.next(expected)?;
    let second = seconds(&at.text, ':').ok_or_else(|| unexpected(at, expected))?;
    operands.keyword("TO")?;
    let zone = operands.name("the name of a time zone")?;
    Ok(Statement::TimezoneBoundary(TimezoneBoundary { year, month, day, second, zone }))
}

/// Hours, minutes and seconds, the last two of which may be missing, in seconds.
fn seconds(text: &str, between: char) -> Option<u32> {
    let mut seconds = 0;
    let mut units = [(24, 3600), (60, 60), (60, 1)].into_iter();
    for part in text.split(between) {
        let (limit, unit) = units.next()?;
        let number = digits(part, 1..=2)?;
        seconds += (number < limit).then_some(number * unit)?;
    }
    Some(seconds)
}

/// Year, month and day of `yyyy-mm-dd`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year = digits(year, 4..=4)? as u16;
    let (month, day) = (digits(month, 2..=2)? as u8, digits(day, 2..=2)? as u8);
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (parts.next().is_none() && (1..=days).contains(&day)).then_some((year, month, day))
}

fn digits(text: &str, length: core::ops::RangeInclusive<usize>) -> Option<u32> {
    let digits = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}
