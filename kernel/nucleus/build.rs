//! Links the nucleus at its place in storage.

fn main() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/nucleus.ld");
    println!("cargo::rustc-link-arg-bins=-T{script}");
    println!("cargo::rerun-if-changed={script}");
}
