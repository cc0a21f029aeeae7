//! Where the source of a document can be seen, changed and discussed.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::config::Repository;
use crate::resolve::{PageIndex, Site};

/// What a path in the address of a repository keeps unencoded.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Links into the repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::render) struct SourceView {
    /// Shows the file.
    view: String,
    /// Opens the file in the editor of the host.
    edit: String,
    /// Opens a new issue whose title names the document.
    issue: String,
}

/// Mails that a reader can write about a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::render) struct MailView {
    /// Tells somebody where it is; none where its address is not known.
    share: Option<String>,
    /// Tells its publisher what is unclear; none where the site names nobody
    /// who reads mail.
    feedback: Option<String>,
}

/// How the addresses of a host are made.
#[derive(Clone, Copy)]
enum Forge {
    /// GitHub, and whatever we do not know.
    GitHub,
    /// GitLab: <https://docs.gitlab.com/user/project/issues/create_issues/>.
    GitLab,
    /// Forgejo and Gitea, such as Codeberg.
    Forgejo,
}

impl SourceView {
    /// Creates the links for a document, if the site names its repository.
    pub(in crate::render) fn new(site: &Site, index: PageIndex) -> Option<Self> {
        let repository = site.config.site.repository.as_ref()?;
        let page = site.page(index);
        let path = site.source_path(site.source_of(index));
        let title = format!("{} ({}): ", page.title, page.id);
        Some(links(repository, path, &title))
    }
}

impl MailView {
    /// Creates the links for a document.
    pub(in crate::render) fn new(site: &Site, index: PageIndex) -> Self {
        let (config, page) = (&site.config.site, site.page(index));
        let address = config.base_url.absolute(&page.url.encoded());
        let known = config.base_url.origin().map(|_| address.as_str());
        let about = format!("{} ({})", page.title, page.id);
        let contact =
            config.contact.as_deref().map(|it| it.trim_start_matches("mailto:"));
        let reader = contact.filter(|it| it.contains('@') && !it.contains("://"));
        Self {
            share: known.map(|_| mail("", &page.title, &address)),
            feedback: reader.map(|to| mail(to, &about, known.unwrap_or_default())),
        }
    }
}

fn mail(to: &str, subject: &str, body: &str) -> String {
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    format!("mailto:{to}?subject={}&body={}", encoded(subject), encoded(body))
}

impl Forge {
    fn of(url: &str) -> Self {
        let host = url.split("://").last().and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or_default().to_ascii_lowercase();
        if host.contains("gitlab") {
            Self::GitLab
        } else if ["codeberg", "forgejo", "gitea"].iter().any(|name| host.contains(name))
        {
            Self::Forgejo
        } else {
            Self::GitHub
        }
    }
}

fn links(repository: &Repository, path: &str, title: &str) -> SourceView {
    let url = repository.url.trim_end_matches('/');
    let branch = utf8_percent_encode(&repository.branch, PATH);
    let path = utf8_percent_encode(path, PATH);
    let title = utf8_percent_encode(title, NON_ALPHANUMERIC);
    match Forge::of(url) {
        Forge::GitHub => SourceView {
            view: format!("{url}/blob/{branch}/{path}"),
            edit: format!("{url}/edit/{branch}/{path}"),
            issue: format!("{url}/issues/new?title={title}"),
        },
        Forge::GitLab => SourceView {
            view: format!("{url}/-/blob/{branch}/{path}"),
            edit: format!("{url}/-/edit/{branch}/{path}"),
            issue: format!("{url}/-/issues/new?issue%5Btitle%5D={title}"),
        },
        Forge::Forgejo => SourceView {
            view: format!("{url}/src/branch/{branch}/{path}"),
            edit: format!("{url}/_edit/{branch}/{path}"),
            issue: format!("{url}/issues/new?title={title}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_those_of_the_host() {
        #[rustfmt::skip]
        let cases = [
            // repository                     edit                                                    issue
            ("https://github.com/a/b",        "https://github.com/a/b/edit/main/c/d%20e.md",          "https://github.com/a/b/issues/new?title=T%20%28x%29%3A%20"),
            ("https://gitlab.example.com/a/b", "https://gitlab.example.com/a/b/-/edit/main/c/d%20e.md", "https://gitlab.example.com/a/b/-/issues/new?issue%5Btitle%5D=T%20%28x%29%3A%20"),
            ("https://codeberg.org/a/b/",     "https://codeberg.org/a/b/_edit/main/c/d%20e.md",       "https://codeberg.org/a/b/issues/new?title=T%20%28x%29%3A%20"),
            ("https://git.example.com/a",     "https://git.example.com/a/edit/main/c/d%20e.md",       "https://git.example.com/a/issues/new?title=T%20%28x%29%3A%20"),
        ];
        for (url, edit, issue) in cases {
            let repository =
                Repository { url: url.to_owned(), branch: "main".to_owned() };
            let got = links(&repository, "c/d e.md", "T (x): ");
            assert_eq!((got.edit.as_str(), got.issue.as_str()), (edit, issue), "{url}");
        }
    }
}
