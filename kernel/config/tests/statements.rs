//! What statements say, beside those of cluster LTICS1.

use config::{
    Console, Cse, DateFormat, Identity, Limit, Setting, SystemConfig, TimezoneBoundary, parse,
};

/// Every statement that is not in the configuration of cluster LTICS1, in forms that z/VM's own
/// files have.
const CONFIG: &str = "
 System_Identifier_Default ATOLL
 Tolerate_Config_Errors NO
 Features ,
   Disable ,                  /* not these */
     Set_Privclass , Auto_Warm_IPL , Clear_TDisk ,
   Retrieve , Default 20 , Maximum 255 ,
   MaxUsers noLimit ,
   Passwords_on_Cmds , Autolog yes , Link yes , Logon no ,
   Vdisk Userlim 144000 blocks
 Features Enable Cross_System_Timeouts STP Vdisk Syslim Infinite Disconnect_timeout off
 Set , ShutdownTime 30 , Signal ShutdownTime 500
 Tolerate_Config_Errors YES
 CP_Owned Slot 2 M01S01 RDEV 0205
 CP_Owned Slot 3 RESERVED
 User_Volume_List VMCOM2 630RL1
 User_Volume_Include LNX*
 User_Volume_Exclude TEST%%
 User_Volume_RDEV LNX001 RDEV 0700
 Enforce_by_VOLid ON
 Devices ,
   Offline_at_IPL 0000-FFFF ,
   Online_at_IPL 0009 0200-0700 ,
   Sensed 0000-FFFF
 Operator_Consoles 0009 0020 ,
   System_3270 System_Console
 Emergency_Message_Consoles 0009 System_Console
 Alternate_Operators OPMGRM MAINT
 Relocation_Domain DMN1 MEMBERS LTICVM2 LTICVM9
 System_DateFormat ISOdate
 System_Userids , Operator OPERATOR , Startup AUTOLOG1
 Timezone_Definition EDT West 4.00
 Timezone_Boundary on 2012-03-11 at 02:00:00 to EDT
 Character_Defaults , Line_End '#' , Tab Off
 CP_Access MAINT 0CF1 A SR
 CRYPTO APVIRTUAL AP 1 2 DOMAIN 5
 Define Vswitch TRUNK1 RDEV C100 C200 Controller DTCVSW1
 Define Command Q Subcmd X EPNAME Y PRIVCLASSANY
 Disable Command SHUTDOWN
 Enable Diagnose 0008
 Distribute IUCV TOLERATE
 Drain M01S01
 EDevice 0300 TYPE FBA ATTR SCSI
 Form_Default Reader STANDARD
 Hot_IO_Rate 16
 Init_Mitime DASD 1:00
 Journaling Off
 Logo_Config LOGO CONFIG
 Modify Command VMRELOCATE PRIVCLASS A
 Monitor Event Off
 Multithreading Disable
 Paging Alias
 Port Group PORT1 JOIN C100
 Printer_Title 000E 'My Printer'
 Priv_Classes Any Y
 Product Prodid 7VMCPR20 State Enabled
 Say Hello from 'SYSTEM CONFIG'
 SRM STORBUF 300 250 200
 Start 000C
 Storage IPLpages 0
 STP_Timestamp
 Translate_Table ASCII
 User_Defaults Posixopt
 Userform 1 LETTER
 VMLAN MACPREFIX 02000A
";

fn resolved(text: &str) -> SystemConfig {
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.problems, []);
    let identity = Identity { lpar_name: None, machine_type: "2827", cpu_id: "012345" };
    parsed.resolve(&identity).expect("the default system")
}

#[test]
fn features_of_several_statements_are_one() {
    let features = resolved(CONFIG).features;
    assert!(!features.is_enabled("SET_PRIVCLASS", true));
    assert!(features.is_enabled("CROSS_SYSTEM_TIMEOUTS", false));
    assert!(features.is_enabled("LOGMSG_FROM_FILE", true));
    assert_eq!((features.retrieve_default, features.retrieve_maximum), (Some(20), Some(255)));
    assert_eq!(features.maximum_users, Some(Limit::None));
    assert_eq!(features.vdisk_user, Some(Limit::At(144_000)));
    assert_eq!(features.vdisk_system, Some(Limit::None));
    assert_eq!(features.disconnect_timeout, Some(Limit::None));
    assert!(features.passwords_on_commands["LINK"]);
    assert!(!features.passwords_on_commands["LOGON"]);
}

#[test]
fn volumes_and_devices() {
    let config = resolved(CONFIG);
    assert_eq!(config.cp_owned.iter().collect::<Vec<_>>(), [(&2, &"M01S01".to_string())]);
    assert_eq!(config.volume_devices["M01S01"], 0x0205);
    assert_eq!(config.volume_devices["LNX001"], 0x0700);
    assert!(config.enforce_by_volid);
    assert_eq!(config.user_volume_list, ["VMCOM2", "630RL1"]);
    let settings: Vec<_> = config.devices.iter().map(|d| (d.setting, d.devices.len())).collect();
    let expected = [(Setting::OfflineAtIpl, 1), (Setting::OnlineAtIpl, 2), (Setting::Sensed, 1)];
    assert_eq!(settings, expected);
    let consoles = [Console::Device(9), Console::Device(0x20)];
    assert_eq!(config.operator_consoles[..2], consoles);
    assert_eq!(config.emergency_consoles, [Console::Device(9), Console::SystemConsole]);
}

#[test]
fn names_and_times() {
    let config = resolved(CONFIG);
    assert_eq!(config.relocation_domains[0].members, ["LTICVM2", "LTICVM9"]);
    assert_eq!(config.alternate_operators, ["OPMGRM", "MAINT"]);
    assert_eq!(config.date_format, DateFormat::Iso);
    assert_eq!(config.timezones[0].seconds_east, -4 * 3600);
    let zone = "EDT".to_string();
    let boundary = TimezoneBoundary { year: 2012, month: 3, day: 11, second: 7200, zone };
    assert_eq!(config.timezone_boundaries, [boundary]);
    assert_eq!(config.others["SAY"], [["HELLO", "FROM", "SYSTEM CONFIG"]]);
    assert_eq!(config.others["DEFINE"].len(), 2);
}

#[test]
fn the_papers_statements_of_cse_are_kept_and_told_of() {
    let parsed = parse("SYSTEM CONFIG", include_str!("ltics1-cse.config").lines());
    assert_eq!((parsed.cse.len(), parsed.problems.len()), (25, 25));
    let first = &parsed.cse[0];
    let system = "LTICVM1".to_string();
    assert_eq!(first.statement, Cse::SystemInclude { slot: 1, system });
    let told = parsed.problems[0].to_string();
    assert_eq!(
        told,
        "SYSTEM CONFIG, record 1, column 1: XLINK_SYSTEM_INCLUDE: XLINK_SYSTEM_INCLUDE is not \
         allowed in an SSI cluster; expected the members named by the SSI statement"
    );
    let area = &parsed.cse[9].statement;
    let volid = "VMPP00".to_string();
    assert_eq!(*area, Cse::VolumeInclude { volid, cylinder: Some(10_008) });
}
