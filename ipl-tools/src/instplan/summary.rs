//! What INSTPLAN shows between and behind its panels.

use crate::plan::{Member, Plan};

/// Message HCPIPX8475I: what was chosen, and the volumes it needs by the labels that they have
/// until the volume definition says otherwise.
pub fn summary(plan: &Plan) -> String {
    let Plan { products, language, filepool, level, dasd, .. } = plan;
    let mut text = String::from("HCPIPX8475I ");
    let mut say = |what: &str, value: &str| {
        if !value.is_empty() {
            text += &format!("{what}:\n\n    {value}\n\n");
        }
    };
    say("THE PRODUCTS YOU SELECTED TO LOAD TO MINIDISK ARE", &products.minidisk.join(" "));
    say("THE PRODUCTS YOU SELECTED TO LOAD TO SFS ARE", &products.filepool.join(" "));
    say("THE SYSTEM DEFAULT LANGUAGE SELECTED", &language.to_string());
    say("THE COMMON SERVICE FILEPOOL NAME IS", filepool);
    match &plan.cluster {
        Some(cluster) => {
            say("THE INSTALL TYPE YOU SELECTED IS", "SSI");
            say("THE SSI CLUSTER NAME IS", cluster);
            say("THE NUMBER OF MEMBERS IS", &plan.members.len().to_string());
        }
        None => say("THE INSTALL TYPE YOU SELECTED IS", "Non-SSI"),
    }
    for (slot, Member { name, userid, .. }) in (1..).zip(&plan.members) {
        text += &format!("MEMBER NAME {slot}: {name:<17}IPL LPAR/USERID {slot}: {userid}\n");
    }
    text + &format!(
        "\nAFTER INSTALLATION IS COMPLETE, MEMBERS WILL BE IPLed FROM:\n\n    {level}\n\n\
         THE DASD TYPE YOU SELECTED TO LOAD ON IS:\n\n    {dasd}\n\n\
         THE VOLUMES NEEDED TO LOAD z/VM ARE:\n\n{}",
        volumes_needed(plan.members.len())
    )
}

fn volumes_needed(members: usize) -> String {
    let blank = Plan::blank();
    let cluster =
        format!("    COMMON: {}\n    RELEASE: {}\n", blank.common.label, blank.release.label);
    let members = (1..).map(Member::of_slot).take(members).enumerate().map(|(at, member)| {
        let Member { res, spool, page, .. } = &member;
        format!("    MEMBER{}: {} {} {}\n", at + 1, res.label, spool.label, page.label)
    });
    cluster + &members.collect::<String>()
}

/// Message HCPIIX8377R: the volumes to be formatted.
pub fn dasd_selected(plan: &Plan) -> String {
    let head = "HCPIIX8377R YOU HAVE SELECTED TO FORMAT YOUR DASD. DASD SELECTED ARE:\n\n";
    let volumes = plan.volumes();
    let lines = volumes.iter().map(|volume| format!("{:<12}{}\n", volume.label, volume.address));
    head.to_owned() + &lines.collect::<String>()
}
