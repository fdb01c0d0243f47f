//! The operands of a command, one after the other.

use alloc::format;

use messages::{Message, message, message_variant};
use syntax::{Word, abbreviates, device_number, words};

/// Operands that are left; what is wrong with one is told as a message of the command's module.
pub(crate) struct Operands<'a> {
    line: &'a str,
    module: &'static str,
}

impl<'a> Operands<'a> {
    pub(crate) const fn new(line: &'a str, module: &'static str) -> Self {
        Self { line, module }
    }

    /// The same operands, to be looked at before they are taken.
    pub(crate) const fn ahead(&self) -> Self {
        Self { line: self.line, module: self.module }
    }

    /// The next operand; it stays the next.
    pub(crate) fn peek(&self) -> Option<&'a str> {
        words(self.line).next().map(|word| word.text)
    }

    /// The next operand, if there is one.
    pub(crate) fn optional(&mut self) -> Option<&'a str> {
        let Word { text, offset } = words(self.line).next()?;
        self.line = &self.line[offset + text.len()..];
        Some(text)
    }

    /// The next operand, or 026E.
    pub(crate) fn word(&mut self) -> Result<&'a str, Message> {
        self.optional().ok_or_else(|| self.message(26, &[]))
    }

    /// What is left of the line.
    pub(crate) const fn rest(&self) -> &'a str {
        self.line
    }

    /// Passes over the next operand if it abbreviates `name`.
    pub(crate) fn take(&mut self, name: &str, minimum: usize) -> bool {
        let taken = self.peek().is_some_and(|word| abbreviates(word, name, minimum));
        if taken {
            self.optional();
        }
        taken
    }

    /// A virtual device number, or 022E.
    pub(crate) fn device(&mut self) -> Result<u16, Message> {
        let number = self.optional().and_then(device_number);
        number.ok_or_else(|| self.message(22, &[]))
    }

    /// What `read` makes of the next operand, or 002E.
    pub(crate) fn parse<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, Message> {
        let word = self.word()?;
        read(word).ok_or_else(|| self.invalid_operand(word))
    }

    /// What the next operand, a word of `choices`, stands for, or 003E.
    pub(crate) fn choice<T: Copy>(&mut self, choices: &[(&str, T)]) -> Result<T, Message> {
        let word = self.word()?;
        let chosen = choices.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        chosen.map(|&(_, value)| value).ok_or_else(|| self.invalid_option(word))
    }

    /// 003E if an operand is left.
    pub(crate) fn end(&mut self) -> Result<(), Message> {
        match self.optional() {
            Some(extra) => Err(message_variant(self.module, 3, 1, &[&extra.to_ascii_uppercase()])),
            None => Ok(()),
        }
    }

    /// 002E.
    pub(crate) fn invalid_operand(&self, word: &str) -> Message {
        self.message(2, &[&word.to_ascii_uppercase()])
    }

    /// 003E.
    pub(crate) fn invalid_option(&self, word: &str) -> Message {
        self.message(3, &[&word.to_ascii_uppercase()])
    }

    /// 040E.
    pub(crate) fn no_device(&self, number: u16) -> Message {
        self.message(40, &[&format!("{number:04X}")])
    }

    /// A message of the command's module.
    pub(crate) fn message(&self, number: u16, operands: &[&str]) -> Message {
        message(self.module, number, operands)
    }
}
