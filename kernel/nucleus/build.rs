//! Links the nucleus at its place in storage.

fn main() {
    let own = env!("CARGO_MANIFEST_DIR");
    let (script, machine) = (format!("{own}/nucleus.ld"), format!("{own}/../machine"));
    println!("cargo::rustc-link-arg-bins=-L{machine}");
    println!("cargo::rustc-link-arg-bins=-T{script}");
    println!("cargo::rerun-if-changed={script}");
    println!("cargo::rerun-if-changed={machine}/image.ld");
}
