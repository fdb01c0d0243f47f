//! The CMS Enhanced Disk Format (EDF) file system of a minidisk, in 4 KiB blocks.
//!
//! The layouts are those that Linux's cmsfs-fuse (s390-tools, cmsfs-fuse/edf.h) reads and writes.
//! CMS numbers blocks from 1: 3 is the label, 4 and 5 are the two places where a directory may
//! begin. A change goes to free blocks and to the directory place not in use; the label, which
//! names the place in use, is written last. So whichever write is the last that reached the
//! minidisk, the file system is whole: as it was before the change, or as it is after.

mod fault;
mod fst;
mod label;
mod pointer;
mod records;
#[cfg(test)]
mod tests;
mod write;

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec;
use alloc::vec::Vec;

pub use fault::Fault;
use fst::{ALLOCMAP, DIRECTOR, ENTRIES_PER_BLOCK, FST_BYTES, Fst};
pub use fst::{Entry, FileId, MAXIMUM_FILE_BLOCKS, RecordFormat, Timestamp};
use label::{CmsLabel, LABEL, ORIGINS};
use pointer::{MAXIMUM_LEVELS, Shape};
pub use write::NewFile;
use zerocopy::FromBytes;

use crate::block::{BLOCK_BYTES, Block, BlockDevice};
use crate::ebcdic::Field;

/// Entries of the largest directory, those of DIRECTOR and ALLOCMAP too.
pub const MAXIMUM_ENTRIES: u32 = 65_536;

/// The file system of a minidisk.
pub struct FileSystem<D> {
    device: D,
    label: CmsLabel,
    entries: Vec<Entry>,
    /// Blocks of directory and allocation map.
    system: BTreeSet<u32>,
}

/// Blocks of a file: its data in order (0: a null block), and its pointer blocks.
struct Tree {
    leaves: Vec<u32>,
    pointers: Vec<u32>,
}

impl<D: BlockDevice> FileSystem<D> {
    /// Reads label and directory of a minidisk.
    pub async fn open(device: D) -> Result<Self, Fault> {
        let block = read_block(&device, LABEL).await?;
        let label = CmsLabel::from_block(&block, device.blocks())?;
        let mut file_system = Self { device, label, entries: Vec::new(), system: BTreeSet::new() };
        (file_system.entries, file_system.system) = file_system.read_directory().await?;
        Ok(file_system)
    }

    /// The minidisk's label.
    pub fn label(&self) -> Field<6> {
        self.label.id
    }

    /// Blocks of the minidisk, and how many are in use.
    pub fn space(&self) -> (u32, u32) {
        (self.label.num.get(), self.label.used.get())
    }

    /// The files, in the directory's order.
    pub fn list(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of that name and type.
    pub fn find(&self, name: &str, kind: &str) -> Option<&Entry> {
        let id = FileId::new(name, kind)?;
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// A file's data as it stands in its blocks: in a V file with the lengths before the records.
    pub async fn read(&self, entry: &Entry) -> Result<Vec<u8>, Fault> {
        let tree = self.tree(entry).await?;
        let mut bytes = Vec::with_capacity(tree.leaves.len() * BLOCK_BYTES);
        for leaf in tree.leaves {
            match leaf {
                0 => bytes.resize(bytes.len() + BLOCK_BYTES, 0),
                leaf => bytes.extend_from_slice(&self.block(leaf).await?[..]),
            }
        }
        if entry.format == RecordFormat::Fixed {
            bytes.truncate(entry.records as usize * entry.lrecl as usize);
        }
        Ok(bytes)
    }

    /// A file's records.
    pub async fn records(&self, entry: &Entry) -> Result<Vec<Vec<u8>>, Fault> {
        records::unpack(entry, &self.read(entry).await?)
    }

    /// Follows every file to its last block: all must be there and belong to one file only.
    pub async fn check(&self) -> Result<(), Fault> {
        self.blocks_of(|_| true).await.map(drop)
    }

    /// The blocks of all files that are `wanted`.
    async fn blocks_of(&self, wanted: impl Fn(&Entry) -> bool) -> Result<BTreeSet<u32>, Fault> {
        let mut blocks = BTreeSet::new();
        for entry in self.entries.iter().filter(|entry| wanted(entry)) {
            let tree = self.tree(entry).await?;
            for block in tree.leaves.into_iter().chain(tree.pointers) {
                if block != 0 && (self.system.contains(&block) || !blocks.insert(block)) {
                    return Err(Fault::Shared { block });
                }
            }
        }
        Ok(blocks)
    }

    async fn tree(&self, entry: &Entry) -> Result<Tree, Fault> {
        let leaves = entry.leaves() as usize;
        let tree = self.follow(entry.origin, entry.levels, entry.shape(), leaves).await?;
        let low = tree.leaves.iter().chain(&tree.pointers).find(|&&n| n != 0 && n <= ORIGINS[1]);
        match low {
            Some(&found) => Err(Fault::Pointer { block: self.label.dop.get(), found }),
            None => Ok(tree),
        }
    }

    /// Follows the pointer blocks from `origin` down to `count` data blocks.
    async fn follow(
        &self,
        origin: u32,
        levels: u8,
        shape: Shape,
        count: usize,
    ) -> Result<Tree, Fault> {
        let mut tree = Tree { leaves: vec![], pointers: vec![] };
        if count == 0 {
            return Ok(tree);
        }
        let dop = self.label.dop.get();
        let capacity = shape.per_block().checked_pow(levels.into()).unwrap_or(0);
        if levels > MAXIMUM_LEVELS || capacity < count {
            let (field, found) = ("number of pointer levels", levels.into());
            let expected = "as many as the data blocks need, 4 at most";
            return Err(Fault::Value { block: dop, field, found, expected });
        }
        self.must_be_inside(dop, origin)?;
        tree.leaves = vec![origin];
        for level in (0..levels).rev() {
            let below = count.div_ceil(shape.per_block().pow(level.into()));
            let above = core::mem::take(&mut tree.leaves);
            for number in above {
                let wanted = (below - tree.leaves.len()).min(shape.per_block());
                if number == 0 {
                    tree.leaves.resize(tree.leaves.len() + wanted, 0);
                    continue;
                }
                let block = self.block(number).await?;
                for next in shape.decode(&block, wanted) {
                    self.must_be_inside(number, next)?;
                    tree.leaves.push(next);
                }
                tree.pointers.push(number);
            }
        }
        Ok(tree)
    }

    /// That the pointer in `block` leads to a block of the minidisk behind the label, or to none.
    fn must_be_inside(&self, block: u32, found: u32) -> Result<(), Fault> {
        let inside = found == 0 || (found > LABEL && found <= self.label.num.get());
        if inside { Ok(()) } else { Err(Fault::Pointer { block, found }) }
    }

    async fn block(&self, number: u32) -> Result<Box<Block>, Fault> {
        read_block(&self.device, number).await
    }

    /// The files, and the blocks of directory and allocation map.
    async fn read_directory(&self) -> Result<(Vec<Entry>, BTreeSet<u32>), Fault> {
        let dop = self.label.dop.get();
        let first = self.block(dop).await?;
        let value = |field, found, expected| Fault::Value { block: dop, field, found, expected };
        let (director, _) = Fst::read_from_prefix(&first[..]).map_err(|_| Fault::NotCms)?;
        if director.id != DIRECTOR {
            return Err(value("first entry", 0, "DIRECTOR"));
        }
        let count = director.aic.get();
        if !(2..=MAXIMUM_ENTRIES).contains(&count) {
            return Err(value("number of files", count, "2 to 65536"));
        }
        let blocks = count.div_ceil(ENTRIES_PER_BLOCK) as usize;
        let origin = director.afop.get();
        let tree = self.follow(origin, director.nlvl, Shape::Fixed, blocks).await?;
        if tree.leaves.first() != Some(&dop) {
            return Err(value("directory's first block", origin, "this block"));
        }
        let mut system: BTreeSet<u32> = tree.leaves.iter().chain(&tree.pointers).copied().collect();
        let mut entries = Vec::new();
        let mut left = count as usize;
        for number in tree.leaves {
            let block = self.block(number).await?;
            for bytes in block.chunks_exact(FST_BYTES as usize).take(left) {
                left -= 1;
                let fst = Fst::read_from_bytes(bytes).map_err(|_| Fault::Truncated)?;
                if fst.id == ALLOCMAP {
                    let map = self.tree(&Entry::from_fst(&fst, number)?).await?;
                    system.extend(map.leaves.into_iter().chain(map.pointers));
                } else if fst.id != DIRECTOR {
                    entries.push(Entry::from_fst(&fst, number)?);
                }
            }
        }
        if entries.len() + 2 != count as usize {
            return Err(value("number of files", count, "one DIRECTOR, one ALLOCMAP, the files"));
        }
        Ok((entries, system))
    }
}

/// Reads block `number`, from 1. It is on the heap: in futures that wait for each other it would
/// take a block's length of each one's stack.
async fn read_block(device: &impl BlockDevice, number: u32) -> Result<Box<Block>, Fault> {
    let mut block = Box::new([0; BLOCK_BYTES]);
    let read = device.read(number.wrapping_sub(1), &mut block).await;
    read.map_err(|error| Fault::Io { block: number, error })?;
    Ok(block)
}

/// Writes block `number`, from 1.
async fn write_block(device: &impl BlockDevice, number: u32, block: &Block) -> Result<(), Fault> {
    let written = device.write(number - 1, block).await;
    written.map_err(|error| Fault::Io { block: number, error })
}
