//! LINK: a minidisk of the directory as a virtual device.

use alloc::string::String;

use directory::User;
use directory::statement::minidisk::{LinkPassword, Mdisk};
use directory::statement::mode::AccessMode;
use messages::{Message, message};
use vm::link::LinkOperands;

use crate::command::{Answer, Invocation};
use crate::directory as online;
use crate::links::{self, Wanted};

/// LINK [TO] userid vdev [AS] vdev [mode] [[PASS=] password].
pub async fn link(invocation: Invocation<'_>) -> Answer {
    let operands = match LinkOperands::parse(invocation.operands) {
        Ok(operands) => operands,
        Err(problem) => return problem.into(),
    };
    match linked(&invocation, operands).await {
        Ok(answer) => answer,
        Err(problem) => problem.into(),
    }
}

async fn linked(invocation: &Invocation<'_>, operands: LinkOperands) -> Result<Answer, Message> {
    let issuer = invocation.issuer;
    let LinkOperands { owner, owner_device, device, mode, password } = operands;
    let name = owner.unwrap_or(issuer.name);
    let own = name == issuer.name;
    let owner = online::find(name.as_str()).await;
    let owner = owner.map_err(|error| error.message("LNM", name.as_str()))?;
    let number = alloc::format!("{owner_device:04X}");
    let missing = || message("LNM", 107, &[name.as_str(), &number]);
    let (_, mdisk) = owner.mdisk(owner_device).ok_or_else(missing)?;
    let mode = mode.unwrap_or(if own { mdisk.mode } else { AccessMode::READ });
    if !own {
        check_password(&owner, mdisk, mode, password)?;
    }
    let wanted = Wanted { owner: &owner, owner_device, device, mode, module: "LNM" };
    let told = links::link(issuer, &wanted)?;
    let mut answer = Answer::default();
    told.into_iter().for_each(|line| answer.push(line));
    Ok(answer)
}

/// Somebody else's minidisk is linked with the password for the access that is asked for.
fn check_password(
    owner: &User,
    mdisk: &Mdisk,
    mode: AccessMode,
    password: Option<String>,
) -> Result<(), Message> {
    let number = alloc::format!("{:04X}", mdisk.device);
    let told = |code| message("LNM", code, &[owner.name.as_str(), &number]);
    match owner.password_for(mdisk, mode.access) {
        None => Err(told(111 + mode.access.password_level() as u16)),
        Some(LinkPassword::All) => Ok(()),
        Some(LinkPassword::Secret(_)) => {
            let given = password.unwrap_or_default().to_ascii_uppercase();
            let good = owner.links_with(mdisk, mode.access, &given);
            if good { Ok(()) } else { Err(told(114)) }
        }
    }
}
