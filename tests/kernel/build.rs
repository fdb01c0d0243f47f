//! Links the tests as the nucleus is linked.

fn main() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../kernel/nucleus/nucleus.ld");
    println!("cargo::rustc-link-arg-bins=-T{script}");
    println!("cargo::rerun-if-changed={script}");
}
