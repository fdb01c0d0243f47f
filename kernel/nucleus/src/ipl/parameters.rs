//! The IPL parameters that the stand-alone loader hands over: `FN=SYSTEM FT=CONFIG PDNUM=1`.

use config::IplParameters;
use messages::message;

use crate::console::Console;

/// Those that the loader gave; what is not valid is told and left out.
pub fn given(console: &Console) -> IplParameters {
    let mut parameters = IplParameters::default();
    change(console, &mut parameters, machine::parameters());
    parameters
}

/// Takes more words, as the operator may give them; what is not valid is told and left out.
pub fn change(console: &Console, parameters: &mut IplParameters, text: &str) {
    for bad in parameters.change(text) {
        console.tell(&message("ZPM", 7015, &[&bad.word, bad.expected]));
    }
}
