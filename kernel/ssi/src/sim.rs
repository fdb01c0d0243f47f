//! The simulator: members of the real machine on one simulated volume, with everything going
//! wrong that may, drawn from a seed; the same seed does the same again.
//!
//! A run has two parts. First members are IPLed (twice, too), killed, stopped, cut off and
//! commanded at bad moments, over a volume that is slow and fails; a checker looks after every
//! event. Then all is healed: within a bound one member must be JOINED and granting, and all
//! others wait for it.

mod checker;
mod life;
mod prng;
mod volume;
mod world;

use std::fmt;

use formats::pdr::Name;

pub use checker::Violation;
pub use life::Clock;
pub use prng::Prng;
pub use volume::Volume;
pub use world::{EPOCH, Faults, MILLISECOND, World};

use crate::{Authority, Command, Doubt, Event, SECOND, Timing, Tod};

/// How long a healed cluster may take to settle.
const SETTLES: Tod = 90 * SECOND;

/// What a run is made of; all of it follows from the seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The seed.
    pub seed: u64,
    /// Members of the cluster, 1 to 8.
    pub members: u16,
    /// How often something is done to them.
    pub deeds: u64,
    /// The longest time between two deeds.
    pub pause: Tod,
    /// How I/O goes wrong.
    pub faults: Faults,
    /// Timing of the members.
    pub timing: Timing,
}

impl Parameters {
    /// The parameters of `seed`.
    pub fn of(seed: u64) -> Self {
        let mut prng = Prng::new(!seed);
        let rarely = |prng: &mut Prng| [0, 200, 50, 10][prng.below(4) as usize];
        Self {
            seed,
            members: 1 + prng.below(8) as u16,
            deeds: 10 + prng.below(60),
            pause: [SECOND, 5 * SECOND, 20 * SECOND][prng.below(3) as usize],
            faults: Faults {
                delay: [5, 100, 800][prng.below(3) as usize] * MILLISECOND,
                stall_once_in: rarely(&mut prng),
                stall: [2, 6, 15][prng.below(3) as usize] * SECOND,
                fail_once_in: rarely(&mut prng),
            },
            timing: Timing::STANDARD,
        }
    }
}

impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Faults { delay, stall_once_in, stall, fail_once_in } = &self.faults;
        let ms = |time: &Tod| time / MILLISECOND;
        write!(
            f,
            "seed {} members {} deeds {} pause {} ms delay {} ms stall 1/{stall_once_in} {} ms \
             fail 1/{fail_once_in}",
            self.seed,
            self.members,
            self.deeds,
            ms(&self.pause),
            ms(delay),
            ms(stall),
        )
    }
}

/// Runs `parameters`; returns how long the world lasted, or what went wrong.
pub fn run(parameters: &Parameters) -> Result<Tod, Violation> {
    let mut world = world_of(parameters)?;
    live(&mut world, parameters)?;
    Ok(world.now)
}

/// Runs `parameters` again; returns what was done, a line each, up to the end or the violation.
pub fn trace(parameters: &Parameters) -> Result<Vec<String>, Violation> {
    let mut world = world_of(parameters)?;
    world.trace = Some(Vec::new());
    let result = live(&mut world, parameters);
    let mut lines = world.trace.unwrap_or_default();
    lines.extend(result.err().map(|violation| violation.to_string()));
    Ok(lines)
}

fn world_of(parameters: &Parameters) -> Result<World, Violation> {
    let names: Vec<_> =
        (1..=parameters.members).map(|n| Name::new(&format!("MEMBER{n}"))).collect();
    let ssi_name = Name::new("SIMSSI").ok_or_else(|| late(0, "no such cluster"))?;
    let timing = parameters.timing.clone();
    let mut world = World::new(ssi_name, &names, parameters.seed, timing);
    world.faults = parameters.faults.clone();
    Ok(world)
}

fn live(world: &mut World, parameters: &Parameters) -> Result<(), Violation> {
    for slot in 1..=parameters.members {
        ipl(world, slot)?;
    }
    for _ in 0..parameters.deeds {
        let pause = world.prng.below(parameters.pause);
        world.run(pause)?;
        do_something(world)?;
    }
    heal(world, parameters.members)
}

fn late(time: Tod, what: impl Into<String>) -> Violation {
    Violation { time, what: what.into() }
}

/// IPLs the member of `slot` on a machine with a clock of its own, up or not.
fn ipl(world: &mut World, slot: u16) -> Result<usize, Violation> {
    let offset = EPOCH + world.prng.below(7200 * SECOND);
    let clock = Clock { offset, drift: world.prng.below(40_000) as i64 - 20_000 };
    let config = world.config(slot).ok_or_else(|| late(world.now, "no such slot"))?;
    world.ipl(config, clock, false)
}

/// Something bad, or something that an operator does.
fn do_something(world: &mut World) -> Result<(), Violation> {
    let members = world.names.len() as u64;
    let slot = 1 + world.prng.below(members) as u16;
    let name = world.names[world.prng.below(members) as usize];
    let life = world.prng.below(world.lives.len() as u64) as usize;
    let time = [SECOND, 8 * SECOND, 100 * SECOND][world.prng.below(3) as usize];
    let time = world.prng.below(time);
    let running = world.lives.iter().filter(|life| life.running).count();
    match world.prng.below(16) {
        0..5 if running < 3 * world.names.len() => ipl(world, slot).map(|_| ()),
        5..7 => {
            world.kill(life);
            Ok(())
        }
        7..9 => {
            world.stop(life, time);
            Ok(())
        }
        9..11 => {
            world.cut(life, time);
            Ok(())
        }
        11 => command(world, life, Command::StopWaiting),
        12 => {
            command(world, life, Command::Leave)?;
            world.run(time / 8)?;
            command(world, life, Command::GoDown)?;
            world.run(time / 8)?;
            command(world, life, Command::End)
        }
        _ => match name {
            Some(name) => command(world, life, Command::SetSsiDown(name)),
            None => Ok(()),
        },
    }
}

fn command(world: &mut World, life: usize, command: Command) -> Result<(), Violation> {
    world.happen(life, Event::Command(command))
}

/// Every machine is IPLed anew over a volume that works; the cluster must settle.
fn heal(world: &mut World, members: u16) -> Result<(), Violation> {
    world.faults = Faults::NONE;
    for life in 0..world.lives.len() {
        world.kill(life);
    }
    // What the dead have begun to write may still get to the volume.
    world.run(SETTLES)?;
    let first = world.lives.len();
    for slot in 1..=members {
        ipl(world, slot)?;
    }
    world.run(SETTLES)?;
    let (mut granting, mut waiting) = (0, 0);
    for life in &world.lives[first..] {
        match life.member.authority(life.clock.at(world.now)) {
            Authority::Granted if life.running => granting += 1,
            Authority::Held(Doubt::Waiting) if life.running => waiting += 1,
            _ => (),
        }
    }
    if (granting, waiting) == (1, members - 1) {
        return Ok(());
    }
    Err(late(world.now, format!("healed, but {granting} grant and {waiting} of {members} wait")))
}

#[cfg(test)]
mod tests;
