//! INSTPLAN: full-screen panels, or questions line by line, and the summaries of the plan that
//! they make.

pub mod panel;
pub mod panels;
mod planning;
mod prompts;
mod screen;
mod summary;
mod terminal;

pub use planning::{Outcome, Planning};
pub use prompts::{Prompts, confirm};
pub use screen::{COLUMNS, ROWS, draw};
pub use summary::{dasd_selected, summary};
pub use terminal::Screen;
