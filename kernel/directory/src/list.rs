//! A directory as source text again: full names, one statement a line, passwords masked.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use crate::entry::{Directory, Entry};
use crate::source::record::COLUMNS;

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = format!("{} {}", self.kind.keyword(), self.name);
        match self.kind.logon() {
            Some(logon) => f.write_str(&wrapped(&format!("{head} {logon}")))?,
            None => f.write_str(&wrapped(&head))?,
        }
        self.statements
            .iter()
            .try_for_each(|statement| f.write_str(&wrapped(&format!("  {statement}"))))
    }
}

impl fmt::Display for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&wrapped(&self.residence.to_string()))?;
        for global in &self.globals {
            f.write_str(&wrapped(&global.to_string()))?;
        }
        self.entries.iter().try_for_each(|entry| write!(f, "\n{entry}"))
    }
}

/// A statement as records: each but the last ends with a comma.
fn wrapped(statement: &str) -> String {
    let mut records = String::new();
    let mut left = statement;
    while left.len() > COLUMNS {
        // Not before a word with an asterisk: at the begin of a record it would be a comment.
        let fits = |&(at, _): &(usize, &str)| {
            at > 1 && at < COLUMNS && !left[at + 1..].starts_with(['*', ' '])
        };
        let Some((end, _)) = left.match_indices(' ').rfind(fits) else { break };
        records.push_str(&left[..end]);
        records.push_str(",\n");
        left = &left[end + 1..];
    }
    records.push_str(left);
    records.push('\n');
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_statements_are_continued_with_commas() {
        let text = format!("  COMMAND MSG OP {}end", "twelve chars ".repeat(9));
        let records = wrapped(&text);
        assert!(records.lines().count() == 2 && records.lines().all(|line| line.len() <= COLUMNS));
        assert_eq!(records.replace(",\n", " ").trim_end(), text);
        assert_eq!(wrapped("IPL CMS"), "IPL CMS\n");
    }

    #[test]
    fn no_continuation_begins_with_an_asterisk() {
        let records = wrapped(&format!("IUCV {}*LOGREC *X", "A".repeat(50) + " BBBBBBB "));
        assert!(records.lines().all(|line| !line.starts_with('*')), "{records}");
    }
}
