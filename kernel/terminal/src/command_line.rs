//! What a typed line asks of CP: logical lines, the CP prefix, comments.

use syntax::abbreviates;

/// The logical line end, unless TERMINAL LINEND says otherwise.
pub const LINE_END: char = '#';

/// Splits a typed line into commands for CP, in order.
///
/// The line is cut at `line_end`; none leaves it whole. `CP` before a command is taken off, also
/// where a line end stands before it (`#CP QUERY TIME`); comments and empty lines are left out.
pub fn commands(line: &str, line_end: Option<char>) -> impl Iterator<Item = &str> {
    line.split(move |character| Some(character) == line_end)
        .map(without_prefix)
        .filter(|command| !command.is_empty() && !command.starts_with('*'))
}

/// The command behind `CP`, as often as it stands there; `CP` alone is no command.
fn without_prefix(line: &str) -> &str {
    let mut command = line.trim();
    loop {
        let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
        if !abbreviates(word, "CP", 2) {
            return command;
        }
        command = rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<&str> {
        commands(line, Some(LINE_END)).collect()
    }

    #[test]
    fn lines_are_cut_and_prefixes_taken_off() {
        assert_eq!(split("q time"), ["q time"]);
        assert_eq!(split("#cp q time"), ["q time"]);
        assert_eq!(split("cp q names#q ssi# #CP"), ["q names", "q ssi"]);
        assert_eq!(split("* a comment#q time"), ["q time"]);
        assert_eq!(split("cpaccess maint cf0 a"), ["cpaccess maint cf0 a"]);
        assert_eq!(commands("msg op a#b", None).collect::<Vec<_>>(), ["msg op a#b"]);
    }

    proptest::proptest! {
        #[test]
        fn no_command_is_empty_or_a_comment(line in "\\PC*") {
            for command in commands(&line, Some(LINE_END)) {
                proptest::prop_assert!(!command.is_empty());
                proptest::prop_assert!(!command.contains(LINE_END) && !command.starts_with('*'));
            }
        }
    }
}
