//! What the terminal sends: Read Modified.

use alloc::string::String;
use alloc::vec::Vec;

use formats::ebcdic;

use super::decode_address;

/// Set Buffer Address.
const SBA: u8 = 0x11;
/// Characters of a field that are taken; more were never on a screen.
const FIELD_CHARACTERS: usize = 43 * 80;

/// The key that sent it: attention identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    /// ENTER.
    Enter,
    /// CLEAR.
    Clear,
    /// PA1 to PA3.
    Pa(u8),
    /// PF1 to PF24.
    Pf(u8),
}

/// A field that was typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Buffer address of its first character.
    pub address: u16,
    /// What stands in it, without nulls.
    pub text: String,
}

/// One transmission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// Which key.
    pub aid: Aid,
    /// Where the cursor stood; none with the short read of CLEAR and PA keys.
    pub cursor: Option<u16>,
    /// Modified fields in order.
    pub fields: Vec<Field>,
}

/// Why a transmission is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboundError {
    /// The attention identifier is unknown or missing.
    Aid(Option<u8>),
    /// Two bytes of a buffer address were expected at this offset.
    Address(usize),
    /// Set Buffer Address was expected at this offset.
    Order(usize),
}

/// Takes a transmission apart: AID, cursor address, then SBA, address and text of each field.
pub fn parse(bytes: &[u8]) -> Result<Inbound, InboundError> {
    let aid =
        bytes.first().copied().and_then(aid).ok_or(InboundError::Aid(bytes.first().copied()))?;
    if bytes.len() == 1 {
        return Ok(Inbound { aid, cursor: None, fields: Vec::new() });
    }
    let cursor = Some(address_at(bytes, 1)?);
    let mut fields = Vec::new();
    let mut at = 3;
    while at < bytes.len() {
        if bytes[at] != SBA {
            return Err(InboundError::Order(at));
        }
        let address = address_at(bytes, at + 1)?;
        let text = bytes[at + 3..].split(|&byte| byte == SBA).next().unwrap_or_default();
        fields.push(Field { address, text: field_text(text) });
        at += 3 + text.len();
    }
    Ok(Inbound { aid, cursor, fields })
}

const fn aid(byte: u8) -> Option<Aid> {
    Some(match byte {
        0x7D => Aid::Enter,
        0x6D => Aid::Clear,
        0x6C => Aid::Pa(1),
        0x6E => Aid::Pa(2),
        0x6B => Aid::Pa(3),
        0xF1..=0xF9 => Aid::Pf(byte - 0xF0),
        0x7A..=0x7C => Aid::Pf(byte - 0x7A + 10),
        0xC1..=0xC9 => Aid::Pf(byte - 0xC1 + 13),
        0x4A..=0x4C => Aid::Pf(byte - 0x4A + 22),
        _ => return None,
    })
}

fn address_at(bytes: &[u8], at: usize) -> Result<u16, InboundError> {
    let pair = bytes.get(at..at + 2).and_then(|pair| <[u8; 2]>::try_from(pair).ok());
    pair.and_then(decode_address).ok_or(InboundError::Address(at))
}

/// Text of a field; what is no graphic character is left out.
fn field_text(bytes: &[u8]) -> String {
    let graphic = bytes.iter().copied().filter(|&byte| byte >= ebcdic::BLANK && byte != 0xFF);
    ebcdic::to_text(&graphic.take(FIELD_CHARACTERS).collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ds3270::encode_address;

    #[test]
    fn a_line_with_enter() {
        let mut bytes = vec![0x7D];
        bytes.extend(encode_address(1767));
        bytes.push(SBA);
        bytes.extend(encode_address(1760));
        bytes.extend(ebcdic::to_ebcdic("q time"));
        bytes.push(0);
        let field = Field { address: 1760, text: "q time".into() };
        let line = Inbound { aid: Aid::Enter, cursor: Some(1767), fields: vec![field] };
        assert_eq!(parse(&bytes), Ok(line));
    }

    #[test]
    fn keys() {
        for (byte, key) in [(0x6D, Aid::Clear), (0x6C, Aid::Pa(1)), (0x7C, Aid::Pf(12))] {
            assert_eq!(parse(&[byte]).unwrap().aid, key);
        }
        assert_eq!(parse(&[0x4C]).unwrap().aid, Aid::Pf(24));
        assert_eq!(parse(&[]), Err(InboundError::Aid(None)));
        assert_eq!(parse(&[0x7D, 0x40]), Err(InboundError::Address(1)));
        assert_eq!(parse(&[0x7D, 0x40, 0x40, 0xC1]), Err(InboundError::Order(3)));
        assert_eq!(parse(&[0x7D, 0x40, 0x40, SBA]), Err(InboundError::Address(4)));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_harm(
            mut bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80),
        ) {
            if let Some(first) = bytes.first_mut() {
                *first = 0x7D;
            }
            if let Ok(inbound) = parse(&bytes) {
                for field in inbound.fields {
                    proptest::prop_assert!(!field.text.contains(|c: char| c < ' '));
                    proptest::prop_assert!(field.text.chars().count() <= FIELD_CHARACTERS);
                }
            }
        }
    }
}
