//! What Linux asks when a device is set online.

use super::linux::analysis;
use super::rig::*;
use formats::ebcdic::to_text;

#[test]
fn sense_id_is_asked_with_64_bytes() {
    let disk = Disk::new();
    let outcome = Chain::new().with(0xE4, SLI, &[], 64).run(&mut dasd(&disk));
    assert_eq!((outcome.device, outcome.subchannel, outcome.residual), (END, FINE, 52));
    assert_eq!(outcome.areas[0][..7], [0xFF, 0x39, 0x90, 0xE9, 0x33, 0x90, 0x02]);
    assert_eq!(outcome.areas[0][8..13], [0x40, 0xFA, 0x01, 0x00, 0xAA]);
}

#[test]
fn a_path_group_is_established() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    assert_eq!(Chain::new().take(0x34, 12).run(&mut dasd).fine()[0], [0; 12]);
    let mut group = [3; 12];
    group[0] = 0x80;
    Chain::new().give(0xAF, &group).run(&mut dasd).fine();
    group[0] = 0xC8;
    assert_eq!(Chain::new().take(0x34, 12).run(&mut dasd).fine()[0], group);
    let moved = dasd.path_group();
    dasd.reset();
    assert_eq!(Chain::new().take(0x34, 12).run(&mut dasd).fine()[0], [0; 12]);
    dasd.set_path_group(moved);
    assert_eq!(Chain::new().take(0x34, 12).run(&mut dasd).fine()[0], group);
    let outcome = Chain::new().give(0xAF, &group[..11]).run(&mut dasd);
    assert_eq!(outcome.checked(1), (0x80, 0, 3));
}

#[test]
fn configuration_and_characteristics() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let configuration = Chain::new().take(0xFA, 256).run(&mut dasd).fine();
    assert_eq!(to_text(&configuration[0][13..30]), "IBM75000000VM2RES");
    let characteristics = Chain::new().take(0x64, 64).run(&mut dasd).fine();
    assert_eq!(characteristics[0][12..16], [0, 3, 0, 15]);
}

#[test]
fn there_are_no_features() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let mut order = [0; 12];
    (order[0], order[6]) = (0x18, 0x41);
    let features = Chain::new().give(0x27, &order).take(0x3E, 256).run(&mut dasd).fine();
    assert_eq!(features[1], [0; 256]);
    // Unit address configuration, extent pools: unsupported suborders.
    for suborder in [0x0E, 0x52, 0x53] {
        order[6] = suborder;
        let outcome = Chain::new().give(0x27, &order).take(0x3E, 512).run(&mut dasd);
        assert_eq!(outcome.checked(1), (0x80, 0, 4), "suborder {suborder:02X}");
    }
    let outcome = Chain::new().take(0x3E, 256).run(&mut dasd);
    assert_eq!(outcome.checked(1), (0x80, 0, 2), "nothing was prepared");
    order[6] = 0x41;
    let outcome = Chain::new().give(0x27, &order).take(0x64, 64).run(&mut dasd);
    assert_eq!(outcome.checked(2), (0x80, 0, 2), "what was prepared must be read");
    let outcome = Chain::new().give(0x27, &order[..11]).run(&mut dasd);
    assert_eq!(outcome.checked(1), (0x80, 0, 3));
}

#[test]
fn subsystem_characteristics_are_accepted() {
    let disk = Disk::new();
    let mut order = [0; 66];
    (order[0], order[6]) = (0x1D, 0xC0);
    Chain::new().give(0x27, &order).run(&mut dasd(&disk)).fine();
}

#[test]
fn a_new_minidisk_is_formatted_for_the_linux_disk_layout() {
    let disk = Disk::new();
    let areas = analysis().run(&mut dasd(&disk)).fine();
    for (n, record) in [(2, 1), (3, 2), (4, 3), (5, 4)] {
        assert_eq!(areas[n], [0, 0, 0, 0, record, 0, 0x10, 0]);
    }
    assert_eq!(areas[7], [0, 0, 0, 2, 1, 0, 0x10, 0]);
}

#[test]
fn a_label_on_the_volume_makes_it_the_compatible_layout() {
    let disk = Disk::new();
    let vol1 = [0xE5, 0xD6, 0xD3, 0xF1, 0xE5, 0xD6, 0xD3, 0xF1];
    disk.set(2, &vol1);
    disk.blocks.borrow_mut()[2][15..20].copy_from_slice(&[0, 0, 0, 1, 1]);
    let areas = analysis().run(&mut dasd(&disk)).fine();
    assert_eq!(areas[2], [0, 0, 0, 0, 1, 4, 0, 24]);
    assert_eq!(areas[3], [0, 0, 0, 0, 2, 4, 0, 144]);
    assert_eq!(areas[4], [0, 0, 0, 0, 3, 4, 0, 80]);
    assert_eq!(areas[5], [0, 0, 0, 0, 4, 0, 0x10, 0]);
    assert_eq!(areas[7], [0, 0, 0, 2, 1, 0, 0x10, 0]);
}
