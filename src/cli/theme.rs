//! `theme`: what the default theme is made of, and copies of it to change.

use std::fmt::Write as _;

use clap::{Args, Subcommand};

use crate::base::nearest::nearest;
use crate::emit;
use crate::error::Error;
use crate::load::builtin_theme;

use super::{Global, Outcome, Terminal};

/// Change how the site looks, file by file
#[derive(Args, Debug)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// List the files of the default theme
    List,
    /// Copy a file of the default theme to where it replaces it
    ///
    /// Templates and static files go beside site.toml, styles and scripts into
    /// the folder of the site's own theme. Nothing is written over.
    Eject {
        /// Its path in the theme, such as css/tokens.css; a folder copies all of it
        file: String,
    },
}

pub(super) fn run(
    args: &ThemeArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    match &args.command {
        ThemeCommand::List => {
            let mut list = String::new();
            for (path, _) in builtin_theme() {
                writeln!(list, "{path}").expect("strings grow");
            }
            terminal.print(&list)?;
        }
        ThemeCommand::Eject { file } => eject(file, global, terminal)?,
    }
    Ok(Outcome::Clean)
}

fn eject(file: &str, global: &Global, terminal: &mut Terminal) -> Result<(), Error> {
    let config = global.load_config()?;
    let files = builtin_theme();
    let folder = format!("{}/", file.trim_end_matches('/'));
    let is_asked = |path: &str| path == file || path.starts_with(&folder);
    let theme = &config.site.theme;
    let mut copies = Vec::new();
    for (path, text) in &files {
        if !is_asked(path) {
            continue;
        }
        copies.push((place(path, theme)?, text.clone()));
    }
    if copies.is_empty() {
        let meant = nearest(file, files.iter().map(|(path, _)| path.as_str()));
        let hint =
            meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        let message = format!(
            "the default theme has no file `{file}`{hint}\nlist all: trustpress theme list"
        );
        return Err(Error::Usage { message });
    }
    emit::create(&config.root, &copies)?;
    for (path, _) in copies {
        terminal.note(&format!("wrote {path}, which now replaces the default theme's"));
    }
    Ok(())
}

/// Returns where a file of the theme is replaced, from the folder of `site.toml`.
fn place(path: &str, theme: &str) -> Result<String, Error> {
    let is_site = path.starts_with("templates/") || path.starts_with("static/");
    if is_site {
        return Ok(path.to_owned());
    }
    if theme == "default" {
        let message = format!(
            "`{path}` is replaced by a theme of your own, and this site has none\n\
             set `[site] theme = \"NAME\"` in site.toml and make the folder themes/NAME"
        );
        return Err(Error::Usage { message });
    }
    Ok(format!("themes/{theme}/{path}"))
}
