//! Users of a directory source, logged on.

use directory::statement::Statement;
use directory::statement::minidisk::{DiskType, Space};
use directory::{Name, ObjectBytes, ObjectDirectory, Scope, User, compile, parse};
use embassy_futures::block_on;
use messages::Emsg;
use vm::device::{Dasd, Dedicated, Kind, RealClass};
use vm::terminal::TerminalSettings;
use vm::{Answer, Defaults, Extent, Granted, VirtualMachine, Volume, device_statements};

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A user of `source` on LTICVM9.
pub fn user(source: &str, user: &str) -> User {
    let source = format!("DIRECTORY SSI 123 3390 VM2RES VM9RES\n{source}");
    let object = compile(&parse("USER DIRECT", &source, &[]).unwrap(), name("LTICS1")).unwrap();
    block_on(async {
        let directory = ObjectDirectory::open(ObjectBytes(&object)).await.ok().unwrap();
        directory.find(name(user), name("LTICVM9")).await.unwrap().unwrap()
    })
}

/// The user logged on; `linked` says volume, size, access and real device of each disk.
pub fn logged_on(
    user: &User,
    linked: impl Fn(u16) -> (&'static str, u32, Granted, u16),
) -> VirtualMachine {
    let defaults = Defaults {
        cpu_id: 0x00_0C_45_2E_20_97_80_00,
        emsg: Emsg::On,
        terminal: TerminalSettings::default(),
    };
    let mut machine = VirtualMachine::new(user, &defaults);
    for statement in device_statements(user) {
        let Some(units) = statement.units() else { continue };
        let number = *units.start();
        match statement {
            Statement::Mdisk(mdisk) => {
                let dasd = match mdisk.space {
                    Space::Virtual(blocks) => virtual_disk(user.name, number, blocks),
                    _ => disk((user.name, number), linked(number)),
                };
                machine.define(number, Kind::Dasd(dasd)).unwrap();
            }
            Statement::Link(link) => {
                let owner = (link.owner.unwrap_or(user.name), link.owner_device);
                machine.define(number, Kind::Dasd(disk(owner, linked(number)))).unwrap();
            }
            Statement::Dedicate(_) => {
                let (kind, granted) = (RealClass::Ctca, Granted::ReadWrite);
                let dedicated = Dedicated { real: number, kind, granted };
                machine.define(number, Kind::Dedicated(dedicated)).unwrap();
            }
            simulated => machine.define_simulated(simulated).unwrap(),
        }
    }
    machine
}

fn disk(owner: (Name, u16), (label, length, granted, real): (&str, u32, Granted, u16)) -> Dasd {
    Dasd {
        kind: DiskType::Ckd3390,
        extent: Extent { volume: Volume::Labelled(name(label)), start: 1, length },
        real: Some(real),
        temporary: false,
        granted,
        owner,
        scope: Scope::Global,
        virtual_reserve: false,
    }
}

pub fn virtual_disk(owner: Name, number: u16, length: u32) -> Dasd {
    Dasd {
        kind: DiskType::Fb512,
        extent: Extent { volume: Volume::Storage(owner, number), start: 0, length },
        real: None,
        temporary: false,
        granted: Granted::ReadWrite,
        owner: (owner, number),
        scope: Scope::Local,
        virtual_reserve: false,
    }
}

pub fn lines(answer: Answer) -> Vec<String> {
    answer.shown(Emsg::On, true)
}
