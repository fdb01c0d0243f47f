//! TERMINAL TIMESTAMP ON: the time before each line, lines cut at the line size.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Columns of a 3215 or of a 3270 line: TERMINAL LINESIZE.
pub const LINE_SIZE: usize = 79;

/// The lines of `text`, each with `hh:mm:ss ` before it; an empty text is one line.
///
/// `time` is `hh:mm:ss`, or empty where time stamps are off.
pub fn stamped(time: &str, text: &str) -> Vec<String> {
    let stamp = |line: &str| match (time, line) {
        ("", line) => String::from(line),
        (time, "") => String::from(time),
        (time, line) => format!("{time} {line}"),
    };
    if text.is_empty() { Vec::from([stamp("")]) } else { text.lines().map(stamp).collect() }
}

/// Cuts a line at `size` characters without regard to words, as CP does.
pub fn broken(line: &str, size: usize) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return Vec::from([String::new()]);
    }
    characters.chunks(size.max(1)).map(|part| part.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_its_time() {
        assert_eq!(stamped("11:10:56", ""), ["11:10:56"]);
        assert_eq!(stamped("11:10:56", "NOW\n\nYes"), ["11:10:56 NOW", "11:10:56", "11:10:56 Yes"]);
        assert_eq!(stamped("", "NOW"), ["NOW"]);
    }

    proptest::proptest! {
        #[test]
        fn breaking_loses_nothing(line in "\\PC{0,300}", size in 0_usize..100) {
            let parts = broken(&line, size);
            proptest::prop_assert!(parts.iter().all(|part| part.chars().count() <= size.max(1)));
            proptest::prop_assert_eq!(parts.concat(), line);
        }
    }
}
