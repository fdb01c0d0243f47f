use std::string::{String, ToString};
use std::vec::Vec;

use messages::Emsg;
use proptest::prelude::*;

use super::*;
use crate::Answer;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn at(user: &str, terminal: Terminal) -> Logon {
    Logon { user: name(user), terminal, tod: 1, multiconfiguration: false, ignores_maximum: false }
}

fn auto(users: &mut Users, user: &str, by: &str) -> String {
    let logon = at(user, Terminal::Disconnected);
    users.autolog(logon, Some(name(by))).unwrap().to_string()
}

/// Of the paper's lines only the words are known: its blanks did not survive.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

#[test]
fn the_operator_sees_the_papers_ipl() {
    let mut users = Users::new(None);
    let mut seen = Vec::new();
    let operator = users.logon(at("OPERATOR", Terminal::Real(9)), false).unwrap();
    assert_eq!(operator.to_string(), "GRAF  0009 LOGON  AS  OPERATOR USERS = 1");
    assert_eq!(
        operator.told("11:10:59 EST TUESDAY 12/13/11"),
        "LOGON AT 11:10:59 EST TUESDAY 12/13/11"
    );
    for user in ["DISKACNT", "EREP", "AUTOLOG1", "OPERSYMP"] {
        seen.push(auto(&mut users, user, "OPERATOR"));
    }
    for user in ["VMSERVS", "VMSERVU", "VMSERVR", "VMSERVP", "DTCVSW1", "DTCVSW2"] {
        seen.push(auto(&mut users, user, "AUTOLOG1"));
    }
    seen.push(users.logoff(name("AUTOLOG1"), None).unwrap().to_string());
    let paper = [
        "AUTO LOGON *** DISKACNT USERS = 2 BY OPERATOR",
        "AUTO LOGON *** EREP USERS = 3 BY OPERATOR",
        "AUTO LOGON *** AUTOLOG1 USERS = 4 BY OPERATOR",
        "AUTO LOGON *** OPERSYMP USERS = 5 BY OPERATOR",
        "AUTO LOGON *** VMSERVS USERS = 6 BY AUTOLOG1",
        "AUTO LOGON *** VMSERVU USERS = 7 BY AUTOLOG1",
        "AUTO LOGON *** VMSERVR USERS = 8 BY AUTOLOG1",
        "AUTO LOGON *** VMSERVP USERS = 9 BY AUTOLOG1",
        "AUTO LOGON ***          DTCVSW1  USERS = 10    BY AUTOLOG1",
        "AUTO LOGON ***          DTCVSW2  USERS = 11    BY AUTOLOG1",
        "USER DSC  LOGOFF AS  AUTOLOG1  USERS = 10",
    ];
    let seen: Vec<Vec<&str>> = seen.iter().map(|line| words(line)).collect();
    assert_eq!(seen, paper.map(words));
}

#[test]
fn lines_stand_in_the_columns_of_the_captures() {
    let mut users = Users::new(None);
    let lines = [
        users.logon(at("MAINT", Terminal::Logical(3)), false).unwrap().to_string(),
        users.disconnect(name("MAINT")).unwrap().to_string(),
        users.logon(at("MAINT", Terminal::Logical(4)), false).unwrap().to_string(),
        users.logon(at("MAINT", Terminal::SystemConsole), true).unwrap().to_string(),
        auto(&mut users, "LINUX2", "MAINT"),
        users.autolog(at("EREP", Terminal::Disconnected), None).unwrap().to_string(),
        users.logoff(name("LINUX2"), Some(name("MAINT"))).unwrap().to_string(),
    ];
    assert_eq!(
        lines,
        [
            "GRAF L0003 LOGON  AS  MAINT    USERS = 1",
            "GRAF L0003 DISCONNECT MAINT    USERS = 1",
            "GRAF L0004 RECONNECT  MAINT    USERS = 1",
            "SYSC       RECONNECT  MAINT    USERS = 1",
            "AUTO LOGON  ***       LINUX2   USERS = 2     BY MAINT",
            "AUTO LOGON  ***       EREP     USERS = 3",
            "USER DSC   LOGOFF AS  LINUX2   USERS = 2     FORCED BY MAINT",
        ]
    );
}

#[test]
fn who_is_on_is_told_by_054e() {
    let mut users = Users::new(None);
    let graf = at("MAINT", Terminal::Real(9));
    users.logon(graf, false).unwrap();
    let told = |refusal: Refusal, module| refusal.message(module).to_string();
    let again = users.logon(at("MAINT", Terminal::Logical(1)), false).unwrap_err();
    assert_eq!(told(again, "LGA"), "HCPLGA054E Already logged on GRAF 0009");
    users.logon(at("MAINT", Terminal::Logical(1)), true).unwrap();
    let again = users.logon(graf, false).unwrap_err();
    assert_eq!(told(again, "LGA"), "HCPLGA054E Already logged on GRAF L0001");
    users.disconnect(name("MAINT"));
    let auto = users.autolog(at("MAINT", Terminal::Disconnected), None).unwrap_err();
    assert_eq!(told(auto, "AUT"), "HCPAUT054E Already logged on disconnected");
    users.logon(at("MAINT", Terminal::SystemConsole), false).unwrap();
    let again = users.logon(graf, false).unwrap_err();
    assert_eq!(told(again, "LGA"), "HCPLGA054E Already logged on SYSC");
    assert!(users.begin_logoff(name("MAINT")) && !users.begin_logoff(name("EREP")));
    let again = users.logon(graf, true).unwrap_err();
    assert_eq!(told(again, "LGA"), "HCPLGA361E LOGOFF/FORCE pending for user MAINT");
}

#[test]
fn the_limit_is_not_for_who_may_ignore_it() {
    let mut users = Users::new(Some(1));
    users.logon(at("OPERATOR", Terminal::SystemConsole), false).unwrap();
    let late = at("LINUX1", Terminal::Logical(1));
    let refusal = users.logon(late, false).unwrap_err();
    assert_eq!(refusal, Refusal::Full(1));
    assert_eq!(
        refusal.message("LGA").to_string(),
        "HCPLGA7040E Maximum number of users (1) is logged on"
    );
    assert!(users.logon(Logon { ignores_maximum: true, ..late }, false).is_ok());
    users.set_maximum(None);
    assert!(users.autolog(at("EREP", Terminal::Disconnected), None).is_ok());
    assert_eq!(users.count(), 3);
}

#[test]
fn names_stand_four_a_line() {
    let mut users = Users::new(None);
    for user in ["DISKACNT", "FTPSERVE", "OPERSYMP", "TCPIP"] {
        auto(&mut users, user, "AUTOLOG1");
    }
    for (user, terminal) in [
        ("MAINT", Terminal::Logical(3)),
        ("OPERATOR", Terminal::Real(9)),
        ("ZOE", Terminal::SystemConsole),
    ] {
        users.logon(at(user, terminal), false).unwrap();
    }
    let shown = |answer: Answer| answer.shown(Emsg::On, true);
    assert_eq!(
        shown(users.query_names()),
        [
            "DISKACNT - DSC , FTPSERVE - DSC , MAINT    -L0003, OPERATOR -0009",
            "OPERSYMP - DSC , TCPIP    - DSC , ZOE      - SYSC",
        ]
    );
    assert_eq!(shown(users.query_users()), ["0007 USERS, 0000 DIALED, 0000 NET"]);
    assert_eq!(shown(users.query_user(name("MAINT"))), ["MAINT    -L0003"]);
    assert_eq!(shown(users.query_user(name("TCPIP"))), ["TCPIP    - DSC"]);
    let off = users.query_user(name("LINUX1"));
    assert_eq!(shown(off.clone()), ["HCPCQU045E LINUX1 not logged on"]);
    assert_eq!(off.return_code(), 45);
    users.begin_logoff(name("TCPIP"));
    assert_eq!(users.query_user(name("TCPIP")).return_code(), 361);
}

#[test]
fn usage_is_told_in_minutes_and_hundredths() {
    let usage = Usage { connect: 1_812_999_999, virtual_cpu: 50_000, total_cpu: 61_070_000 };
    assert_eq!(usage.to_string(), "CONNECT= 00:30:12 VIRTCPU= 000:00.05 TOTCPU= 001:01.07");
}

proptest! {
    /// Whatever is asked for, the count is the number of users, each is on once, and only a
    /// terminal that was left can be had by logging on without HERE.
    #[test]
    fn the_table_counts_its_users(steps in prop::collection::vec((0_u8..6, 0_u8..5), 0..60)) {
        let mut users = Users::new(Some(4));
        for (step, user) in steps {
            let user = std::format!("USER{user}");
            let before = users.get(name(&user)).copied();
            let count = users.count();
            match step {
                0 => if let Ok(notice) = users.logon(at(&user, Terminal::Logical(1)), false) {
                    let left = before.is_none_or(|b| b.terminal == Terminal::Disconnected);
                    prop_assert!(left && notice.count == users.count());
                },
                1 => if users.logon(at(&user, Terminal::Real(9)), true).is_ok() {
                    prop_assert!(before.is_none_or(|before| !before.leaving));
                },
                2 => {
                    let done = users.autolog(at(&user, Terminal::Disconnected), None).is_ok();
                    prop_assert_eq!(done, before.is_none() && count < 4);
                }
                3 => prop_assert_eq!(users.disconnect(name(&user)).is_some(), before.is_some()),
                4 => prop_assert_eq!(users.begin_logoff(name(&user)), before.is_some()),
                _ => {
                    let gone = users.logoff(name(&user), None);
                    prop_assert_eq!(gone.map(|notice| notice.count), before.map(|_| count - 1));
                }
            }
            prop_assert!(users.count() <= 4 && users.count() == users.iter().count());
        }
    }
}
