//! Count-key-data DASD with extended channel programs, as a 3990 with 3390s has them (3990/9390
//! Storage Control Reference, GA32-0274; field names in z/VM's LRARG and DEARG control blocks).

mod count;
mod define_extent;
mod device_characteristics;
mod domain;
mod locate_record;
mod recovery;
mod sense;

pub use count::{Count, TrackAddress};
pub use define_extent::{DefineExtent, FileMask};
pub use device_characteristics::DeviceCharacteristics;
pub use domain::Domain;
pub use locate_record::{LocateRecord, Operation, Orientation};
pub use recovery::{Recovery, after_status};
pub use sense::Sense;

/// What a 3390 calls itself in the answer to SENSE ID.
pub const DEVICE_TYPE_3390: u16 = 0x3390;
