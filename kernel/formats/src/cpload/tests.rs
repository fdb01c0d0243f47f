//! Modules made, read back, cut off and damaged.

use proptest::prelude::*;

use super::*;

const PLACE: Place = Place { address: 0x10000, entry: 0, storage: 0x9000 };

fn module(image: &[u8]) -> Module<'_> {
    let created = Created::new("2011-11-02 AT 18:54:31").expect("it fits");
    Module { place: PLACE, created, image }
}

#[test]
fn a_module_is_read_back() {
    let bytes = module(&[7; 5_000]).to_bytes().expect("a good module");
    assert_eq!(bytes.len(), 3 * BLOCK_BYTES);
    // CPLOAD, version 1, address, entry, storage, length
    let begin = [0xC3, 0xD7, 0xD3, 0xD6, 0xC1, 0xC4, 0x40, 0x40, 0, 1, 0, 0, 0, 1, 0, 0];
    assert_eq!(bytes[..16], begin);
    assert_eq!(bytes[16..28], [0, 0, 0, 0, 0, 0, 0x90, 0, 0, 0, 0x20, 0]);
    let read = Module::parse(&bytes).expect("as written");
    assert_eq!((read.place, &*read.created.text()), (PLACE, "2011-11-02 AT 18:54:31"));
    assert_eq!(read.image[..5_000], [7; 5_000]);
    assert_eq!(read.image[5_000..], [0; 3_192]);
}

#[test]
fn what_is_no_module_says_why() {
    assert_eq!(Module::parse(&[]), Err(CploadFault::NotAModule));
    assert_eq!(Module::parse(&[0; BLOCK_BYTES]), Err(CploadFault::NotAModule));
    let bytes = module(&[7; 5_000]).to_bytes().expect("a good module");
    let cut = Module::parse(&bytes[..2 * BLOCK_BYTES]);
    assert_eq!(cut, Err(CploadFault::Length { expected: 12_288, found: 8_192 }));
    let mut other = bytes.clone();
    other[9] = 2;
    assert_eq!(Module::parse(&other), Err(CploadFault::Version(2)));
    let fault = Module::parse(&other).unwrap_err();
    assert_eq!(alloc::format!("{fault}"), "record 1: version 2, expected 1");
}

#[test]
fn a_program_that_does_not_fit_is_refused() {
    assert_eq!(module(&[]).to_bytes(), Err(CploadFault::Image { length: 0 }));
    let long = vec![0; MAXIMUM_IMAGE as usize + 1];
    assert!(matches!(module(&long).to_bytes(), Err(CploadFault::Image { .. })));
    for place in [
        Place { address: 0x10001, ..PLACE },
        Place { address: 0x7FFF_F000, ..PLACE },
        Place { entry: 3, ..PLACE },
        Place { entry: 0x1000, ..PLACE },
        Place { storage: 0xFFF, ..PLACE },
    ] {
        let refused = Module { place, ..module(&[7; 8]) }.to_bytes();
        assert_eq!(refused, Err(CploadFault::Place(place)));
    }
}

#[test]
fn any_flipped_bit_is_noticed() {
    let mut bytes = module(&[7; 5_000]).to_bytes().expect("a good module");
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 0x80 >> (bit % 8);
        assert!(Module::parse(&bytes).is_err(), "bit {bit}");
        bytes[bit / 8] ^= 0x80 >> (bit % 8);
    }
    assert!(Module::parse(&bytes).is_ok());
}

proptest! {
    #[test]
    fn any_module_is_read_back(
        image in prop::collection::vec(any::<u8>(), 1..10_000),
        page in 0..0x7_0000_u32,
        entry in 0..5_000_u32,
        more in 0..0x10_0000_u32,
    ) {
        let length = image.len().next_multiple_of(BLOCK_BYTES) as u32;
        let entry = entry * 2 % length;
        let place = Place { address: page << 12, entry, storage: length + more };
        let module = Module { place, ..module(&image) };
        let bytes = module.to_bytes().expect("a good module");
        let read = Module::parse(&bytes).expect("as written");
        prop_assert_eq!((read.place, read.created), (module.place, module.created));
        prop_assert_eq!(&read.image[..image.len()], &*image);
        prop_assert!(read.image[image.len()..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn no_file_is_too_strange(mut bytes in prop::collection::vec(any::<u8>(), 0..9_000), real: bool) {
        if real && bytes.len() > BLOCK_BYTES {
            let header = module(&[7; 5_000]).to_bytes().expect("a good module");
            bytes[..BLOCK_BYTES].copy_from_slice(&header[..BLOCK_BYTES]);
        }
        prop_assert!(Module::parse(&bytes).is_err());
    }
}
