//! Names for the addresses of an abend: its PSW and its backtrace.

use std::path::Path;

use anyhow::Result;
use object::{Object, ObjectSymbol, SymbolKind};

/// How CP begins the line of a caller; its address follows.
const CALLER: &str = "  CALLED FROM ";
/// How it begins the line of a PSW; the mask, a blank and the address follow.
const PSW: &str = "  PSW ";
/// Bytes that such a line has at most.
const LINE_BYTES: usize = 64;

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
    pub fn name(&self, address: u64) -> Option<String> {
        let (start, name) = self.function(address)?;
        Some(format!("{name}+{:X}", address - start))
    }

    /// The same of a return address: a call that does not return may be the end of its function.
    pub fn caller(&self, address: u64) -> Option<String> {
        let (start, name) = self.function(address.checked_sub(1)?)?;
        Some(format!("{name}+{:X}", address - start))
    }

    /// The last function that begins at or before an address.
    fn function(&self, address: u64) -> Option<&(u64, String)> {
        let after = self.functions.partition_point(|(start, _)| *start <= address);
        self.functions.get(after.checked_sub(1)?)
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

    /// The bytes, with a name at the end of each line of a caller or a PSW that ends in them.
    pub fn add(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut named = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            match byte {
                b'\r' | b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    let name = str::from_utf8(&line).ok().and_then(|line| self.name(line));
                    named.extend(name.iter().flat_map(|name| [" ", name]).flat_map(str::bytes));
                }
                _ if self.line.len() <= LINE_BYTES => self.line.push(byte),
                _ => {}
            }
            named.push(byte);
        }
        named
    }

    fn name(&self, line: &str) -> Option<String> {
        let number = |text| u64::from_str_radix(text, 16).ok();
        match (line.strip_prefix(CALLER), line.strip_prefix(PSW)) {
            (Some(address), _) => self.symbols.caller(number(address)?),
            (_, Some(psw)) => self.symbols.name(number(psw.split_once(' ')?.1)?),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_named_wherever_the_stream_is_cut() {
        let stream = b"Ready;\r\n  PSW 0404C00180000000 0000000000010020\r\n  \
            CALLED FROM 0000000000010020\r\n  CALLED FROM 0000000000000010\r\n";
        for cut in 0..stream.len() {
            let functions = vec![(0x10000, "start".into()), (0x10020, "main".into())];
            let mut namer = Namer::new(Symbols { functions });
            let mut text = namer.add(&stream[..cut]);
            text.extend(namer.add(&stream[cut..]));
            let expected = "Ready;\r\n  PSW 0404C00180000000 0000000000010020 main+0\r\n  \
                            CALLED FROM 0000000000010020 start+20\r\n  \
                            CALLED FROM 0000000000000010\r\n";
            assert_eq!(String::from_utf8(text).unwrap(), expected);
        }
    }
}
