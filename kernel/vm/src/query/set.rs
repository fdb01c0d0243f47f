//! QUERY SET.

use alloc::format;

use messages::Emsg;

use crate::Answer;
use crate::machine::VirtualMachine;
use crate::settings::{Settings, Svc76, Timer};

impl VirtualMachine {
    /// QUERY SET: nine lines. What System/370 alone had is off.
    pub fn query_set(&self) -> Answer {
        let Settings { msg, wng, imsg, smsg, vmconio, cpconio, .. } = self.settings;
        let settings = &self.settings;
        let emsg = emsg_word(settings.emsg);
        let timer = match settings.timer {
            Timer::On => "ON",
            Timer::Off => "OFF",
            Timer::Real => "REAL",
        };
        let mode = self.mode_word();
        let svc76 = match settings.svc76 {
            Svc76::Cp => "CP",
            Svc76::Vm => "VM",
        };
        let svcaccl = on_off(self.options.flags.contains("SVCACCL"));
        let (acnt, run) = (on_off(settings.acnt), on_off(settings.run));
        let (linedit, pagex) = (on_off(settings.linedit), on_off(settings.pagex));
        let (autopoll, mih) = (on_off(settings.autopoll), on_off(settings.mih));
        let (conceal, nopdata) = (on_off(settings.conceal), on_off(settings.nopdata));
        let (ioassist, accom) = (on_off(settings.ioassist), on_off(settings.accommodation_370));
        Answer::text([
            format!("MSG {msg:<6}, WNG {wng:<6}, EMSG {emsg:<4}, ACNT {acnt}, RUN {run}"),
            format!("LINEDIT {linedit:<3}, TIMER {timer:<4}, ISAM OFF, ECMODE ON"),
            format!("ASSIST OFF           , PAGEX {pagex}, AUTOPOLL {autopoll}"),
            format!("IMSG {imsg:<3}, SMSG {smsg:<4}, AFFINITY NONE   , NOTRAN OFF"),
            "VMSAVE OFF, 370E OFF".into(),
            "STBYPASS OFF , STMULTI OFF 00/000".into(),
            format!(
                "MIH {mih:<4}, VMCONIO {vmconio:<4}, CPCONIO {cpconio:<4}, SVCACCL {svcaccl:<4}, \
                 CONCEAL {conceal}"
            ),
            format!("MACHINE {mode}, SVC76 {svc76}, NOPDATA {nopdata}, IOASSIST {ioassist}"),
            format!("CCWTRAN ON , 370ACCOM {accom}"),
        ])
    }
}

pub(super) const fn on_off(on: bool) -> &'static str {
    if on { "ON" } else { "OFF" }
}

const fn emsg_word(emsg: Emsg) -> &'static str {
    match emsg {
        Emsg::On => "ON",
        Emsg::Code => "CODE",
        Emsg::Text => "TEXT",
        Emsg::Off => "OFF",
        Emsg::Iucv => "IUCV",
    }
}
