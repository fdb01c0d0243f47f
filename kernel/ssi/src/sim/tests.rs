use formats::block::IoError;
use formats::pdr::{Fault, MemberView, State};

use super::*;
use crate::{Action, Member};

/// Seeds of every test run; `cargo xtask sim` has more.
const SEEDS: u64 = 300;
/// Seeds within which a machine with a fault in it must be found out.
const SEEDS_FOR_A_FAULT: u64 = 300;

/// Seeds that have failed. 5347 and 27820: two lives that had seen the same claim chose the same
/// number for theirs. 102446: SHUTDOWN before JOINED was written made JOINING LEAVING.
const HAVE_FAILED: [u64; 3] = [5347, 27820, 102446];

#[test]
fn nothing_goes_wrong() {
    for seed in (0..SEEDS).chain(HAVE_FAILED) {
        let parameters = Parameters::of(seed);
        if let Err(violation) = run(&parameters) {
            panic!("{parameters}: {violation}");
        }
    }
}

#[test]
fn a_seed_does_the_same_again() {
    let parameters = Parameters::of(7);
    assert_eq!(run(&parameters), run(&parameters));
}

fn is_found(change: impl Fn(&mut Timing)) -> bool {
    (0..SEEDS_FOR_A_FAULT).any(|seed| {
        let mut parameters = Parameters::of(seed);
        change(&mut parameters.timing);
        run(&parameters).is_err()
    })
}

#[test]
fn a_newcomer_that_does_not_wait_is_found() {
    assert!(is_found(|timing| timing.claim_wait = timing.poll / 2));
}

#[test]
fn a_member_that_grants_without_looking_is_found() {
    assert!(is_found(|timing| timing.lease = 60 * SECOND));
}

#[test]
fn a_member_that_grants_without_a_heartbeat_is_found() {
    assert!(is_found(|timing| {
        timing.heartbeat_lease = 90 * SECOND;
        timing.fence = 90 * SECOND;
    }));
}

/// Whatever comes, in whatever order and with whatever numbers, is taken without a panic.
#[test]
fn no_sequence_of_events_makes_a_member_panic() {
    let names = [Name::new("MEMBER1"), None, Name::new("MEMBER3")];
    let mut prng = Prng::new(1);
    for _ in 0..300 {
        let mut world = World::new(Name::new("SIMSSI").unwrap(), &names, 1, Timing::STANDARD);
        let mut member = Member::new(world.config(3).unwrap());
        let mut now = [0, EPOCH, Tod::MAX - 300 * SECOND][prng.below(3) as usize];
        let commands = [
            Command::StopWaiting,
            Command::Leave,
            Command::GoDown,
            Command::End,
            Command::SetSsiDown(names[0].unwrap()),
        ];
        for _ in 0..200 {
            now = now.saturating_add(prng.below(3 * SECOND));
            let event = match prng.below(16) {
                0 => Event::Ipl { repair: prng.once_in(8) },
                1..7 => Event::PdrRead(hostile_view(&mut world, &mut prng)),
                7..11 => Event::PdrWritten(Ok(())),
                11 => Event::PdrWritten(Err(IoError::NotOperational)),
                12 => Event::Command(commands[prng.below(commands.len() as u64) as usize]),
                _ => Event::Tick,
            };
            for action in member.step(event, now) {
                match action {
                    Action::WritePdr(update) => world.volume.put(update),
                    Action::Say(message) => assert!(!message.to_string().is_empty()),
                    _ => (),
                }
            }
            assert_eq!(member.query_ssi(now).slots.len(), names.len());
        }
    }
}

/// The PDR with numbers in it that no member wrote.
fn hostile_view(world: &mut World, prng: &mut Prng) -> MemberView {
    let mut view = MemberView {
        pdr: world.volume.pdr(),
        claim: world.volume.claim(3),
        door: world.volume.door(3),
    };
    let number = [0, 1, u64::MAX][prng.below(3) as usize];
    let slots = view.pdr.slots.len() as u64;
    match (prng.below(12), &mut view.pdr.slots[prng.below(slots) as usize], &mut view.claim) {
        (0, Ok(record), _) => record.incarnation = number,
        (1, Ok(record), _) => record.refused_claim = number,
        (2, Ok(record), _) => record.state = State::Unknown,
        (3, Ok(record), _) => record.declared_down = vec![0, 0, 0, number],
        (4, _, Ok(claim)) => claim.number = number,
        (5, _, _) => view.pdr.slots.clear(),
        (6, record, _) => *record = Err(Fault::Check { block: 25 }),
        _ => (),
    }
    view
}
