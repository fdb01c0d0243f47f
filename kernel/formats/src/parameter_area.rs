//! The area of a program's image that holds its IPL parameters: ASCII text, zeros behind it.
//!
//! Nucleus and loader have it at the same place. Of the nucleus, whose image begins at 0x10000,
//! that is 0x10480, where QEMU's `-append` writes (QEMU, hw/s390x/ipl.c: KERN_PARM_AREA).

use core::fmt;

/// Where the area is in the image.
pub const OFFSET: usize = 0x480;
/// Bytes of the area; the last one is always zero.
pub const BYTES: usize = 896;

/// Why a text cannot be put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaFault {
    /// The text has more characters than the area holds.
    TooLong {
        /// Its characters.
        characters: usize,
    },
    /// A character is not one of ASCII's that can be printed.
    Character(char),
    /// The image ends before the area.
    NoArea,
}

impl fmt::Display for AreaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { characters } => {
                write!(f, "{characters} characters, expected {} at most", BYTES - 1)
            }
            Self::Character(character) => write!(f, "{character:?}, expected ASCII text"),
            Self::NoArea => f.write_str("the program has no room for IPL parameters"),
        }
    }
}

/// The text in an image's area: up to the first byte that is no ASCII text, blanks trimmed.
pub fn get(image: &[u8]) -> &str {
    let area = image.get(OFFSET..).unwrap_or_default();
    let area = &area[..area.len().min(BYTES)];
    let is_text = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let length = area.iter().position(|byte| !is_text(byte)).unwrap_or(area.len());
    str::from_utf8(&area[..length]).unwrap_or_default().trim()
}

/// Puts a text into an image's area, in place of what was there.
pub fn put(image: &mut [u8], text: &str) -> Result<(), AreaFault> {
    if let Some(character) = text.chars().find(|&c| !c.is_ascii_graphic() && c != ' ') {
        return Err(AreaFault::Character(character));
    }
    if text.len() >= BYTES {
        return Err(AreaFault::TooLong { characters: text.len() });
    }
    let area = image.get_mut(OFFSET..OFFSET + BYTES).ok_or(AreaFault::NoArea)?;
    area.fill(0);
    area[..text.len()].copy_from_slice(text.as_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_for_the_area_is_refused() {
        let mut image = [1; OFFSET + BYTES];
        assert_eq!(put(&mut image, "a\nb"), Err(AreaFault::Character('\n')));
        let long = "x".repeat(BYTES);
        assert_eq!(put(&mut image, &long), Err(AreaFault::TooLong { characters: BYTES }));
        assert_eq!(put(&mut image[1..], ""), Err(AreaFault::NoArea));
        assert!(image.iter().all(|&byte| byte == 1));
        assert_eq!(get(&image), "");
        assert_eq!(get(&[]), "");
    }

    proptest::proptest! {
        #[test]
        fn a_text_is_found_as_it_was_put(text in "[!-~]([ -~]{0,893}[!-~])?", old in "[ -~]{0,895}") {
            let mut image = vec![7; OFFSET + BYTES + 100];
            put(&mut image, &old).expect("it fits");
            put(&mut image, &text).expect("it fits");
            proptest::prop_assert_eq!(get(&image), text);
            proptest::prop_assert!(image[..OFFSET].iter().all(|&byte| byte == 7));
            proptest::prop_assert!(image[OFFSET + BYTES..].iter().all(|&byte| byte == 7));
        }
    }
}
