//! IPL parameters: what each word says, and what is not valid.

use config::{Console, IplParameters, ParmVolume, merged};
use proptest::prelude::*;
use syntax::Keyword;

#[test]
fn each_word_says_what_its_keyword_means() {
    let text =
        "fn=test ft=CONFIG  pdvol=s1com1 pdnum=2 cons=9 system=ltic2 LOADVOL=VM2RES repair x=y";
    let (parameters, bad) = IplParameters::parse(text);
    assert_eq!(bad, []);
    assert_eq!((&*parameters.file_name, &*parameters.file_type), ("TEST", "CONFIG"));
    assert_eq!(parameters.parm_volume, Some(ParmVolume::Volid("S1COM1".into())));
    assert_eq!((parameters.parm_disk, parameters.console), (2, Some(Console::Device(9))));
    assert_eq!(parameters.load_volume.as_deref(), Some("VM2RES"));
    assert_eq!(parameters.system.as_deref(), Some("LTIC2"));
    assert_eq!(parameters.others, ["REPAIR", "X=Y"]);
    assert!(parameters.has(Keyword::new("REPAIR", 3)));
    assert!(!parameters.has(Keyword::new("NOAUTOLOG", 6)));
    assert_eq!(IplParameters::parse(""), (IplParameters::default(), vec![]));
}

#[test]
fn a_volume_is_named_by_device_or_identifier() {
    let volume = |text| IplParameters::parse(text).0.parm_volume;
    assert_eq!(volume("PDVOL=8290"), Some(ParmVolume::Device(0x8290)));
    assert_eq!(volume("PDVOL=123"), Some(ParmVolume::Device(0x123)));
    assert_eq!(volume("PDVOL=62ORL1"), Some(ParmVolume::Volid("62ORL1".into())));
    let console = |text| IplParameters::parse(text).0.console;
    assert_eq!(console("CONS=sysc"), Some(Console::SystemConsole));
    assert_eq!(console("CONS=SYSG"), Some(Console::System3270));
}

#[test]
fn a_bad_word_is_named_and_left_out() {
    for (word, expected) in [
        ("FN=", "1 to 8 letters"),
        ("FT=CONFIGURATION", "1 to 8 letters"),
        ("PDVOL=S1COM12", "a volume identifier"),
        ("PDVOL=", "a device number"),
        ("PDNUM=0", "1 to 256"),
        ("PDNUM=257", "1 to 256"),
        ("PDNUM=+1", "1 to 256"),
        ("SYSTEM=LTICVMTWO", "a system name"),
        ("CONS=SYSX", "SYSC"),
        ("LOADVOL=VM2.RES", "A-Z"),
    ] {
        let (parameters, bad) = IplParameters::parse(&format!("{word} REPAIR"));
        assert_eq!(bad.len(), 1, "{word}");
        let told = bad[0].to_string();
        assert!(told.starts_with(word) && told.contains(expected), "{told}");
        let others = vec!["REPAIR".into()];
        assert_eq!(parameters, IplParameters { others, ..IplParameters::default() });
    }
}

#[test]
fn typed_words_take_the_place_of_stored_ones() {
    let stored = "FN=SYSTEM FT=CONFIG PDVOL=S1COM1";
    assert_eq!(merged(stored, ""), stored);
    assert_eq!(merged(stored, "REPAIR pdvol=8290 fn=TEST"), "fn=TEST FT=CONFIG pdvol=8290 REPAIR");
    assert_eq!(merged(stored, "REPAIR repair"), format!("{stored} repair"));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,100}", keyword in "(FN=|FT=|PDVOL=|PDNUM=|CONS=|)") {
        let _ = IplParameters::parse(&format!("{keyword}{text}"));
    }

    #[test]
    fn merging_is_reading_one_behind_the_other(
        stored in "((FN|FT|PDVOL|PDNUM|CONS|X)=[1-9][0-9]? ){0,5}",
        typed in "((fn|ft|pdvol|pdnum|cons|x)=[1-9][0-9]? ){0,5}",
    ) {
        let (mut both, _) = IplParameters::parse(&format!("{stored}{typed}"));
        let (merged, bad) = IplParameters::parse(&merged(&stored, &typed));
        prop_assert_eq!(bad, vec![]);
        both.others = both.others.pop().into_iter().collect();
        prop_assert_eq!(merged, both);
    }
}
