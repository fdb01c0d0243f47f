//! FORMSSI: makes, shows and unlocks the Persistent Data Record of a cluster.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use embassy_futures::block_on;
use formats::label;
use formats::pdr::{self, Name, Pdr, SLOTS};
use time::OffsetDateTime;

use crate::VolumeFile;

/// Seconds from the TOD clock's epoch (1900) to that of the host (1970).
const EPOCH_SECONDS: u64 = 2_208_988_800;
const MICROSECONDS: u64 = 1_000_000;

/// FORMSSI CREATE: a PDR for `members` in slots 1, 2, ...
pub fn create(volume: &Path, cluster: &str, members: &[&str]) -> Result<()> {
    let name = |text: &str| Name::new(text).with_context(|| format!("{text} is no system name"));
    let slots = members.iter().map(|member| name(member).map(Some)).collect::<Result<Vec<_>>>()?;
    anyhow::ensure!(slots.len() <= SLOTS, "{} members; expected {SLOTS} at most", slots.len());
    let device = VolumeFile::open(volume)?;
    block_on(pdr::create(&device, name(cluster)?, &slots, tod_now()))
        .map_err(|error| anyhow!("{}: {error}", volume.display()))
}

/// FORMSSI DISPLAY: its lines.
pub fn display(volume: &Path, address: &str) -> Result<Vec<String>> {
    let device = VolumeFile::open(volume)?;
    let label = block_on(label::read(&device)).map_err(|error| anyhow!("{error}"))?;
    let pdr = block_on(Pdr::read(&device, SLOTS));
    pdr::display(&pdr, address, label.as_str(), date)
        .map_err(|fault| anyhow!("{}: {fault}", volume.display()))
}

/// FORMSSI UNLOCK.
pub fn unlock(volume: &Path) -> Result<()> {
    let device = VolumeFile::open(volume)?;
    block_on(pdr::unlock(&device)).map_err(|error| anyhow!("{}: {error}", volume.display()))
}

/// This moment in TOD-clock format.
pub(crate) fn tod_now() -> u64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let microseconds = since_1970.as_micros() as u64 + EPOCH_SECONDS * MICROSECONDS;
    microseconds << 12
}

/// A TOD as `mm/dd/yy hh:mm:ss`, UTC.
fn date(tod: u64) -> String {
    let seconds = ((tod >> 12) / MICROSECONDS) as i64 - EPOCH_SECONDS as i64;
    let Ok(t) = OffsetDateTime::from_unix_timestamp(seconds) else { return "unknown".into() };
    let (month, day, year) = (u8::from(t.month()), t.day(), t.year() % 100);
    let (hour, minute, second) = (t.hour(), t.minute(), t.second());
    format!("{month:02}/{day:02}/{year:02} {hour:02}:{minute:02}:{second:02}")
}
