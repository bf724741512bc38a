//! Links the program at a fixed address on Linux. A program that can be moved has every address in its
//! tables of constants put right at each start: with the tables for fonts of PDF that is 3 MB that is
//! read, written and kept, and half of the time to the first frame.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
