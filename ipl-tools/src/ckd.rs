//! Volumes as Hercules' emulated CKD files, and back.
//!
//! A CKD file has every track as an image of home address, records and an end mark; a compressed
//! one finds the images by two levels of tables and lacks those of tracks that were never written.
//! Hercules refuses a track of a plain file that is a hole (HHCDA035E), so a plain file is as large
//! as its volume and compressed files are the ones to use. (Hercules 3.13: `hstructs.h`,
//! `dasdutil.c`, `cckddasd.c`.)

mod compressed;
mod compressed_header;
mod convert;
mod device_header;
mod file;
mod home_address;
mod lookup;
mod plain;
mod track;

pub use convert::{Format, convert, from_ckd, is_ckd, to_ckd, update};
pub use file::CkdFile;
