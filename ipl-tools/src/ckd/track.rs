//! A track's image: home address, R0, the records, and eight bytes FF.

use anyhow::{Context, Result, ensure};
use formats::block::{BLOCK_BYTES, Block};
use formats::geometry::{BLOCKS_PER_TRACK, TRACKS_PER_CYLINDER};
use formats::record::Shape;
use zarch::eckd::{Count, TrackAddress};
use zerocopy::{FromBytes, IntoBytes};

use super::home_address::{HomeAddress, compression};

/// The blocks of a track.
pub type Track = [Block; BLOCKS_PER_TRACK as usize];

/// A track that was never written.
pub static EMPTY: Track = [[0; BLOCK_BYTES]; BLOCKS_PER_TRACK as usize];

const END_OF_TRACK: [u8; 8] = [0xFF; 8];
/// Bytes of data of R0.
const R0_BYTES: u16 = 8;

/// Cylinder and head of track `number`.
pub fn address(number: u32) -> TrackAddress {
    let (cylinder, head) = (number / TRACKS_PER_CYLINDER, number % TRACKS_PER_CYLINDER);
    TrackAddress::new(cylinder as u16, head as u16)
}

/// The image of track `number`, not compressed.
pub fn image(number: u32, blocks: &Track) -> Vec<u8> {
    let track = address(number);
    let home_address = HomeAddress { compression: compression::NONE, track };
    let mut image = home_address.as_bytes().to_vec();
    image.extend_from_slice(Count::new(track, 0, 0, R0_BYTES).as_bytes());
    image.extend_from_slice(&[0; R0_BYTES as usize]);
    for (index, block) in blocks.iter().enumerate() {
        let shape = Shape::of(first_block(number) + index as u32, block);
        let count = Count::new(track, index as u8 + 1, shape.key, shape.data);
        image.extend_from_slice(count.as_bytes());
        image.extend_from_slice(&block[..shape.length()]);
    }
    image.extend_from_slice(&END_OF_TRACK);
    image
}

/// The blocks of track `number` in its image. A track that has other records than Atoll's is
/// refused: they would not be the same after the way back.
pub fn blocks(number: u32, image: &[u8]) -> Result<Box<Track>> {
    let track = address(number);
    let (home_address, mut rest) =
        HomeAddress::read_from_prefix(image).ok().context("the image has no home address")?;
    ensure!(
        home_address.track == track && home_address.compression == compression::NONE,
        "the home address is {:?}; expected that of the track",
        home_address
    );
    let mut blocks = Box::new(EMPTY);
    while !rest.starts_with(&END_OF_TRACK) {
        let (count, data) =
            Count::read_from_prefix(rest).ok().context("the image has no end of track")?;
        let shape = Shape { key: count.key_length, data: count.data_length.get() };
        let data =
            data.split_at_checked(shape.length()).context("a record ends behind its track")?;
        if count.record > 0 {
            place(number, count, data.0, &mut blocks)?;
        }
        rest = data.1;
    }
    Ok(blocks)
}

/// Puts a record's key and data into its block.
fn place(number: u32, count: Count, data: &[u8], blocks: &mut Track) -> Result<()> {
    let shape = Shape { key: count.key_length, data: count.data_length.get() };
    if (count.record, shape.length()) == (1, 0) {
        // The end-of-file record of a track that was only initialised.
        return Ok(());
    }
    let index = usize::from(count.record) - 1;
    let block = blocks.get_mut(index).filter(|_| count.track == address(number));
    let block = block.filter(|block| shape.length() <= block.len()).with_context(|| {
        format!("{count:?}; expected records 1 to {BLOCKS_PER_TRACK} of {BLOCK_BYTES} bytes")
    })?;
    block[..data.len()].copy_from_slice(data);
    ensure!(
        shape == Shape::BLOCK || shape == Shape::of(first_block(number) + index as u32, block),
        "record {} has a key of {} and data of {} bytes; expected {BLOCK_BYTES} bytes without a key",
        count.record,
        shape.key,
        shape.data
    );
    Ok(())
}

fn first_block(number: u32) -> u32 {
    number * BLOCKS_PER_TRACK
}
