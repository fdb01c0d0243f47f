//! Names for the addresses of an abend's backtrace.

use std::path::Path;

use anyhow::Result;
use object::{Object, ObjectSymbol, SymbolKind};

/// How CP begins the line of a caller; its address follows.
const CALLER: &[u8] = b"  CALLED FROM ";

/// The functions of a nucleus, by address; by default none.
#[derive(Default)]
pub struct Symbols {
    functions: Vec<(u64, String)>,
}

impl Symbols {
    /// Reads them from the nucleus' ELF.
    pub fn read(nucleus: &Path) -> Result<Self> {
        let bytes = std::fs::read(nucleus)?;
        let elf = object::File::parse(&*bytes)?;
        let functions = elf.symbols().filter(|symbol| symbol.kind() == SymbolKind::Text);
        let named = functions.filter_map(|symbol| {
            Some((symbol.address(), format!("{:#}", rustc_demangle::demangle(symbol.name().ok()?))))
        });
        let mut functions: Vec<_> = named.collect();
        functions.sort();
        Ok(Self { functions })
    }

    /// `function+offset` of an address; none below the first function.
    fn name(&self, address: u64) -> Option<String> {
        let after = self.functions.partition_point(|(start, _)| *start <= address);
        let (start, name) = self.functions.get(after.checked_sub(1)?)?;
        Some(format!("{name}+{:X}", address - start))
    }
}

/// Adds the names to a stream of console bytes.
pub struct Namer {
    symbols: Symbols,
    line: Vec<u8>,
}

impl Namer {
    /// Names the functions of `symbols`.
    pub fn new(symbols: Symbols) -> Self {
        Self { symbols, line: Vec::new() }
    }

    /// The bytes, with a name at the end of each line of a caller that ends in them.
    pub fn add(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut named = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            match byte {
                b'\r' | b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    let name = caller(&line).and_then(|address| self.symbols.name(address));
                    named.extend(name.iter().flat_map(|name| [" ", name]).flat_map(str::bytes));
                }
                // Longer lines are no caller's.
                _ if self.line.len() <= CALLER.len() + 16 => self.line.push(byte),
                _ => {}
            }
            named.push(byte);
        }
        named
    }
}

/// The address of a caller's line.
fn caller(line: &[u8]) -> Option<u64> {
    let address = str::from_utf8(line.strip_prefix(CALLER)?).ok()?;
    u64::from_str_radix(address, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_named_wherever_the_stream_is_cut() {
        let stream =
            b"Ready;\r\n  CALLED FROM 0000000000010024\r\n  CALLED FROM 0000000000000010\r\n";
        for cut in 0..stream.len() {
            let functions = vec![(0x10000, "start".into()), (0x10020, "main".into())];
            let mut namer = Namer::new(Symbols { functions });
            let mut text = namer.add(&stream[..cut]);
            text.extend(namer.add(&stream[cut..]));
            let expected = "Ready;\r\n  CALLED FROM 0000000000010024 main+4\r\n  \
                            CALLED FROM 0000000000000010\r\n";
            assert_eq!(String::from_utf8(text).unwrap(), expected);
        }
    }
}
