//! Tries the laws on mutated fixtures, with any compiler.
//!
//! usage: `mutate SECONDS SEED [TARGET…]`, or `mutate FILE TARGET` to try one
//! input again
//!
//! An input that breaks a law, or takes too long, stays in `fuzz/artifacts/`.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use trustpress_fuzz::mutation::{Numbers, mutate};
use trustpress_fuzz::{TARGETS, Target, try_on};

/// Longer than this, in an unoptimised build, an input is a hang.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at)?.parse::<u64>().ok();
    let (Some(seconds), Some(seed)) = (number(0), number(1)) else {
        return again(&arguments);
    };
    let names: Vec<_> = arguments.iter().skip(2).collect();
    for target in TARGETS {
        let is_wanted = names.is_empty() || names.iter().any(|name| *name == target.name);
        if is_wanted && let Err(input) = run(target, Duration::from_secs(seconds), seed) {
            eprintln!("{}: the input is in {}", target.name, input.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Tries one input again; a broken law ends the program.
fn again(arguments: &[String]) -> ExitCode {
    let [file, target] = arguments else {
        eprintln!("usage: mutate SECONDS SEED [TARGET…], or mutate FILE TARGET");
        return ExitCode::from(2);
    };
    match fs::read(file) {
        Ok(input) => try_on(target, &input),
        Err(error) => {
            eprintln!("cannot read {file}: {error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Returns the file with the input that broke the law, if one did.
fn run(target: &Target, time: Duration, seed: u64) -> Result<(), PathBuf> {
    let seeds = (target.seeds)();
    // The input is on disk before it is tried: a stack overflow or a kill
    // leaves it there.
    let current = artifacts().join(format!("{}-current", target.name));
    let alive = watch(current.clone());
    let mut numbers = Numbers::new(seed);
    let (start, mut slowest, mut count) = (Instant::now(), Duration::ZERO, 0_u32);
    let first = seeds.iter().cloned();
    let mutated = std::iter::repeat_with(|| mutate(&seeds, &mut numbers));
    for input in first.chain(mutated) {
        fs::write(&current, &input).expect("fuzz/artifacts can be written");
        let begun = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| (target.law)(&input))).is_err() {
            let kept = artifacts().join(format!("{}-{seed}-{count}", target.name));
            fs::rename(&current, &kept).expect("fuzz/artifacts can be written");
            return Err(kept);
        }
        slowest = slowest.max(begun.elapsed());
        count += 1;
        alive.send(()).expect("the watch lasts as long as the loop");
        if start.elapsed() > time {
            break;
        }
    }
    fs::remove_file(&current).expect("fuzz/artifacts can be written");
    println!(
        "{}: {count} inputs from {} seeds in {:.1?}, the slowest in {slowest:.1?}",
        target.name,
        seeds.len(),
        start.elapsed(),
    );
    Ok(())
}

/// Ends the program when nothing has been heard for too long.
fn watch(current: PathBuf) -> Sender<()> {
    let (alive, heard) = channel();
    thread::spawn(move || {
        loop {
            match heard.recv_timeout(PATIENCE) {
                Ok(()) => (),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    eprintln!(
                        "hangs for {PATIENCE:?}: the input is in {}",
                        current.display()
                    );
                    std::process::exit(1);
                }
            }
        }
    });
    alive
}

fn artifacts() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    fs::create_dir_all(&folder).expect("fuzz/ can be written");
    folder
}
