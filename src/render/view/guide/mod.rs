//! The guide to the data: every file that programs read, with what stands in it here.
//!
//! What is shown of a file is the beginning of that very file. Only of the one that
//! depends on the day nothing is shown, so that the guide does not.

use rayon::prelude::*;
use serde::Serialize;

use crate::base::framework::{Framework, canonical};
use crate::base::path::UrlPath;
use crate::render::OutputFile;
use crate::render::output::Content;
use crate::resolve::{Page, Publication, Site};

use super::here::HereView;
use super::{HeadView, LinkView};

mod excerpt;
mod files;

use files::{FILES, Form, GROUPS, Group, Known};

/// What the template of the guide sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct GuidePage {
    head: HeadView,
    here: HereView,
    page: GuideView,
}

/// The guide.
#[derive(Debug, Serialize)]
struct GuideView {
    /// A command that fetches the policy index.
    start: String,
    /// How to prove a text, if there is one.
    proof: Option<ProofView>,
    /// What can be asked of the policy index.
    questions: Vec<QuestionView>,
    /// The files.
    groups: Vec<GroupView>,
}

/// How to prove that a text is what the index says.
#[derive(Debug, Serialize)]
struct ProofView {
    /// The document.
    document: LinkView,
    /// A command that fetches its words and works out their digest.
    command: String,
    /// What the command prints.
    answer: String,
}

/// A question to the policy index.
#[derive(Debug, Serialize)]
struct QuestionView {
    /// The question.
    question: &'static str,
    /// A command that answers it.
    command: String,
}

/// Files that belong together.
#[derive(Debug, Serialize)]
struct GroupView {
    /// What they are about.
    title: &'static str,
    /// The anchor.
    anchor: &'static str,
    /// The files.
    files: Vec<FileView>,
}

/// A file, or files of one form.
#[derive(Debug, Serialize)]
struct FileView {
    /// Its path; of several files, with what differs in braces.
    path: &'static str,
    /// What it says.
    about: &'static str,
    /// The schema or standard that it follows.
    form: Option<LinkView>,
    /// One of these files.
    link: LinkView,
    /// A command that fetches it.
    command: String,
    /// The beginning of it.
    example: Option<String>,
}

impl GuidePage {
    /// Gathers what the page shows of the data files.
    pub(in crate::render) fn new(
        site: &Site,
        url: &UrlPath,
        data: &[OutputFile<'_>],
    ) -> Self {
        let about = "Everything on this site as data: files, schemas, examples, digests.";
        // Each shows the beginning of a file that is made for that, whole.
        let groups = GROUPS.par_iter().map(|group| GroupView::new(site, *group, data));
        let index = absolute(site, "/api/v1/policies.json");
        Self {
            head: HeadView::new(site, "Data for programs", url)
                .described(Some(about.to_owned())),
            here: HereView::of_url(site, url),
            page: GuideView {
                start: fetch(&index),
                proof: first_text(site).and_then(|page| ProofView::new(site, page)),
                questions: questions(site, &index),
                groups: groups.filter(|group| !group.files.is_empty()).collect(),
            },
        }
    }
}

impl GroupView {
    fn new(site: &Site, group: Group, data: &[OutputFile<'_>]) -> Self {
        let files = FILES.par_iter().filter(|file| file.group == group);
        Self {
            title: group.title(),
            anchor: group.anchor(),
            files: files.filter_map(|file| FileView::new(site, file, data)).collect(),
        }
    }
}

impl FileView {
    /// Describes a file, if the site has one of the kind.
    fn new(site: &Site, known: &'static Known, data: &[OutputFile<'_>]) -> Option<Self> {
        // Of the texts beside documents, the first by id.
        let beside = known.path.strip_prefix(files::DOCUMENT);
        let wanted = match beside {
            Some(name) => Some(first_text(site)?.url.below(name.trim_start_matches('/'))),
            None => None,
        };
        let alike = data.iter().filter(|file| match &wanted {
            Some(url) => file.url == *url,
            None => known.is(&file.url),
        });
        let file = alike.min_by(|a, b| a.url.cmp(&b.url))?;
        let url = file.url.encoded();
        Some(Self {
            path: known.path,
            about: known.about,
            form: known.form.map(|form| form.link(site)),
            link: LinkView {
                title: url.clone(),
                href: site.config.site.base_url.href(&url),
            },
            command: fetch(&absolute(site, &url)),
            example: example(known, file),
        })
    }
}

/// Returns the beginning of a file.
fn example(known: &Known, file: &OutputFile<'_>) -> Option<String> {
    if known.depends_on_day {
        return None;
    }
    let content = file.content().ok()?;
    let Content::Bytes(bytes) = &content else { return None };
    let text = std::str::from_utf8(bytes).ok()?;
    let is_json = text.starts_with(['{', '[']);
    Some(if is_json { excerpt::of_json(text) } else { excerpt::of_text(text) })
}

impl Form {
    fn link(self, site: &Site) -> LinkView {
        match self {
            Self::Schema(name) => {
                let name = format!("{name}-{}.json", crate::render::data::SCHEMA_VERSION);
                let href = format!("/api/v1/schema/{name}");
                LinkView { title: name, href: site.config.site.base_url.href(&href) }
            }
            Self::Standard(title, href) => {
                LinkView { title: title.to_owned(), href: href.to_owned() }
            }
        }
    }
}

/// Returns the first document by id whose text is public.
fn first_text(site: &Site) -> Option<&Page> {
    let public = site.controlled().map(|(_, _, page)| page);
    let public = public.filter(|page| page.publication == Publication::Full);
    public.min_by(|a, b| a.id.cmp(&b.id))
}

impl ProofView {
    fn new(site: &Site, page: &Page) -> Option<Self> {
        let index = *site.ids.get(&page.id)?;
        let digest = site.document(index).text.words_sha256.as_ref()?;
        let text = absolute(site, &page.url.below("index.txt").encoded());
        Some(Self {
            document: LinkView::to_page(site, index),
            command: format!("{} | sha256sum", fetch(&text)),
            answer: format!("{digest}  -"),
        })
    }
}

fn questions(site: &Site, index: &str) -> Vec<QuestionView> {
    let ask = |question, program: &str| QuestionView {
        question,
        command: format!("{} |\n  jq -r '{program}'", fetch(index)),
    };
    let mut questions = vec![
        ask(
            "Which documents are there, in which version, changed when?",
            ".policies[] | [.title, .version, .last_updated_on, .url] | @tsv",
        ),
        ask(
            "Which reviews are overdue today?",
            ".policies[] | select(.next_review_on != null and .next_review_on < (now | \
             strftime(\"%F\"))) | [.id, .next_review_on] | @tsv",
        ),
    ];
    questions.extend(named_control(site).map(|(framework, id)| {
        let program = format!(
            ".policies[] | select(any(.controls[]; .framework == \"{framework}\" and .id == \
             \"{id}\")) | .url"
        );
        ask("Which documents support a control?", &program)
    }));
    questions
}

/// Returns a control that a document names, of a framework that we know, whose id needs
/// no quoting.
fn named_control(site: &Site) -> Option<(&'static str, &str)> {
    let mut stated = site.controlled().flat_map(|(_, document, _)| {
        document.front_matter.controls.iter().map(|control| &control.value)
    });
    stated.find_map(|control| {
        let framework = Framework::named(&canonical(&control.framework))?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-()".contains(&byte);
        let id = control.id.as_str();
        id.bytes().all(is_plain).then_some((framework.id, id))
    })
}

/// Returns a command that fetches an address, which is quoted for shells.
fn fetch(address: &str) -> String {
    format!("curl -s '{}'", address.replace('\'', "%27"))
}

fn absolute(site: &Site, path: &str) -> String {
    site.config.site.base_url.absolute(path)
}
