//! One state of the site, whole and unchanging: what is at each URL.
//!
//! A plan of files borrows from the site and the theme that it was made of. So
//! each snapshot has threads of its own that hold all three and answer for as
//! long as somebody asks; nothing is rendered before.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use crate::base::digest::{Ingredients, Inputs};
use crate::error::Error;
use crate::load;
use crate::pipeline::Draft;
use crate::render::{
    Content, FULL_TEXT_FOLDER, Output, OutputFile, full_text, render_quickly,
};

use super::headers::HeaderRules;

/// How many threads make pages.
const MAKERS: usize = 2;

/// How many pages are kept once they are made: a page that is open is asked for
/// twice, to see whether it has changed and to show it.
const KEPT: usize = 64;

/// The site at one moment.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// What it is made of.
    pub(super) draft: Arc<Draft>,
    /// The headers of production.
    headers: HeaderRules,
    /// The theme's files but for the style sheet, as one digest: when another
    /// script runs, pages have to be loaded again.
    pub(super) scripts: String,
    asks: Sender<Ask>,
    kept: Mutex<HashMap<String, Found>>,
}

/// What is at a path.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// A page.
    Page(Arc<Page>),
    /// Another file.
    File(Arc<[u8]>),
    /// A file that is published as it is.
    Disk(PathBuf),
    /// Nothing; but there is something with a slash at the end.
    Folder,
    /// Nothing.
    Nothing,
    /// A page that could not be made; the text says why.
    Broken(String),
}

/// A page that was made.
#[derive(Debug)]
pub(super) struct Page {
    /// Its HTML.
    pub(super) html: String,
    /// The digest of its HTML, wherever the style sheet is.
    pub(super) digest: String,
    /// The digest of the images in it, which no HTML tells.
    pub(super) images: String,
}

/// A question to the threads of a snapshot.
struct Ask {
    path: String,
    answer: Sender<Found>,
}

/// What is known of a plan as soon as it is there.
struct Plan {
    headers: HeaderRules,
    scripts: String,
}

impl Snapshot {
    /// Plans the site and begins to answer for it.
    pub(super) fn new(draft: Arc<Draft>) -> Result<Self, Error> {
        let (asks, asked) = channel();
        let (planned, plan) = channel();
        let own = Arc::clone(&draft);
        let answering = move || answer_all(&own, asked, &planned);
        let thread = thread::Builder::new().name("pages".to_owned()).spawn(answering);
        let failed =
            |source| Error::Read { path: draft.site.config.root.clone(), source };
        thread.map_err(failed)?;
        let plan = plan.recv().unwrap_or_else(|_panicked| Err(unplanned()))?;
        let Plan { headers, scripts } = plan;
        Ok(Self { draft, headers, scripts, asks, kept: Mutex::default() })
    }

    /// Returns what is at a path below the site's root, such as `/policies/`.
    pub(super) fn find(&self, path: &str) -> Found {
        let known = self.kept().get(path).cloned();
        if let Some(known) = known {
            return known;
        }
        let (answer, answered) = channel();
        let path = self.current(path);
        let ask = Ask { path: path.clone(), answer };
        // The threads end after the snapshot.
        let found = self.asks.send(ask).ok().and_then(|()| answered.recv().ok());
        let found = found.unwrap_or(Found::Nothing);
        if matches!(found, Found::Page(_)) {
            let mut kept = self.kept();
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(path, found.clone());
        }
        found
    }

    /// Returns the headers of production for a path below the site's root.
    pub(super) fn headers_of(&self, path: &str) -> Vec<(String, String)> {
        self.headers.of(&self.draft.site.config.site.base_url.href(path))
    }

    /// Returns a path below the site's root; the root itself for one that is not.
    pub(super) fn inner(&self, path: &str) -> String {
        let base = self.draft.site.config.site.base_url.path();
        format!("/{}", path.strip_prefix(base).unwrap_or_default())
    }

    /// Returns where the style sheet is, as an `href`.
    pub(super) fn stylesheet(&self) -> String {
        let base = &self.draft.site.config.site.base_url;
        base.href(&format!("{}css/site.css", self.draft.theme.assets_folder()))
    }

    /// A page may ask for its style sheet and scripts when the next site is
    /// already there, which has them in a folder of another name.
    fn current(&self, path: &str) -> String {
        let folder = self.draft.theme.assets_folder();
        let inner = path.strip_prefix("/assets/").and_then(|rest| rest.split_once('/'));
        match inner {
            Some((digest, name))
                if digest.len() + "/assets//".len() == folder.len()
                    && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                format!("{folder}{name}")
            }
            _ => path.to_owned(),
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, Found>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unplanned() -> Error {
    Error::Template { report: "the plan of the site could not be made".to_owned() }
}

/// Plans the site, and answers until nobody can ask any more.
fn answer_all(
    draft: &Draft,
    asked: Receiver<Ask>,
    planned: &Sender<Result<Plan, Error>>,
) {
    let output = match render_quickly(&draft.site, &draft.theme) {
        Ok(output) => output,
        Err(error) => return drop(planned.send(Err(error))),
    };
    let folder = draft.theme.assets_folder();
    let plan = Plan { headers: header_rules(&output), scripts: scripts(&output, folder) };
    drop(planned.send(Ok(plan)));
    let asked = Mutex::new(asked);
    // Made when somebody searches: a writer who only looks does not wait for it.
    let full_text = LazyLock::new(|| full_text(&draft.site).map(Output::new));
    let answer = || {
        loop {
            let ask = asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Ask { path, answer }) = ask else { return };
            let find = || match find(&output, folder, &path) {
                Found::Nothing if path.starts_with(FULL_TEXT_FOLDER) => match &*full_text
                {
                    Ok(index) => find(index, folder, &path),
                    Err(error) => Found::Broken(error.to_string()),
                },
                found => found,
            };
            let found = catch_unwind(AssertUnwindSafe(find));
            let broken = |_panic| Found::Broken("the page could not be made".to_owned());
            // Whoever asked may have left.
            drop(answer.send(found.unwrap_or_else(broken)));
        }
    };
    thread::scope(|scope| {
        for _ in 1..MAKERS {
            scope.spawn(answer);
        }
        answer();
    });
}

fn header_rules(output: &Output<'_>) -> HeaderRules {
    match output.file("/_headers").map(OutputFile::content) {
        Some(Ok(Content::Bytes(bytes))) => {
            HeaderRules::new(&String::from_utf8_lossy(&bytes))
        }
        _ => HeaderRules::default(),
    }
}

fn scripts(output: &Output<'_>, folder: &str) -> String {
    let mut all = Ingredients::default();
    for file in output.files() {
        let name = file.url.as_str().strip_prefix(folder);
        if let Some(name) = name.filter(|name| *name != "css/site.css")
            && let Ok(Content::Bytes(bytes)) = file.content()
        {
            all = all.text(name).bytes(&bytes);
        }
    }
    short(all.finish())
}

/// Returns the beginning of a digest, which is enough to tell two states apart.
pub(super) fn short(digest: Inputs) -> String {
    digest.to_hex().chars().take(16).collect()
}

fn find(output: &Output<'_>, folder: &str, path: &str) -> Found {
    let page = path.strip_suffix("index.html").filter(|page| page.ends_with('/'));
    let Some(file) = output.file(path).or_else(|| output.file(page?)) else {
        let has_folder = output.file(&format!("{path}/")).is_some();
        return if has_folder { Found::Folder } else { Found::Nothing };
    };
    match file.content() {
        Ok(Content::File(file)) => Found::Disk(file.to_owned()),
        Ok(Content::Bytes(bytes)) if is_page(file.url.as_str()) => {
            match String::from_utf8(bytes.into_owned()) {
                Ok(html) => {
                    let digest = short(shown(folder, &html));
                    let images = short(images(output, &html));
                    Found::Page(Arc::new(Page { html, digest, images }))
                }
                Err(error) => Found::File(error.into_bytes().into()),
            }
        }
        Ok(Content::Bytes(bytes)) => Found::File(bytes.into()),
        Err(error) => Found::Broken(error.to_string()),
    }
}

fn is_page(url: &str) -> bool {
    let is_html = |url| Path::new(url).extension().is_some_and(|it| it == "html");
    url.ends_with('/') || is_html(url)
}

/// Returns the digest of what a page shows. Its own assets folder is another
/// one after every change of the style sheet, which can be swapped in place.
fn shown(folder: &str, html: &str) -> Inputs {
    let parts: Vec<_> = html.split(folder).collect();
    Ingredients::default().list(parts.into_iter()).finish()
}

fn images(output: &Output<'_>, html: &str) -> Inputs {
    let mut all = Ingredients::default();
    for part in html.split(" src=\"").skip(1) {
        let source = part.split('"').next().unwrap_or_default();
        // As far as the base path, which is the same for all.
        let found =
            source.match_indices('/').find_map(|(at, _)| output.file(source.get(at..)?));
        if let Some(Ok(Content::File(file))) = found.map(OutputFile::content) {
            all = all.text(&load::stamp(file));
        }
    }
    all.finish()
}
