//! Every message of CP: number and variant to severity and text.
//!
//! Texts up to 6999 are z/VM's as public transcripts show them. Numbers from 7000 are Atoll's
//! own, of a range that z/VM does not use. Those of the SSI manager (1644 to 1698) are in crate
//! `ssi`, beside the states that they tell, except for the ones that other modules give too.

/// What a message wants of its reader: the last letter of its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Somebody has to act.
    A,
    /// Somebody has to decide.
    D,
    /// Error: what was asked for was not done.
    E,
    /// Information.
    I,
    /// A reply is expected.
    R,
    /// Severe error.
    S,
    /// CP or the program ends.
    T,
    /// Warning.
    W,
}

/// One text of the catalogue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    number: u16,
    variant: u8,
    pub(crate) severity: Severity,
    pub(crate) text: &'static str,
}

/// The text of a number's variant.
pub(crate) fn find(number: u16, variant: u8) -> Option<&'static Entry> {
    let place = CATALOGUE.binary_search_by_key(&(number, variant), |e| (e.number, e.variant));
    place.ok().map(|place| &CATALOGUE[place])
}

const fn entry(number: u16, variant: u8, severity: Severity, text: &'static str) -> Entry {
    Entry { number, variant, severity, text }
}

use Severity::{A, E, I, T, W};

/// Sorted by number and variant.
#[rustfmt::skip]
const CATALOGUE: &[Entry] = &[
    entry(1, 0, E, "Unknown CP command: &1"),
    entry(2, 0, E, "Invalid operand - &1"),
    entry(3, 0, E, "Invalid option - &1"),
    entry(3, 1, E, "Invalid option - command contains extra option(s) starting with &1"),
    entry(6, 0, E, "Invalid device type - &1"),
    entry(7, 0, E, "Invalid userid - &1"),
    entry(8, 0, E, "Invalid spoolid - &1"),
    entry(10, 0, E, "Invalid register - &1"),
    entry(11, 0, E, "Invalid hexloc - &1"),
    entry(12, 0, E, "Invalid PSW - &1"),
    entry(13, 0, E, "Conflicting option - &1"),
    entry(15, 0, E, "Command not valid before LOGON: &1"),
    entry(20, 0, E, "Userid missing or invalid"),
    entry(21, 0, E, "Real device number missing or invalid"),
    entry(22, 0, E, "Virtual device number missing or invalid"),
    entry(24, 0, E, "Range missing or invalid"),
    entry(25, 0, E, "Data missing or invalid"),
    entry(26, 0, E, "Operand missing or invalid"),
    entry(27, 0, E, "Spoolid missing or invalid"),
    entry(28, 0, E, "Class missing or invalid"),
    entry(29, 0, E, "Form missing or invalid"),
    entry(30, 0, E, "Copies missing or invalid"),
    entry(31, 0, E, "Location missing or invalid"),
    entry(32, 0, E, "Register missing or invalid"),
    entry(33, 0, E, "Text missing or invalid"),
    entry(35, 0, E, "Device type missing or invalid"),
    entry(36, 0, E, "Volid missing or invalid"),
    entry(40, 0, E, "Device &1 does not exist"),
    entry(42, 0, E, "Spoolid &1 does not exist"),
    entry(44, 0, E, "&1 &2 does not exist"),
    entry(45, 0, E, "&1 not logged on"),
    entry(46, 0, E, "&1 &2 offline"),
    entry(47, 0, E, "&1 &2 not attached"),
    entry(49, 0, E, "Device &1 in use"),
    entry(50, 0, E, "LOGON unsuccessful--incorrect userid and/or password"),
    entry(52, 0, E, "Error in CP directory"),
    entry(53, 0, E, "&1 not in CP directory"),
    entry(54, 0, E, "Already logged on &1"),
    entry(54, 1, E, "Already logged on disconnected"),
    entry(55, 0, E, "Line(s) not available"),
    entry(57, 0, I, "&1 not receiving; disconnected"),
    entry(57, 1, I, "&1 not receiving; &2 off"),
    entry(69, 0, I, "Command Complete. CP return code = &1."),
    entry(101, 0, W, "DASD &1 forced R/O; R/O by &2"),
    entry(102, 0, W, "DASD &1 forced R/O; R/W by &2"),
    entry(103, 0, W, "DASD &1 forced R/O; R/W by &2; R/O by &3"),
    entry(104, 0, E, "&1 &2 not linked; R/O by &3"),
    entry(105, 0, E, "&1 &2 not linked; R/W by &3"),
    entry(106, 0, E, "&1 &2 not linked; R/W by &3; R/O by &4"),
    entry(107, 0, E, "&1 &2 not linked; not in CP directory"),
    entry(108, 0, E, "&1 &2 not linked; volid &3 not mounted"),
    entry(109, 0, E, "&1 &2 not linked; invalid device type"),
    entry(110, 0, E, "&1 &2 not linked; &3 already defined"),
    entry(111, 0, E, "&1 &2 not linked; no read password"),
    entry(112, 0, E, "&1 &2 not linked; no write password"),
    entry(113, 0, E, "&1 &2 not linked; no multiple password"),
    entry(114, 0, E, "&1 &2 not linked; mode or password incorrect"),
    entry(115, 0, E, "LINK invalid; excessive incorrect passwords"),
    entry(116, 0, E, "&1 &2 not linked; CP directory in use"),
    entry(117, 0, E, "&1 &2 not linked; because of I/O error"),
    entry(118, 0, E, "&1 &2 not linked; command format not valid"),
    entry(119, 0, E, "&1 &2 not linked; volume &3 not usable"),
    entry(122, 0, E, "Device &1 already attached to &2"),
    entry(142, 0, E, "&1 not drained"),
    entry(361, 0, E, "LOGOFF/FORCE pending for user &1"),
    entry(405, 0, A, "Mount form &1 on &2 &3"),
    entry(431, 0, E, "Reader &1 id card missing or invalid"),
    entry(439, 0, E, "Spool file limit exceeded for user &1"),
    entry(440, 0, I, "The Named Saved System (NSS) &1 was successfully defined in fileid &2."),
    entry(440, 1, I, "Named Saved System (NSS) &1 was successfully saved in fileid &2."),
    entry(450, 0, W, "CP entered; disabled wait PSW &1"),
    entry(846, 0, E, "Invalid channel path identifier"),
    entry(905, 0, W, "SYSTEM DUMP FAILURE; PROGRAM CHECK"),
    entry(907, 0, W, "SYSTEM DUMP FAILURE; FATAL I/O ERROR"),
    entry(908, 0, I, "SYSTEM FAILURE ON CPU &1, CODE - &2"),
    entry(952, 0, I, "&1 system storage"),
    entry(954, 0, E, "DASD &1 VOLID &2 NOT MOUNTED, DUPLICATE OF DASD &3"),
    entry(959, 0, I, "&1 SYSTEM TERMINATION IN PROGRESS ON &2"),
    entry(961, 0, W, "SYSTEM SHUTDOWN COMPLETE FOR &1 ON &2"),
    entry(962, 0, I, "VM SHUTDOWN COMPLETED IN &1 SEC"),
    entry(963, 0, I, "SHUTDOWN STEP &1 - &2"),
    entry(1147, 0, I, "Spool synchronization with member &1 &2."),
    entry(1456, 0, E, "The base CPU, &1, cannot be detached"),
    entry(1644, 0, I, "The following is the current status of the SSI member systems according to the PDR:"),
    entry(1644, 1, I, "The following is the current status of the SSI member"),
    entry(1644, 2, I, "systems according to the PDR:"),
    entry(1663, 0, E, "SSI function &1 has failed for service &2."),
    entry(1669, 0, I, "Waiting for ISFC connectivity in order to join the SSI cluster."),
    entry(1697, 0, I, "The state of SSI system &1 has changed from &2 to &3"),
    entry(1698, 0, I, "The mode of the SSI cluster is &1"),
    entry(1940, 0, E, "&1 is not relocatable for the following reason(s):"),
    entry(1996, 0, I, "&1: Virtual machine device &2 is a link to a local minidisk"),
    entry(2113, 0, I, "User &1 has reported successful termination"),
    entry(2114, 0, I, "User &1 termination may be delayed for up to &2 seconds"),
    entry(2233, 0, I, "&1 &2 NOT READY, CP-OPERATOR NOTIFIED"),
    entry(2511, 0, A, "Spool files will be deleted because of &1 start."),
    entry(2511, 1, A, "To continue &1 start and delete files, enter GO."),
    entry(2511, 2, A, "To stop &1 start without deleting files, enter STOP."),
    entry(2512, 0, I, "Spooling initialization is complete."),
    entry(2513, 0, I, ""),
    entry(2513, 1, I, "Spool files available &1"),
    entry(2627, 0, I, "The virtual machine is placed in CP mode due to a SIGP initial CPU reset from CPU &1."),
    entry(2629, 0, I, "The virtual machine is placed in CP mode due to a SIGP stop from CPU &1."),
    entry(2630, 0, I, "The virtual machine is placed in CP mode due to a SIGP stop and store status from CPU &1."),
    entry(2700, 0, I, "System gateway &1 identified."),
    entry(2702, 0, I, "Link &1 came up."),
    entry(2704, 0, I, "Node &1 added to collection."),
    entry(2706, 0, I, "Link &1 activated by user &2."),
    entry(2714, 0, I, "Link device &1 added to link &2."),
    entry(2721, 0, E, "Link unit address &1 is a duplicate"),
    entry(2816, 0, I, "Acquiring the machine loader from the processor controller."),
    entry(2817, 0, I, "Load completed from the processor controller."),
    entry(3010, 0, I, "Virtual machine network device configuration changes are permitted"),
    entry(3016, 0, I, "Management by the Unified Resource Manager is not available for this system."),
    entry(6056, 0, I, "XAUTOLOG information for &1: The IPL command is verified by the IPL command processor."),
    entry(6284, 0, I, "Device &1 cannot be varied online due to conflicting device classification information."),
    entry(6608, 0, E, "Persistent Data Record on device &1 is locked, possibly by FormSSI"),
    entry(6609, 0, E, "Existing Persistent Data Record cannot be contracted"),
    entry(6629, 0, I, "Ownership of DASD &1, volume &2 was read as &3. No extents can be brought online; the device is not attached."),
    entry(6700, 0, E, "FILE &1 &2 &3, RECORD &4:"),
    entry(6701, 0, E, "INVALID SYSTEM CONFIGURATION FILE STATEMENT - &1"),
    entry(6718, 0, I, "Using parm disk &1 on volume &2 (device &3)."),
    entry(6718, 1, I, "Parm disk resides on cylinders &1 through &2."),
    // Atoll's own.
    entry(7001, 0, E, "&1 &2, record &3, column &4: &5: &6"),
    entry(7001, 1, E, "&1 &2, record &3, column &4: &5: &6; expected &7"),
    entry(7002, 0, E, "No member is named for this system: LPAR or user ID &1, processor &2"),
    entry(7002, 1, I, "SYSTEM CONFIG identifies &1 as &2"),
    entry(7003, 0, E, "Volume &1 was not found among the DASD of this machine"),
    entry(7004, 0, E, "Volume &1 is on device &2 and on device &3; neither is used"),
    entry(7005, 0, E, "DASD &1 has no volume label; expected VOL1 in record 3 of track 0"),
    entry(7006, 0, E, "&1 of volume &2 is damaged: &3; expected &4"),
    entry(7007, 0, E, "Volume &1 has &2 cylinders; expected at least &3"),
    entry(7008, 0, E, "The directory on volume &1 is missing or was not finished; expected DRCT cylinders written by DIRECTXA"),
    entry(7009, 0, E, "File &1 &2 was not found on parm disk &3 of volume &4"),
    entry(7010, 0, W, "The warm start area of volume &1 holds no valid data; the checkpoint is used"),
    entry(7011, 0, E, "The checkpoint of volume &1 holds no valid data; answer COLD or CLEAN"),
    entry(7012, 0, E, "Line refused: more than &1 characters"),
    entry(7013, 0, E, "Not enough storage for &1"),
    entry(7014, 0, W, "&1 spool file(s) were damaged and are held: &2"),
    entry(7015, 0, E, "IPL parameter &1 is not valid; expected &2"),
    entry(7016, 0, E, "No volume has a parm disk &1 with file &2 &3"),
    entry(7017, 0, E, "Volume &1 has no parm disk &2: its allocation map has no such PARM extent"),
    entry(7018, 0, E, "SYSTEM CONFIG does not say which system this is: &1"),
    entry(7019, 0, E, "System &1 (LPAR or user ID &2, machine type &3, CPU ID &4) is no member of SSI cluster &5; its members are &6"),
    entry(7020, 0, E, "No user directory is on line"),
    entry(7021, 0, E, "User &1 cannot be looked up: &2"),
    entry(7022, 0, E, "No CP-owned volume has a DRCT extent; no user directory is on line"),
    entry(7023, 0, E, "&1 is no member of SSI cluster &2"),
    entry(7024, 0, W, "SYSTEM CONFIG has no SYSTEM_RESIDENCE statement; there are no spool files, and nothing is kept over an IPL"),
    entry(7025, 0, W, "A block in the midst of the checkpoint of volume &1 is damaged; changes after it are lost"),
    entry(7026, 0, E, "The warm start data could not be written to volume &1; the next start goes by the checkpoint"),
    entry(7027, 0, I, "&1 start was stopped; no spool file is deleted"),
    entry(7028, 0, E, "&1 was not logged on: &2"),
    entry(7029, 0, E, "You are not authorized to log &1 on; its directory entry does not name you"),
    entry(7030, 0, E, "No disk is accessed as &1"),
    entry(7031, 0, E, "File &1 &2 &3 was not found"),
    entry(7032, 0, E, "&1 &2 not linked; there is no temporary disk space"),
    entry(7033, 0, E, "Device &1 was not attached; CP dedicates no real devices"),
    entry(7034, 0, E, "The change could not be kept: the checkpoint area cannot be written"),
    entry(7040, 0, E, "Maximum number of users (&1) is logged on"),
    entry(7041, 0, E, "Device &1 is already defined"),
    entry(7042, 0, E, "A console is already defined"),
    entry(7043, 0, E, "Storage of &1 is more than the maximum of &2"),
    entry(7044, 0, E, "CPU &1 is already defined"),
    entry(7045, 0, E, "CPU &1 is not defined; there may be &2 CPUs"),
    entry(7046, 0, E, "CPU &1 does not exist"),
    entry(7101, 0, W, "The device that was IPLed from is not known; expected its subchannel at real address B8"),
    entry(7102, 0, W, "Device &1: &2"),
    entry(7103, 0, W, "Device &1, volume &2, cylinders &3-&4: &5"),
    entry(7104, 0, W, "Device &1, volume &2, cylinders &3-&4, &5 MODULE: &6"),
    entry(7105, 0, W, "The program loader was told to end"),
    entry(7106, 0, T, "The program loader ended with &1: &2, at &3"),
    entry(7107, 0, E, "&1 characters of IPL parameters; expected &2 at most"),
    entry(7108, 0, E, "&1: expected MODULE name, EXTENT number, IPLPARMS words, or LOAD"),
    entry(7109, 0, E, "Load parameter &1 names no console; expected PROMPT, SYSC, SYSG or a device number"),
    entry(7201, 0, E, "DASD &1: &2"),
    entry(7301, 0, W, "There is no dump unit; no dump was taken"),
    entry(7302, 0, I, "A dump of &1 pages to DASD &2 has begun"),
    entry(7303, 0, I, "Dump &1% complete"),
    entry(7304, 0, I, "The dump is complete: &1 pages on DASD &2"),
    entry(7305, 0, E, "DASD &1 has no dump: &2"),
    entry(7306, 0, W, "No spool volume of this system has space for a dump of &1 pages"),
    entry(7307, 0, E, "IPL parameter DUMP=&1: expected a DASD with SPOL space that is not CP's"),
    entry(8064, 0, I, "Recording data retrieval has been started; recording &1 for userid &2."),
    entry(8082, 0, I, "Accounting records are accumulating for userid &1."),
    entry(8342, 0, E, "THE COMMAND '&1' FAILED WITH RC=&2"),
    entry(8377, 0, Severity::R, "YOU HAVE SELECTED TO FORMAT YOUR DASD. DASD SELECTED ARE:"),
    entry(8381, 0, I, "CHECKING TAPE VOLUME NUMBER FOR DRIVE &1"),
    entry(8392, 0, I, "&1 EXEC ENDED SUCCESSFULLY"),
    entry(8404, 0, I, "SYSTEM CONFIG has been updated to allow all members to be IPL'ed ONLY from the LPAR/USERid defined for each member at install time."),
    entry(8475, 0, I, "THE PRODUCTS YOU SELECTED TO LOAD TO MINIDISK ARE:"),
    entry(8490, 0, I, "NOW FORMATTING VOLUME &1 (&2 OF &3)"),
    entry(9001, 0, T, "CP cannot go on: &1"),
];

// A table that is out of order would hide messages.
const _: () = {
    let mut at = 1;
    while at < CATALOGUE.len() {
        let (before, this) = (&CATALOGUE[at - 1], &CATALOGUE[at]);
        let follows = this.number > before.number && this.variant == 0
            || this.number == before.number && this.variant == before.variant + 1;
        assert!(follows, "the catalogue is not sorted");
        at += 1;
    }
};
