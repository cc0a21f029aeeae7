//! `serve`: shows the site while it is being written.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use crate::base::severity::Severity;
use crate::config::{ConfigError, ConfigOrigin, Drafts};
use crate::error::Error;
use crate::preview::{News, Noticing, Place, Preview, Subject};

use super::options::{DayArgs, DefaultDay, canonical, config_of};
use super::{Global, Outcome, Terminal};

/// Show the site while it is being written
///
/// Serves it from memory, drafts included, and shows every save at once, with
/// what is wrong with the page beside it. What breaks the build leaves the last
/// good site as it is, and says why. Writes nothing. Ends with Ctrl-C.
#[derive(Args, Debug)]
pub(super) struct ServeArgs {
    /// A folder of markdown to show instead of the site; a site.toml above it is
    /// ignored
    path: Option<PathBuf>,

    /// The address to listen on; others than a loopback one let other machines
    /// read drafts
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// The port to listen on; without it, the next free one from 8000
    #[arg(long, value_name = "N")]
    port: Option<u16>,

    /// Open the site in the browser
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    watch: WatchArgs,

    #[command(flatten)]
    day: DayArgs,
}

/// How changes are noticed.
#[derive(Args, Debug)]
struct WatchArgs {
    /// Look for changes every now and then, where the system does not tell of
    /// them: network drives, folders of another machine
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(
    args: &ServeArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = match &args.path {
        Some(folder) => config_of(folder),
        None => global.load_config(),
    };
    let (root, origin, base) = match config {
        Ok(config) => {
            let base = config.site.base_url.path().to_owned();
            (config.root.clone(), config.origin, base)
        }
        // It is told where it is mended, and from then on the site is shown.
        Err(Error::Config { path, source })
            if !matches!(*source, ConfigError::Missing) =>
        {
            let root = path.parent().unwrap_or(&path).to_owned();
            (root, ConfigOrigin::File, "/".to_owned())
        }
        Err(error) => return Err(error),
    };
    let preview = Preview::bind(Place { host: args.host, port: args.port })?;
    let address = url(preview.address(), &base);
    if !args.host.is_loopback() {
        terminal.note(
            "warning: other machines can read this preview, drafts included; it is not \
             made for serving a site",
        );
    }
    terminal.note(&format!("serving {} at {address}", root.display()));
    terminal.note("Ctrl-C ends it");
    if args.open {
        open(&address, terminal);
    }
    let noticing = if args.watch.poll { Noticing::Polling } else { Noticing::Events };
    let subject = subject(args, &root, origin);
    preview.run(subject, noticing, &mut |news| tell(news, terminal))?;
    Ok(Outcome::Clean)
}

fn subject(args: &ServeArgs, root: &Path, origin: ConfigOrigin) -> Subject {
    // Once and for all, so that a link to the folder can be watched through.
    let root = canonical(root);
    let (day, folder) = (args.day.clone(), root.clone());
    let context = move || day.context(&folder, DefaultDay::Today, Drafts::Include);
    Subject { root, origin, context: Box::new(context) }
}

/// Returns the address that a browser on this machine can open.
fn url(address: SocketAddr, base: &str) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(ip) => ip.to_string(),
    };
    format!("http://{host}:{}{base}", address.port())
}

fn tell(news: &News<'_>, terminal: &mut Terminal) {
    match news {
        News::Shown { documents, took } => {
            let took = took.as_secs_f64() * 1000.0;
            terminal.note(&format!("shown: {documents} documents, {took:.0} ms"));
        }
        News::Judged(report) => {
            let count = |severity| report.count(severity);
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            if errors + warnings > 0 {
                terminal.note(&format!("       {errors} errors, {warnings} warnings"));
            }
        }
        News::Failed(error) => {
            terminal.error(error);
            terminal.note("the last good site stays until this is mended");
        }
        News::Recovered => terminal.note("mended"),
    }
}

/// Asks the system to open an address.
#[expect(clippy::disallowed_methods, reason = "the browser is a program of the user's")]
fn open(address: &str, terminal: &mut Terminal) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(Path::new(address))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        terminal.note(&format!("cannot open a browser: {program}: {error}"));
    }
}
