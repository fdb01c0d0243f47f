//! Every message of the published transcripts comes out of the catalogue.

use messages::message_variant;

/// Module, number, variant, operands, and the line as it was seen.
type Case = (&'static str, u16, u8, &'static [&'static str], &'static str);

#[rustfmt::skip]
const SEEN: &[Case] = &[
    ("ZCO", 6718, 0, &["1", "S1COM1", "8290"], "HCPZCO6718I Using parm disk 1 on volume S1COM1 (device 8290)."),
    ("ZCO", 6718, 1, &["1", "120"], "HCPZCO6718I Parm disk resides on cylinders 1 through 120."),
    ("MLM", 3016, 0, &[], "HCPMLM3016I Management by the Unified Resource Manager is not available for this system."),
    ("WRS", 2513, 0, &[], "HCPWRS2513I"),
    ("WRS", 2513, 1, &["56"], "HCPWRS2513I Spool files available 56"),
    ("WRS", 2512, 0, &[], "HCPWRS2512I Spooling initialization is complete."),
    ("AAU", 2700, 0, &["LTICVM9"], "HCPAAU2700I System gateway LTICVM9 identified."),
    ("NET", 3010, 0, &[], "HCPNET3010I Virtual machine network device configuration changes are permitted"),
    ("PLM", 1644, 1, &[], "HCPPLM1644I The following is the current status of the SSI member"),
    ("PLM", 1644, 2, &[], "HCPPLM1644I systems according to the PDR:"),
    ("PLM", 1669, 0, &[], "HCPPLM1669I Waiting for ISFC connectivity in order to join the SSI cluster."),
    ("FCA", 2706, 0, &["LTICVM9", "SYSTEM"], "HCPFCA2706I Link LTICVM9 activated by user SYSTEM."),
    ("KCL", 2714, 0, &["FA40", "LTICVM9"], "HCPKCL2714I Link device FA40 added to link LTICVM9."),
    ("ALN", 2702, 0, &["LTICVM9"], "HCPALN2702I Link LTICVM9 came up."),
    ("ACQ", 2704, 0, &["LTICVM9"], "HCPACQ2704I Node LTICVM9 added to collection."),
    ("PLM", 1697, 0, &["LTICVM2", "DOWN", "JOINING"], "HCPPLM1697I The state of SSI system LTICVM2 has changed from DOWN to JOINING"),
    ("PLM", 1698, 0, &["IN-FLUX"], "HCPPLM1698I The mode of the SSI cluster is IN-FLUX"),
    ("XHC", 1147, 0, &["LTICVM9", "initiated"], "HCPXHC1147I Spool synchronization with member LTICVM9 initiated."),
    ("IIO", 6284, 0, &["0401"], "HCPIIO6284I Device 0401 cannot be varied online due to conflicting device classification information."),
    ("IOP", 952, 0, &["0512M"], "HCPIOP952I 0512M system storage"),
    ("CRC", 8082, 0, &["DISKACNT"], "HCPCRC8082I Accounting records are accumulating for userid DISKACNT."),
    ("CRC", 8064, 0, &["*LOGREC", "EREP"], "HCPCRC8064I Recording data retrieval has been started; recording *LOGREC for userid EREP."),
    ("CLS", 6056, 0, &["EREP"], "HCPCLS6056I XAUTOLOG information for EREP: The IPL command is verified by the IPL command processor."),
    ("WRP", 959, 0, &["LTICVM4", "2011-11-29"], "HCPWRP959I LTICVM4 SYSTEM TERMINATION IN PROGRESS ON 2011-11-29"),
    ("WRP", 961, 0, &["LTICVM4", "2011-11-29"], "HCPWRP961W SYSTEM SHUTDOWN COMPLETE FOR LTICVM4 ON 2011-11-29"),
    ("WRP", 962, 0, &["11"], "HCPWRP962I VM SHUTDOWN COMPLETED IN 11 SEC"),
    ("WRP", 963, 0, &["PLMLV", "LEAVE THE SSI CLUSTER"], "HCPWRP963I SHUTDOWN STEP PLMLV - LEAVE THE SSI CLUSTER"),
    ("GIR", 450, 0, &["00020000 00000000 00000000 00000961"], "HCPGIR450W CP entered; disabled wait PSW 00020000 00000000 00000000 00000961"),
    ("RLH", 1940, 0, &["LITSWAS1"], "HCPRLH1940E LITSWAS1 is not relocatable for the following reason(s):"),
    ("RLI", 1996, 0, &["LITSWAS1", "0190"], "HCPRLI1996I LITSWAS1: Virtual machine device 0190 is a link to a local minidisk"),
    ("DTV", 40, 0, &["0192"], "HCPDTV040E Device 0192 does not exist"),
    ("FOR", 69, 0, &["0040"], "HCPFOR069I Command Complete. CP return code = 0040."),
    ("IPX", 8475, 0, &[], "HCPIPX8475I THE PRODUCTS YOU SELECTED TO LOAD TO MINIDISK ARE:"),
    ("IIX", 8377, 0, &[], "HCPIIX8377R YOU HAVE SELECTED TO FORMAT YOUR DASD. DASD SELECTED ARE:"),
    ("INP", 8392, 0, &["INSTPLAN"], "HCPINP8392I INSTPLAN EXEC ENDED SUCCESSFULLY"),
    ("MLP", 8392, 0, &["INSTALL"], "HCPMLP8392I INSTALL EXEC ENDED SUCCESSFULLY"),
    ("IIS", 8381, 0, &["181"], "HCPIIS8381I CHECKING TAPE VOLUME NUMBER FOR DRIVE 181"),
    ("IIS", 8490, 0, &["8290", "1", "14"], "HCPIIS8490I NOW FORMATTING VOLUME 8290 (1 OF 14)"),
    ("CMD", 1, 0, &["FOO"], "HCPCMD001E Unknown CP command: FOO"),
    ("CQU", 45, 0, &["LINUX1"], "HCPCQU045E LINUX1 not logged on"),
    ("CQV", 3, 0, &["LINUX1"], "HCPCQV003E Invalid option - LINUX1"),
    ("SIG", 2114, 0, &["LINUX2", "600"], "HCPSIG2114I User LINUX2 termination may be delayed for up to 600 seconds"),
];

#[test]
fn the_catalogue_gives_what_was_seen() {
    for &(module, number, variant, operands, line) in SEEN {
        assert_eq!(message_variant(module, number, variant, operands).to_string(), line);
    }
}
