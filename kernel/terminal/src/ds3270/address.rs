//! Buffer addresses: 12-bit addresses in two graphic characters, 14-bit addresses as they are.

/// The graphic EBCDIC character of each six-bit value.
#[rustfmt::skip]
const CODES: [u8; 64] = [
    0x40, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F,
    0x50, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F,
    0x60, 0x61, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F,
];

/// The two bytes of a buffer address: 12-bit coded below 4096, 14-bit from there to 16383.
pub const fn encode_address(address: u16) -> [u8; 2] {
    if address < 4096 {
        [CODES[(address >> 6) as usize], CODES[(address & 0x3F) as usize]]
    } else {
        (address & 0x3FFF).to_be_bytes()
    }
}

/// The address in two bytes; none where the first two bits are B'10', which is reserved.
pub const fn decode_address(bytes: [u8; 2]) -> Option<u16> {
    let [high, low] = bytes;
    match high >> 6 {
        0b00 => Some(u16::from_be_bytes(bytes)),
        0b10 => None,
        _ => Some(((high & 0x3F) as u16) << 6 | (low & 0x3F) as u16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_addresses() {
        assert_eq!(encode_address(0), [0x40, 0x40]);
        assert_eq!(encode_address(80), [0xC1, 0x50]);
        assert_eq!(encode_address(1919), [0x5D, 0x7F]);
        assert_eq!(decode_address([0x10, 0x00]), Some(4096));
        assert_eq!(decode_address([0x80, 0x00]), None);
    }

    #[test]
    fn every_address_comes_back() {
        for address in 0..0x4000 {
            assert_eq!(decode_address(encode_address(address)), Some(address));
        }
    }
}
