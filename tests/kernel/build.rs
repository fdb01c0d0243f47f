//! Links the tests as the nucleus is linked.

fn main() {
    let kernel = concat!(env!("CARGO_MANIFEST_DIR"), "/../../kernel");
    let script = format!("{kernel}/nucleus/nucleus.ld");
    println!("cargo::rustc-link-arg-bins=-L{kernel}/machine");
    println!("cargo::rustc-link-arg-bins=-T{script}");
    println!("cargo::rerun-if-changed={script}");
    println!("cargo::rerun-if-changed={kernel}/machine/image.ld");
}
