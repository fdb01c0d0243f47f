//! What kind of 3390 a number of cylinders is.

use formats::geometry::{CYLINDERS_3390_3, CYLINDERS_3390_9};

/// Control unit: a 3990 model 6.
pub const CONTROL_UNIT_TYPE: u16 = 0x3990;
/// Model byte of a 3990-6: extended count key data, non-synchronous, model 9.
pub const CONTROL_UNIT_MODEL: u8 = 0xE9;

/// A model of the 3390.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its model byte in SENSE ID.
    pub model: u8,
    /// Its type code in the device characteristics.
    pub code: u8,
}

/// Models by their cylinders; a volume is the first that has room for it.
const MODELS: [(u32, Model); 3] = [
    (CYLINDERS_3390_3 / 3, Model { model: 0x02, code: 0x26 }),
    (CYLINDERS_3390_3 / 3 * 2, Model { model: 0x06, code: 0x27 }),
    (CYLINDERS_3390_3, Model { model: 0x0A, code: 0x24 }),
];
const LARGE: Model = Model { model: 0x0C, code: 0x32 };
const _: () = assert!(CYLINDERS_3390_9 > CYLINDERS_3390_3);

impl Model {
    /// The model that has `cylinders`.
    pub fn of(cylinders: u32) -> Self {
        let small = MODELS.into_iter().find(|(most, _)| cylinders <= *most);
        small.map_or(LARGE, |(_, model)| model)
    }
}
