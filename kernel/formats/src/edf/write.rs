//! Changes to a CMS minidisk: each one whole or not at all.

use alloc::collections::BTreeSet;
use alloc::vec;
use alloc::vec::Vec;

use zerocopy::IntoBytes;

use super::fst::{ALLOCMAP, DIRECTOR, ENTRIES_PER_BLOCK, Entry, FST_BYTES, FileId};
use super::fst::{RecordFormat, Timestamp};
use super::label::{CmsLabel, LABEL, ORIGINS};
use super::pointer::{Pointer, Shape};
use super::{Fault, FileSystem, MAXIMUM_ENTRIES, records, write_block};
use crate::block::{BLOCK_BYTES, Block, BlockDevice};
use crate::ebcdic::Field;
use crate::geometry::BLOCKS_PER_CYLINDER;

/// Blocks that a block of the allocation map has bits for.
const BITS_PER_BLOCK: usize = BLOCK_BYTES * 8;

/// What a file is to be.
#[derive(Clone, Copy, Debug)]
pub struct NewFile {
    /// Name and type.
    pub id: FileId,
    /// File mode letter and number.
    pub mode: Field<2>,
    /// Record format.
    pub format: RecordFormat,
    /// When it is written.
    pub written: Timestamp,
}

/// Free blocks of a minidisk, given out from the lowest up.
struct Space {
    /// Blocks of files that stay or that are newly written.
    used: BTreeSet<u32>,
    /// Blocks that must not be overwritten: those of the file system as it is.
    held: BTreeSet<u32>,
    blocks: u32,
}

impl Space {
    fn take(&mut self, count: usize) -> Result<Vec<u32>, Fault> {
        let (used, held) = (&self.used, &self.held);
        let free = |number: &u32| !used.contains(number) && !held.contains(number);
        let taken: Vec<u32> = (1..=self.blocks).filter(free).take(count).collect();
        if taken.len() < count {
            return Err(Fault::Full { needed: count as u32, free: taken.len() as u32 });
        }
        self.used.extend(&taken);
        Ok(taken)
    }

    /// The allocation map: bit n says whether block n + 1 is in use.
    fn map(&self) -> Vec<Block> {
        let mut map = vec![[0; BLOCK_BYTES]; (self.blocks as usize).div_ceil(BITS_PER_BLOCK)];
        for number in &self.used {
            let bit = *number as usize - 1;
            map[bit / BITS_PER_BLOCK][bit % BITS_PER_BLOCK / 8] |= 0x80 >> (bit % 8);
        }
        map
    }
}

impl<D: BlockDevice> FileSystem<D> {
    /// Makes an empty file system on the whole device, whatever was there.
    pub async fn format(device: D, id: Field<6>, date: Timestamp) -> Result<Self, Fault> {
        let blocks = device.blocks();
        let cylinders = blocks.div_ceil(BLOCKS_PER_CYLINDER);
        let label = CmsLabel::new(id, blocks, cylinders, date);
        let mut file_system = Self { device, label, entries: Vec::new(), system: BTreeSet::new() };
        let space = file_system.space_without(BTreeSet::new());
        file_system.commit(Vec::new(), space, date).await?;
        Ok(file_system)
    }

    /// Writes a file, in place of the one of the same name and type if there is one.
    pub async fn write_file(&mut self, file: NewFile, records: &[&[u8]]) -> Result<(), Fault> {
        let packed = records::pack(file.format, records)?;
        let mut space = self.space_for_change(file.id).await?;
        let mut entry = Entry {
            id: file.id,
            mode: file.mode,
            format: file.format,
            lrecl: packed.lrecl,
            records: records.len() as u32,
            blocks: packed.pointers.len() as u32,
            written: file.written,
            origin: 0,
            levels: 0,
        };
        let data: Vec<Block> = packed.bytes.chunks(BLOCK_BYTES).map(block_of).collect();
        let (origin, levels) =
            self.write_tree(entry.shape(), packed.pointers, &data, &mut space).await?;
        (entry.origin, entry.levels) = (origin, levels);
        let mut entries = self.entries.clone();
        match entries.iter_mut().find(|old| old.id == file.id) {
            Some(old) => *old = entry,
            None => entries.push(entry),
        }
        self.commit(entries, space, file.written).await
    }

    /// Erases a file.
    pub async fn erase(&mut self, id: FileId, date: Timestamp) -> Result<(), Fault> {
        let mut entries = self.entries.clone();
        let place = entries.iter().position(|entry| entry.id == id).ok_or(Fault::NotFound)?;
        entries.remove(place);
        let space = self.space_for_change(id).await?;
        self.commit(entries, space, date).await
    }

    /// The space there is when the file `id` is to go, whose blocks stay as they are until then.
    async fn space_for_change(&self, id: FileId) -> Result<Space, Fault> {
        self.check().await?;
        let mut space = self.space_without(self.blocks_of(|entry| entry.id != id).await?);
        space.held = self.blocks_of(|entry| entry.id == id).await?;
        space.held.extend(&self.system);
        Ok(space)
    }

    fn space_without(&self, mut used: BTreeSet<u32>) -> Space {
        used.extend(1..=ORIGINS[1]);
        Space { used, held: BTreeSet::new(), blocks: self.label.num.get() }
    }

    /// Writes data blocks and the pointer blocks over them; says origin and levels.
    async fn write_tree(
        &self,
        shape: Shape,
        mut pointers: Vec<Pointer>,
        data: &[Block],
        space: &mut Space,
    ) -> Result<(u32, u8), Fault> {
        let numbers = space.take(data.len() + shape.pointer_blocks(data.len()))?;
        let (leaves, above) = numbers.split_at(data.len());
        for ((number, block), pointer) in leaves.iter().zip(data).zip(&mut pointers) {
            write_block(&self.device, *number, block).await?;
            pointer.next = (*number).into();
        }
        let (origin, levels, blocks) = shape.build(pointers, above.iter().copied());
        for (number, block) in blocks {
            write_block(&self.device, number, &block).await?;
        }
        Ok((origin, levels))
    }

    /// Writes allocation map and directory, and then the label that makes them hold.
    async fn commit(
        &mut self,
        entries: Vec<Entry>,
        mut space: Space,
        date: Timestamp,
    ) -> Result<(), Fault> {
        let count = entries.len() as u32 + 2;
        if count > MAXIMUM_ENTRIES {
            return Err(Fault::TooLarge);
        }
        let files = space.used.clone();
        let [one, other] = ORIGINS;
        let dop = if self.label.dop.get() == one { other } else { one };
        let mut leaves = vec![dop];
        leaves.extend(space.take(count.div_ceil(ENTRIES_PER_BLOCK) as usize - 1)?);
        let above = space.take(Shape::Fixed.pointer_blocks(leaves.len()))?;
        let pointers = leaves.iter().map(|&leaf| Pointer::to_block(leaf)).collect();
        let (origin, levels, tree) = Shape::Fixed.build(pointers, above.into_iter());
        let director = special(DIRECTOR, FST_BYTES, count, leaves.len(), (origin, levels), date);
        let allocmap = self.write_map(&mut space, date).await?;

        let all = [&director, &allocmap].into_iter().chain(&entries);
        let bytes: Vec<u8> = all.flat_map(|entry| Vec::from(entry.to_fst().as_bytes())).collect();
        let blocks = leaves.into_iter().zip(bytes.chunks(BLOCK_BYTES).map(block_of)).chain(tree);
        for (number, block) in blocks {
            write_block(&self.device, number, &block).await?;
        }
        let mut label = self.label;
        label.dop = dop.into();
        label.used = (space.used.len() as u32).into();
        write_block(&self.device, LABEL, &label.to_block()).await?;
        (self.label, self.entries) = (label, entries);
        self.system = &space.used - &files;
        self.system.insert(dop);
        Ok(())
    }

    /// Writes the allocation map, which shows its own blocks as used too.
    async fn write_map(&self, space: &mut Space, date: Timestamp) -> Result<Entry, Fault> {
        let count = space.map().len();
        let numbers = space.take(count + Shape::Fixed.pointer_blocks(count))?;
        let (leaves, above) = numbers.split_at(count);
        for (number, block) in leaves.iter().zip(space.map()) {
            write_block(&self.device, *number, &block).await?;
        }
        let pointers = leaves.iter().map(|&leaf| Pointer::to_block(leaf)).collect();
        let (origin, levels, tree) = Shape::Fixed.build(pointers, above.iter().copied());
        for (number, block) in tree {
            write_block(&self.device, number, &block).await?;
        }
        let lrecl = BLOCK_BYTES as u32;
        Ok(special(ALLOCMAP, lrecl, count as u32, count, (origin, levels), date))
    }
}

/// An entry that the directory has for itself or for the allocation map.
fn special(
    id: FileId,
    lrecl: u32,
    records: u32,
    blocks: usize,
    (origin, levels): (u32, u8),
    written: Timestamp,
) -> Entry {
    let (mode, format, blocks) = (Field([0; 2]), RecordFormat::Fixed, blocks as u32);
    Entry { id, mode, format, lrecl, records, blocks, written, origin, levels }
}

/// At most a block of bytes, with zeros behind them.
fn block_of(bytes: &[u8]) -> Block {
    let mut block = [0; BLOCK_BYTES];
    block[..bytes.len()].copy_from_slice(bytes);
    block
}
