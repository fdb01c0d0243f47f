//! What is refused, and with which sense bytes 0, 1 and 7.

use super::linux::*;
use super::rig::*;

const SEQUENCE: (u8, u8, u8) = (0x80, 0, 2);
const COUNT: (u8, u8, u8) = (0x80, 0, 3);
const PARAMETER: (u8, u8, u8) = (0x80, 0, 4);
const PROTECTED: (u8, u8, u8) = (0, 0x04, 0);

#[track_caller]
fn refuses(chain: &Chain, used: u32, sense: (u8, u8, u8)) {
    let disk = Disk::new();
    assert_eq!(chain.run(&mut dasd(&disk)).checked(used), sense);
}

#[test]
fn commands_that_there_are_not() {
    // Prefix, erase, write home address, diagnostic control, write special, write full track.
    for code in [0xE7, 0x11, 0x19, 0xF3, 0x01, 0x95, 0xFF] {
        refuses(&Chain::new().give(code, &[0; 16]), 1, (0x80, 0, 1));
    }
}

#[test]
fn commands_out_of_sequence() {
    let seek = Chain::new().give(0x07, &[0; 6]);
    let extent = define_extent(READ, 0, 2);
    let located = extent.clone().and(locate_record(0x06, 0, 1, 3, 0));
    for code in [0x06, 0x12, 0x1E, 0x16, 0x1A, 0x31, 0x29, 0x39, 0x5E, 0x23, 0x1B] {
        refuses(&Chain::new().take(code, 8), 1, SEQUENCE);
    }
    for code in [0x05, 0x0D, 0x85, 0x8D, 0x1D, 0x15, 0x9D, 0xDE] {
        refuses(&seek.clone().take(code, 8), 2, SEQUENCE);
    }
    refuses(&locate_record(0x06, 0, 1, 1, 0), 1, SEQUENCE);
    refuses(&extent.clone().and(extent.clone()), 2, SEQUENCE);
    refuses(&Chain::new().give(0x1F, &[0]).and(extent.clone()), 2, SEQUENCE);
    refuses(&extent.clone().give(0x1F, &[0]), 2, SEQUENCE);
    for code in [0x03, 0x04, 0x07, 0x47, 0x64, 0xFA, 0x31, 0x05, 0xDE] {
        refuses(&located.clone().take(code, 16), 3, SEQUENCE);
    }
    for code in [0x34, 0xAF, 0xB4, 0x14] {
        refuses(&Chain::new().take(0x03, 0).take(code, 12), 2, SEQUENCE);
    }
    refuses(&extent.take(0x94, 32), 2, SEQUENCE);
}

#[test]
fn a_domain_must_be_completed() {
    let located = define_extent(READ, 0, 2).and(locate_record(0x06, 0, 1, 3, 0));
    refuses(&located, 2, (0x82, 0, 0));
    refuses(&located.take(0x06, 4096), 3, (0x82, 0, 0));
}

#[test]
fn parameters_that_are_too_short() {
    for (code, length) in [(0x63, 15), (0x07, 5), (0x27, 1)] {
        refuses(&Chain::new().give(code, &vec![0x18; length]), 1, COUNT);
    }
    let extent = define_extent(READ, 0, 2);
    refuses(&extent.clone().give(0x47, &[0; 15]), 2, COUNT);
    refuses(&extent.give(0x4B, &[0; 19]), 2, COUNT);
}

#[test]
fn extents_that_are_wrong() {
    let with = |offset: usize, byte: u8| {
        let mut data = [0; 16];
        (data[1], data[15]) = (0xC0, 2);
        data[offset] = byte;
        Chain::new().give(0x63, &data)
    };
    let cases = [
        ("reserved bit of the mask", with(0, 0x20)),
        ("not ECKD", with(1, 0x40)),
        ("longer than the longest record", with(2, 0xFF)),
        ("fast write", with(5, 1)),
        ("additional attributes", with(6, 1)),
        ("ends before it begins", with(11, 3)),
        ("no such head", with(15, 15)),
        ("no such cylinder", with(13, 3)),
    ];
    for (what, chain) in cases {
        let disk = Disk::new();
        assert_eq!(chain.run(&mut dasd(&disk)).checked(1), PARAMETER, "{what}");
    }
    let mut stamped = [0; 32];
    (stamped[1], stamped[7], stamped[15]) = (0xC0, 0x0A, 2);
    let disk = Disk::new();
    Chain::new().give(0x63, &stamped).run(&mut dasd(&disk)).fine();
}

#[test]
fn locations_that_are_wrong() {
    let located = |offset: usize, byte: u8| {
        let mut data = location(0x06, 1, 1, 1, 4096);
        data[offset] = byte;
        define_extent(READ, 0, 2).give(0x47, &data)
    };
    let cases = [
        ("write track", 0, 0x0B),
        ("no such operation", 0, 0x3F),
        ("write data at the home address", 0, 0x41),
        ("read data from the index", 0, 0xC6),
        ("auxiliary bits", 1, 0xC0),
        ("read count suffix of read data", 1, 0x81),
        ("byte 2", 2, 1),
        ("no records", 3, 0),
        ("orient with records", 0, 0),
        ("no such track", 5, 9),
        ("no such sector", 13, 224),
        ("a length that is not valid", 1, 0),
    ];
    for (what, offset, byte) in cases {
        let disk = Disk::new();
        let outcome = located(offset, byte).run(&mut dasd(&disk));
        assert_eq!(outcome.checked(2), PARAMETER, "{what}");
    }
    refuses(&located(7, 3), 2, PROTECTED);
    refuses(&located(12, 13), 2, (0, 0x08, 0));
    refuses(&located(11, 2), 2, (0, 0x08, 0));
    let mut extended = [0; 20];
    extended[..16].copy_from_slice(&location(0x06, 1, 1, 1, 4096));
    extended[17] = 0x23;
    refuses(&define_extent(READ, 0, 2).give(0x4B, &extended), 2, PARAMETER);
}

#[test]
fn seeks_that_are_wrong() {
    let seek = |bytes: &[u8; 6]| Chain::new().give(0x07, bytes);
    refuses(&seek(&[0, 1, 0, 0, 0, 0]), 1, PARAMETER);
    refuses(&seek(&[0, 0, 0, 3, 0, 0]), 1, PARAMETER);
    refuses(&seek(&[0, 0, 0, 0, 0, 15]), 1, PARAMETER);
    refuses(&define_extent(READ, 4, 5).and(seek(&[0; 6])), 2, PROTECTED);
    refuses(&define_extent(READ | 0x08, 0, 5).and(seek(&[0; 6])), 2, PROTECTED);
    let head = Chain::new().give(0x07, &[0, 0, 0, 1, 0, 2]).give(0x1B, &[0, 0, 0, 0, 0, 7]);
    let disk = Disk::new();
    let areas = head.take(0x12, 8).run(&mut dasd(&disk)).fine();
    assert_eq!(areas[2], count(22, 1, 0, 4096), "the cylinder stays");
    refuses(&Chain::new().give(0x1F, &[0x20]), 1, PARAMETER);
}

#[test]
fn the_mask_says_what_may_be_written() {
    let write = |mask| define_extent(mask, 3, 3).and(locate_record(0x01, 3, 5, 1, 4096));
    refuses(&write(0x40).give(0x85, &[0; 4096]), 3, SEQUENCE);
    let format = |mask| {
        define_extent(mask, 3, 3).and(locate_record(0x03, 3, 0, 1, 4096)).with(
            0x1D,
            SLI,
            &count(3, 1, 0, 4096),
            8,
        )
    };
    refuses(&format(0x80), 3, SEQUENCE);
    let disk = Disk::new();
    format(0xC0).run(&mut dasd(&disk)).fine();
    let record_zero = define_extent(0x00, 3, 3).and(locate_record(0x43, 3, 0, 1, 0));
    refuses(&record_zero.with(0x15, SLI, &count(3, 0, 0, 8), 8), 3, SEQUENCE);
}

#[test]
fn counts_that_are_not_the_records() {
    let format = |bytes: &[u8; 8]| {
        define_extent(FORMAT, 3, 4)
            .and(locate_record(0x03, 3, 0, 1, 4096))
            .with(0x1D, SLI, bytes, 8)
    };
    let format_check = (0, 0x40, 0);
    refuses(&format(&count(4, 1, 0, 4096)), 3, format_check);
    refuses(&format(&count(3, 2, 0, 4096)), 3, format_check);
    refuses(&format(&count(3, 1, 8, 4088)), 3, format_check);
    refuses(&format(&count(3, 1, 0, 0)), 3, format_check);
    let next = define_extent(FORMAT, 3, 3).and(locate_record(0x03, 3, 12, 1, 4096));
    refuses(&next.with(0x9D, SLI, &count(4, 1, 0, 4096), 8), 3, SEQUENCE);
}
