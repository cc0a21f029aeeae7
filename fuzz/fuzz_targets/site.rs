#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trustpress_fuzz::try_on("site", input));
