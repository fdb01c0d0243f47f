//! The panel of the stand-alone program loader, line by line: what will be loaded, and the
//! operator's changes. Fields as z/VM's has them (z/VM System Operation, "SAPL screen").

use alloc::format;
use alloc::string::String;

use formats::cpload::Module;
use formats::ebcdic;
use messages::message;

use crate::choice::{Choice, Next};
use crate::console::Console;
use crate::volume::IplVolume;

/// The load parameter that asks for the panel.
const PROMPT: &str = "PROMPT";
/// The load parameters that name the system console, line by line and as a 3270.
const SYSTEM_CONSOLES: [&str; 2] = ["SYSC", "SYSG"];
/// Characters of a line across the panel.
const WIDTH: usize = 78;

/// Whether the operator is to be asked: the load parameter says so or names a console, or
/// something that is stored on the volume is not valid.
pub fn is_wanted(console: &Console, choice: &Choice) -> bool {
    let faults = choice.faults();
    faults.iter().for_each(|fault| console.say(&format!("{fault}")));
    let asked = asked(console);
    asked || !faults.is_empty()
}

/// Whether the load parameter asks for the panel. Machines fill it up with blanks, zeros or
/// full stops.
fn asked(console: &Console) -> bool {
    let text = ebcdic::to_text(&machine::sclp::scp_info().loadparm);
    let parameter = text.trim_matches(|c| matches!(c, ' ' | '\0' | '.'));
    let is_console =
        SYSTEM_CONSOLES.contains(&parameter) || syntax::device_number(parameter).is_some();
    if !parameter.is_empty() && parameter != PROMPT && !is_console {
        console.say(&format!("{}", message("SAL", 7109, &[parameter])));
    }
    !parameter.is_empty()
}

/// Shows the panel and does what the operator says until that is to load. A machine that asks for
/// an end meanwhile gets it.
pub async fn converse(console: &Console, volume: &IplVolume, choice: &mut Choice) {
    loop {
        show(console, volume, choice).await;
        let Some(line) = console.ask().await else {
            crate::stop::told(console, &message("SAL", 7105, &[]));
        };
        match choice.change(&line) {
            Ok(Next::Load) => return,
            Ok(Next::Show) => {}
            Err(refusal) => console.say(&format!("{refusal}")),
        }
    }
}

async fn show(console: &Console, volume: &IplVolume, choice: &Choice) {
    let Choice { module, extent, parameters } = choice;
    let offset = volume.parm_extent(*extent).map(|cylinders| format!("{}", cylinders.start()));
    let (origin, created) = describe(volume, choice).await;
    let number = volume.number();
    let rule = |title: &str| format!("{title:-^WIDTH$}");
    console.say(&format!(
        "STAND ALONE PROGRAM LOADER: ATOLL VERSION {version}\n\
         \n\
         DEVICE NUMBER:   {number:04X}      MINIDISK OFFSET:   {offset:<10}EXTENT:   {extent}\n\
         \n\
         MODULE NAME:     {module:<10}LOAD ORIGIN:       {origin}\n\
         MODULE CREATED:  {created}\n\
         {head}\n{parameters}\n{foot}\n\
         ENTER MODULE NAME, EXTENT NUMBER, IPLPARMS WORDS, OR LOAD",
        version = env!("CARGO_PKG_VERSION"),
        offset = offset.as_deref().unwrap_or("NONE"),
        head = rule("IPL PARAMETERS"),
        foot = rule(""),
    ));
}

/// Where the chosen module is loaded and when it was created, if it can be loaded.
async fn describe(volume: &IplVolume, choice: &Choice) -> (String, String) {
    let bytes = volume.read_module(choice).await.unwrap_or_default();
    match Module::parse(&bytes) {
        Ok(module) => (format!("{:X}", module.place.address), module.created.text()),
        Err(_) => (String::from("NONE"), String::from("NEVER")),
    }
}
