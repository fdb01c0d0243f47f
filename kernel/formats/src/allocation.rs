//! What the cylinders of a CP volume are for: the allocation map in block 3, and whose they are.
//!
//! Types and rules are those of CPFMTXA ("CP Planning and Administration", appendix on CPFMTXA):
//! cylinders not allocated are PERM, and a later allocation of a cylinder overrides an earlier.

use alloc::vec::Vec;
use core::fmt;
use core::mem::offset_of;
use core::ops::RangeInclusive;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block};
use crate::ebcdic::Field;
use crate::geometry::BLOCKS_PER_CYLINDER;
use crate::pdr::Name;

/// The block that holds the map.
pub const ALLOCATION_BLOCK: u32 = 3;
/// Extents that a map has room for.
pub const EXTENTS: usize = 256;

/// What a cylinder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Minidisks and whatever else users have.
    Perm,
    /// Temporary minidisks.
    Tdsk,
    /// Spool files.
    Spol,
    /// Paging.
    Page,
    /// The object directory.
    Drct,
    /// A parm disk.
    Parm,
}

impl Kind {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 6] =
        [Self::Perm, Self::Tdsk, Self::Spol, Self::Page, Self::Drct, Self::Parm];

    /// The name that CPFMTXA takes and shows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Perm => "PERM",
            Self::Tdsk => "TDSK",
            Self::Spol => "SPOL",
            Self::Page => "PAGE",
            Self::Drct => "DRCT",
            Self::Parm => "PARM",
        }
    }

    /// The kind of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Cylinders side by side that are for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// What they are for.
    pub kind: Kind,
    /// First and last cylinder.
    pub cylinders: RangeInclusive<u32>,
}

impl Extent {
    /// How many cylinders.
    pub fn length(&self) -> u32 {
        self.cylinders.end() - self.cylinders.start() + 1
    }
}

/// Whose volume it is, shown as `ssiname.sysname`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The cluster; none (NOSSI) outside a cluster.
    pub cluster: Option<Name>,
    /// The member or system; none (NOSYS) where the whole cluster owns it.
    pub system: Option<Name>,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cluster = self.cluster.as_ref().map_or("NOSSI", Name::as_str);
        let system = self.system.as_ref().map_or("NOSYS", Name::as_str);
        write!(f, "{cluster}.{system}")
    }
}

/// Why a block is not an allocation map, or cylinders cannot be allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationFault {
    /// The block does not begin as a map does: CPFMTXA never wrote one here.
    NotAllocated,
    /// Map and check differ.
    Check,
    /// The field has a value that there is not.
    Value(&'static str),
    /// The cylinders are not on a volume of `cylinders`, or the last is before the first.
    OutOfRange {
        /// First cylinder asked for.
        first: u32,
        /// Last cylinder asked for.
        last: u32,
        /// Cylinders of the volume.
        cylinders: u32,
    },
    /// The map has no room for more than [`EXTENTS`].
    TooMany,
}

impl fmt::Display for AllocationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAllocated => write!(
                f,
                "block {ALLOCATION_BLOCK}: no allocation map, CPFMTXA has written none here"
            ),
            Self::Check => write!(f, "block {ALLOCATION_BLOCK}: its check does not match"),
            Self::Value(field) => write!(f, "block {ALLOCATION_BLOCK}: no such {field}"),
            Self::OutOfRange { first, last, cylinders } => {
                write!(f, "cylinders {first}-{last}: the volume has 0-{}", cylinders - 1)
            }
            Self::TooMany => write!(f, "more than {EXTENTS} extents on one volume"),
        }
    }
}

/// The allocation of a whole volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationMap {
    /// Whose it is.
    pub owner: Owner,
    /// How often it has been written.
    pub generation: u64,
    /// In order, from cylinder 0 to the last, without gaps; neighbours differ in kind.
    extents: Vec<Extent>,
}

impl AllocationMap {
    /// A volume of `cylinders` (at least 1 is taken), all PERM, of no one.
    pub fn new(cylinders: u32) -> Self {
        let all = Extent { kind: Kind::Perm, cylinders: 0..=cylinders.max(1) - 1 };
        let owner = Owner { cluster: None, system: None };
        Self { owner, generation: 0, extents: Vec::from([all]) }
    }

    /// The extents in order, covering the whole volume.
    pub fn extents(&self) -> &[Extent] {
        &self.extents
    }

    /// Cylinders of the volume.
    pub fn cylinders(&self) -> u32 {
        self.extents.last().map_or(0, |last| last.cylinders.end() + 1)
    }

    /// Makes `cylinders` be of `kind`, whatever they were.
    pub fn allocate(
        &mut self,
        kind: Kind,
        cylinders: RangeInclusive<u32>,
    ) -> Result<(), AllocationFault> {
        let (first, last) = (*cylinders.start(), *cylinders.end());
        if first > last || last >= self.cylinders() {
            let cylinders = self.cylinders();
            return Err(AllocationFault::OutOfRange { first, last, cylinders });
        }
        let mut extents = Vec::with_capacity(self.extents.len() + 2);
        let before = self.extents.iter().filter(|old| *old.cylinders.start() < first);
        for old in before {
            let cylinders = *old.cylinders.start()..=(first - 1).min(*old.cylinders.end());
            push(&mut extents, Extent { kind: old.kind, cylinders });
        }
        push(&mut extents, Extent { kind, cylinders });
        for old in self.extents.iter().filter(|old| *old.cylinders.end() > last) {
            let cylinders = (last + 1).max(*old.cylinders.start())..=*old.cylinders.end();
            push(&mut extents, Extent { kind: old.kind, cylinders });
        }
        if extents.len() > EXTENTS {
            return Err(AllocationFault::TooMany);
        }
        self.extents = extents;
        Ok(())
    }

    /// What a cylinder is for; none outside the volume.
    pub fn kind(&self, cylinder: u32) -> Option<Kind> {
        self.extents.iter().find(|extent| extent.cylinders.contains(&cylinder)).map(|e| e.kind)
    }

    /// Cylinders of a kind.
    pub fn total(&self, kind: Kind) -> u32 {
        self.extents.iter().filter(|extent| extent.kind == kind).map(Extent::length).sum()
    }

    /// 4 KiB pages (blocks) of a kind.
    pub fn pages(&self, kind: Kind) -> u64 {
        u64::from(self.total(kind)) * u64::from(BLOCKS_PER_CYLINDER)
    }
}

/// Adds an extent, joined with the one before if they are for the same thing.
fn push(extents: &mut Vec<Extent>, extent: Extent) {
    match extents.last_mut() {
        Some(last) if last.kind == extent.kind => {
            last.cylinders = *last.cylinders.start()..=*extent.cylinders.end();
        }
        _ => extents.push(extent),
    }
}

/// `ALLOCMAP` in EBCDIC.
const WHAT: [u8; 8] = [0xC1, 0xD3, 0xD3, 0xD6, 0xC3, 0xD4, 0xC1, 0xD7];

/// How the map stands in its block; zeros follow the extents, a CRC-32 of all before it ends it.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Header {
    what: [u8; 8],
    generation: U64,
    /// Blank: NOSSI.
    cluster: Field<8>,
    /// Blank: NOSYS.
    system: Field<8>,
    cylinders: U32,
    extents: U16,
    reserved: U16,
}

const _: () = assert!(size_of::<Header>() == 40);
const _: () = assert!(offset_of!(Header, cluster) == 16);
const _: () = assert!(offset_of!(Header, extents) == 36);

/// An extent in the block: it begins where the one before ends.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Entry {
    kind: [u8; 4],
    last: U32,
}

const _: () = assert!(size_of::<Entry>() == 8);

/// Bytes that the check covers.
const CHECKED: usize = BLOCK_BYTES - 4;
const _: () = assert!(size_of::<Header>() + EXTENTS * size_of::<Entry>() <= CHECKED);

fn to_field(name: Option<Name>) -> Field<8> {
    name.and_then(|name| Field::new(name.as_str())).unwrap_or(Field::BLANK)
}

fn from_field(field: Field<8>, what: &'static str) -> Result<Option<Name>, AllocationFault> {
    if field == Field::BLANK {
        return Ok(None);
    }
    Name::new(&field.text()).map(Some).ok_or(AllocationFault::Value(what))
}

impl AllocationMap {
    /// The map as a block.
    pub fn to_block(&self) -> Block {
        let header = Header {
            what: WHAT,
            generation: self.generation.into(),
            cluster: to_field(self.owner.cluster),
            system: to_field(self.owner.system),
            cylinders: self.cylinders().into(),
            extents: (self.extents.len() as u16).into(),
            reserved: 0.into(),
        };
        let mut bytes = Vec::from(header.as_bytes());
        for extent in &self.extents {
            let kind = Field::<4>::new(extent.kind.name()).unwrap_or(Field::BLANK).0;
            let entry = Entry { kind, last: (*extent.cylinders.end()).into() };
            bytes.extend_from_slice(entry.as_bytes());
        }
        bytes.resize(CHECKED, 0);
        let mut block = [0; BLOCK_BYTES];
        block[..CHECKED].copy_from_slice(&bytes);
        block[CHECKED..].copy_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
        block
    }

    /// The map in a block.
    pub fn from_block(block: &Block) -> Result<Self, AllocationFault> {
        let (checked, check) = block.split_at(CHECKED);
        let (header, rest) =
            Header::read_from_prefix(checked).map_err(|_| AllocationFault::NotAllocated)?;
        if header.what != WHAT {
            return Err(AllocationFault::NotAllocated);
        }
        if check != crc32fast::hash(checked).to_be_bytes() {
            return Err(AllocationFault::Check);
        }
        let count = usize::from(header.extents.get());
        if count == 0 || count > EXTENTS {
            return Err(AllocationFault::Value("number of extents"));
        }
        let (entries, _) = <[Entry]>::ref_from_prefix_with_elems(rest, count)
            .map_err(|_| AllocationFault::Value("number of extents"))?;
        let extents = parse_entries(entries, header.cylinders.get())?;
        let cluster = from_field(header.cluster, "cluster name")?;
        let system = from_field(header.system, "system name")?;
        let owner = Owner { cluster, system };
        Ok(Self { owner, generation: header.generation.get(), extents })
    }
}

/// The extents of a volume of `cylinders`: in order, to its very end.
fn parse_entries(entries: &[Entry], cylinders: u32) -> Result<Vec<Extent>, AllocationFault> {
    let mut extents = Vec::with_capacity(entries.len());
    let mut first = 0;
    for entry in entries {
        let kind = Kind::from_name(&Field(entry.kind).text());
        let kind = kind.ok_or(AllocationFault::Value("type of extent"))?;
        let last = entry.last.get();
        if last < first || last >= cylinders {
            return Err(AllocationFault::Value("end of extent"));
        }
        push(&mut extents, Extent { kind, cylinders: first..=last });
        first = last + 1;
    }
    if first != cylinders {
        return Err(AllocationFault::Value("end of the last extent"));
    }
    Ok(extents)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    fn vm2res() -> AllocationMap {
        let mut map = AllocationMap::new(10_017);
        map.owner = Owner { cluster: Name::new("LTICS1"), system: Name::new("LTICVM2") };
        map.allocate(Kind::Drct, 1..=20).expect("on the volume");
        map.allocate(Kind::Parm, 39..=158).expect("on the volume");
        map
    }

    #[test]
    fn a_residence_volume() {
        let map = vm2res();
        let shown: Vec<_> = map.extents().iter().map(|e| (e.kind, e.cylinders.clone())).collect();
        let expected = [
            (Kind::Perm, 0..=0),
            (Kind::Drct, 1..=20),
            (Kind::Perm, 21..=38),
            (Kind::Parm, 39..=158),
            (Kind::Perm, 159..=10_016),
        ];
        assert_eq!(shown, expected);
        assert_eq!(map.total(Kind::Parm), 120);
        assert_eq!(map.pages(Kind::Drct), 3_600);
        assert_eq!(map.owner.to_string(), "LTICS1.LTICVM2");
        assert_eq!(AllocationMap::new(1).owner.to_string(), "NOSSI.NOSYS");
        assert_eq!(AllocationMap::from_block(&map.to_block()), Ok(map));
    }

    #[test]
    fn cylinders_that_are_not_there_are_refused() {
        let mut map = AllocationMap::new(100);
        let outside = AllocationFault::OutOfRange { first: 5, last: 100, cylinders: 100 };
        assert_eq!(map.allocate(Kind::Page, 5..=100), Err(outside));
        #[expect(clippy::reversed_empty_ranges, reason = "what a user may type")]
        let reversed = map.allocate(Kind::Page, 6..=5);
        assert!(matches!(reversed, Err(AllocationFault::OutOfRange { .. })));
        assert_eq!(map, AllocationMap::new(100));
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let block = vm2res().to_block();
        for bit in 0..BLOCK_BYTES * 8 {
            let mut damaged = block;
            damaged[bit / 8] ^= 0x80 >> (bit % 8);
            assert!(AllocationMap::from_block(&damaged).is_err(), "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn the_later_allocation_wins(
            steps in prop::collection::vec((0..6usize, 0..50u32, 0..50u32), 0..20)
        ) {
            let mut map = AllocationMap::new(50);
            let mut expected = [Kind::Perm; 50];
            for (kind, one, other) in steps {
                let (first, last) = (one.min(other), one.max(other));
                map.allocate(Kind::ALL[kind], first..=last).expect("on the volume");
                expected[first as usize..=last as usize].fill(Kind::ALL[kind]);
            }
            let kinds: Vec<_> = (0..50).filter_map(|cylinder| map.kind(cylinder)).collect();
            prop_assert_eq!(&kinds[..], &expected[..]);
            prop_assert!(map.extents().windows(2).all(|pair| pair[0].kind != pair[1].kind));
            prop_assert_eq!(AllocationMap::from_block(&map.to_block()), Ok(map));
        }
    }
}
