//! Interruptions, handed to those who wait for them.

use alloc::collections::BTreeMap;

use machine::interruption::{self, Interruption};
use machine::{clock, sclp};
use spin::Mutex;
use zarch::SubchannelId;

use crate::event::Event;
use crate::polled;

/// External interruptions that tasks may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalEvent {
    /// The service-call logical processor has events to be read.
    ServiceEvents,
}

static IO: Mutex<BTreeMap<u32, &'static Event>> = Mutex::new(BTreeMap::new());
static CHANNEL_REPORTS: Event = Event::new();
static SERVICE_EVENTS: Event = Event::new();

const CLOCK_COMPARATOR: u16 = 0x1004;

/// The event of I/O interruptions of one subchannel. It lives as long as CP.
pub fn io_interruption(id: SubchannelId) -> &'static Event {
    let make = || &*alloc::boxed::Box::leak(alloc::boxed::Box::new(Event::new()));
    if polled::is_on() {
        return make();
    }
    IO.lock().entry(u32::from(id)).or_insert_with(make)
}

/// The event of channel reports: devices that came, went or changed.
pub fn channel_reports() -> &'static Event {
    &CHANNEL_REPORTS
}

/// The event of an external interruption.
pub fn external(event: ExternalEvent) -> &'static Event {
    match event {
        ExternalEvent::ServiceEvents => &SERVICE_EVENTS,
    }
}

/// Hands an interruption to whom it concerns.
pub(crate) fn dispatch(taken: Interruption) {
    match taken {
        Interruption::Io(code) => {
            let event = IO.lock().get(&u32::from(code.subchannel_id())).copied();
            match event {
                Some(event) => event.happen(),
                // Nobody drives this subchannel: its status is cleared, so that it does not come
                // again.
                None => drop(machine::channel::test(code.subchannel_id())),
            }
        }
        Interruption::ChannelReport => CHANNEL_REPORTS.happen(),
        Interruption::External { code: sclp::SERVICE_SIGNAL, parameter, .. } => {
            if parameter & 1 != 0 {
                SERVICE_EVENTS.happen();
            }
        }
        // The condition stays until the comparator is set anew, which `timer::expire` does next.
        Interruption::External { code: CLOCK_COMPARATOR, .. } => clock::set_comparator(u64::MAX),
        // External calls and emergency signals only end the wait.
        Interruption::External { .. } => {}
    }
}

/// Tells of service events that came while CP waited for the end of a service call.
pub(crate) fn dispatch_noted() {
    if interruption::take_service_events() {
        SERVICE_EVENTS.happen();
    }
}
