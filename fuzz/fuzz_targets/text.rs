#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wengu::io::import::trial::text(bytes));
