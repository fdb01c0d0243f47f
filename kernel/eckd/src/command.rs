//! Command codes of a 3390 on a 3990 (GA32-0274, "Command Codes"). [`MULTITRACK`] added to a read
//! or search lets it go on to the next track.

pub use zarch::ccw::{
    DEFINE_EXTENT, LOCATE_RECORD, NO_OPERATION, READ_COUNT, READ_DATA, READ_DEVICE_CHARACTERISTICS,
    READ_KEY_AND_DATA, SENSE, SENSE_ID, WRITE_COUNT_KEY_AND_DATA, WRITE_DATA, WRITE_KEY_AND_DATA,
};

/// Goes on to the next track at the end of one.
pub const MULTITRACK: u8 = 0x80;

pub const READ_IPL: u8 = 0x02;
pub const SEEK: u8 = 0x07;
pub const SEEK_CYLINDER: u8 = 0x0B;
pub const UNCONDITIONAL_RESERVE: u8 = 0x14;
pub const WRITE_RECORD_ZERO: u8 = 0x15;
pub const READ_RECORD_ZERO: u8 = 0x16;
pub const READ_HOME_ADDRESS: u8 = 0x1A;
pub const SEEK_HEAD: u8 = 0x1B;
pub const READ_COUNT_KEY_AND_DATA: u8 = 0x1E;
pub const SET_FILE_MASK: u8 = 0x1F;
pub const READ_SECTOR: u8 = 0x22;
pub const SET_SECTOR: u8 = 0x23;
pub const PERFORM_SUBSYSTEM_FUNCTION: u8 = 0x27;
pub const SEARCH_KEY_EQUAL: u8 = 0x29;
pub const SEARCH_ID_EQUAL: u8 = 0x31;
pub const SENSE_PATH_GROUP_ID: u8 = 0x34;
pub const SEARCH_HOME_ADDRESS_EQUAL: u8 = 0x39;
pub const READ_SUBSYSTEM_DATA: u8 = 0x3E;
pub const SEARCH_KEY_HIGH: u8 = 0x49;
pub const LOCATE_RECORD_EXTENDED: u8 = 0x4B;
pub const SEARCH_ID_HIGH: u8 = 0x51;
pub const READ_MULTIPLE_COUNT_KEY_AND_DATA: u8 = 0x5E;
pub const SEARCH_KEY_EQUAL_OR_HIGH: u8 = 0x69;
pub const SEARCH_ID_EQUAL_OR_HIGH: u8 = 0x71;
pub const WRITE_UPDATE_DATA: u8 = 0x85;
pub const WRITE_UPDATE_KEY_AND_DATA: u8 = 0x8D;
pub const DEVICE_RELEASE: u8 = 0x94;
pub const WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK: u8 = 0x9D;
pub const SET_PATH_GROUP_ID: u8 = 0xAF;
pub const DEVICE_RESERVE: u8 = 0xB4;
pub const READ_TRACK: u8 = 0xDE;
pub const READ_CONFIGURATION_DATA: u8 = 0xFA;
