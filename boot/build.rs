//! Links the loader at the place that the IPL records of a volume name.

fn main() {
    let own = env!("CARGO_MANIFEST_DIR");
    let (script, machine) = (format!("{own}/loader.ld"), format!("{own}/../kernel/machine"));
    println!("cargo::rustc-link-arg-bins=-L{machine}");
    println!("cargo::rustc-link-arg-bins=-T{script}");
    println!("cargo::rerun-if-changed={script}");
    println!("cargo::rerun-if-changed={machine}/image.ld");
}
