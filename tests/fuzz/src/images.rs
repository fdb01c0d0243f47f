//! Good images of everything that is on volumes.

use directory::{Name, compile, parse};
use embassy_futures::block_on;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind, Owner};
use formats::block::BlockDevice;
use formats::checkpoint::{Change, Checkpoint, State};
use formats::drct;
use formats::dump::{self, CpuRegisters, DumpHeader, Range};
use formats::ebcdic::Field;
use formats::edf::{FileId, FileSystem, NewFile, RecordFormat, Timestamp};
use formats::ipl::IplText;
use formats::label::{self, Volid};
use formats::pdr;
use formats::spool::data::PageWriter;
use formats::spool::{self, Device, Extent, Hold, Queue, SpoolFile};
use formats::warmstart;

use crate::Volume;

/// TOD clock, key and time of everything that has one.
pub const TOD: u64 = 0xC8A0_0000_0000_0000;
pub const NOW: Timestamp =
    Timestamp { year: 2011, month: 12, day: 13, hour: 11, minute: 10, second: 56 };
/// The DRCT area of [`directory_area`].
pub const DRCT: drct::Area = drct::Area { first: 0, blocks: 10 };

fn good<T, E: std::fmt::Debug>(made: Result<T, E>) -> T {
    made.expect("a good image")
}

pub fn volume_label() -> Volume {
    let volume = Volume::new(4);
    good(block_on(label::write(&volume, good(Volid::new("S1COM1").ok_or("a label")))));
    volume
}

pub fn allocation() -> Volume {
    let volume = Volume::new(4);
    let mut map = AllocationMap::new(10_017);
    for (kind, first, last) in [(Kind::Drct, 1, 20), (Kind::Parm, 39, 158), (Kind::Spol, 200, 999)]
    {
        good(map.allocate(kind, first..=last));
    }
    map.owner = Owner { cluster: pdr::Name::new("LTICS1"), system: pdr::Name::new("LTICVM2") };
    good(block_on(volume.write(ALLOCATION_BLOCK, &map.to_block())));
    volume
}

pub fn ipl_text() -> Volume {
    let volume = Volume::new(180);
    let loader: Vec<u8> = (0..10_000_u32).map(|n| n as u8).collect();
    let text = IplText { loader: &loader, entry: 0x400, parameters: "FN=SYSTEM FT=CONFIG" };
    good(block_on(text.write(&volume)));
    volume
}

pub fn persistent_data_record() -> Volume {
    let volume = Volume::new(180);
    let names = ["LTICVM2", "LTICVM9"].map(pdr::Name::new);
    let cluster = good(pdr::Name::new("LTICS1").ok_or("a name"));
    good(block_on(pdr::create(&volume, cluster, &names, TOD)));
    volume
}

pub fn spool_file(number: u16) -> SpoolFile {
    SpoolFile {
        id: spool::FileId { owner: "OPERATOR".into(), number },
        queue: Queue::Reader,
        device: Device::Console,
        origin: "LITSWAS1".into(),
        class: 'T',
        records: 18,
        copies: 1,
        hold: Hold::default(),
        keep: false,
        created: TOD,
        name: "OPERATOR".into(),
        file_type: "LOG".into(),
        distribution: "OPERATOR".into(),
        form: "STANDARD".into(),
        destination: "OFF".into(),
        extents: vec![Extent { slot: 10, first: 180, blocks: 3 }],
    }
}

pub fn checkpoint() -> Volume {
    let volume = Volume::new(24);
    let mut checkpoint = good(block_on(Checkpoint::create(&volume, State::default())));
    for change in [
        Change::File(spool_file(1)),
        Change::Transfer { from: spool_file(1).id, to: spool_file(2) },
        Change::OperatorConsoles(vec![9, 0x20]),
        Change::LogMessage(vec!["WELCOME".into()]),
    ] {
        good(block_on(checkpoint.accept(change)));
    }
    drop(checkpoint);
    volume
}

pub fn warm_start() -> Volume {
    let volume = Volume::new(8);
    let mut state = State::default();
    (1..40).for_each(|number| state.apply(Change::File(spool_file(number))));
    good(block_on(warmstart::save(&volume, &state, TOD)));
    volume
}

pub fn spool_page() -> Volume {
    let volume = Volume::new(1);
    let mut page = PageWriter::new(TOD, 0);
    while page.append(0x09, b"\xD9\x85\x81\x84\xA8\x5E") {}
    good(block_on(volume.write(0, &page.finish().0)));
    volume
}

pub fn object() -> Vec<u8> {
    let source = include_str!("../../../kernel/directory/tests/paper-ssi.direct");
    let directory = good(parse("USER DIRECT", source, &[]));
    good(compile(&directory, good(Name::new("LTICS1").ok_or("a name"))))
}

pub fn directory_area() -> Volume {
    let volume = Volume::new(10);
    good(block_on(drct::write(&volume, DRCT, &object(), TOD, "USER DIRECT")));
    volume
}

pub fn object_directory() -> Volume {
    let object = object();
    let volume = Volume::new(object.len().div_ceil(4096));
    for (number, bytes) in (0..).zip(object.chunks(4096)) {
        let mut block = [0; 4096];
        block[..bytes.len()].copy_from_slice(bytes);
        good(block_on(volume.write(number, &block)));
    }
    volume
}

pub fn file(name: &str, format: RecordFormat) -> NewFile {
    let id = good(FileId::new(name, "CONFIG").ok_or("a file's name"));
    NewFile { id, mode: good(Field::new("A1").ok_or("a mode")), format, written: NOW }
}

pub fn minidisk() -> Volume {
    let volume = Volume::new(64);
    let id = good(Field::new("PMTCF0").ok_or("a label"));
    let mut files = good(block_on(FileSystem::format(&volume, id, NOW)));
    let records: Vec<Vec<u8>> = (1..40_u8).map(|n| vec![n; usize::from(n) * 20]).collect();
    let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
    good(block_on(files.write_file(file("SYSTEM", RecordFormat::Variable), &records)));
    let records: [&[u8]; 3] = [&[1; 5000], &[2; 5000], &[3; 5000]];
    good(block_on(files.write_file(file("FIXED", RecordFormat::Fixed), &records)));
    drop(files);
    volume
}

pub fn cp_dump() -> Volume {
    let volume = Volume::new(100);
    let header = DumpHeader {
        abend_code: "PLM006".into(),
        system: "LTICVM2".into(),
        tod: TOD,
        storage: 1 << 29,
        ranges: vec![Range { address: 0, pages: 2 }, Range { address: 1 << 20, pages: 3 }],
    };
    let cpu = CpuRegisters {
        address: 1,
        psw: [0x0404_C001_8000_0000, 0x1_1F40],
        prefix: 0x2000,
        general: [7; 16],
        control: [0; 16],
        access: [0; 16],
    };
    good(block_on(dump::write(&volume, &header, &[cpu.clone(), cpu], |address, page| {
        page.fill((address >> 12) as u8);
    })));
    volume
}
