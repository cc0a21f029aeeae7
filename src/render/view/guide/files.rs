//! The data files, as the guide lists them.

use crate::base::path::UrlPath;

/// What stands for the address of a document.
pub(super) const DOCUMENT: &str = "{document}";

/// A file, or files of one form.
pub(super) struct Known {
    pub(super) group: Group,
    /// Its path, with what differs in braces.
    pub(super) path: &'static str,
    /// What it says.
    pub(super) about: &'static str,
    pub(super) form: Option<Form>,
    pub(super) depends_on_day: bool,
}

/// The form of a file.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A schema of ours, by name.
    Schema(&'static str),
    /// A standard, and where it is published.
    Standard(&'static str, &'static str),
}

/// What files are about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Documents,
    Changes,
    Registers,
    Advisories,
    Tools,
}

/// The groups in the order of the page.
pub(super) const GROUPS: [Group; 5] =
    [Group::Documents, Group::Changes, Group::Registers, Group::Advisories, Group::Tools];

impl Group {
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Documents => "Documents",
            Self::Changes => "Changes and releases",
            Self::Registers => "Registers",
            Self::Advisories => "Advisories",
            Self::Tools => "For other tools",
        }
    }

    pub(super) const fn anchor(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Changes => "changes",
            Self::Registers => "registers",
            Self::Advisories => "advisories",
            Self::Tools => "tools",
        }
    }
}

/// Describes a file in a form of ours.
const fn ours(
    group: Group,
    path: &'static str,
    schema: &'static str,
    about: &'static str,
) -> Known {
    let form = Some(Form::Schema(schema));
    Known { group, path, about, form, depends_on_day: false }
}

/// Describes a file in a form of others.
const fn theirs(
    group: Group,
    path: &'static str,
    (title, href): (&'static str, &'static str),
    about: &'static str,
) -> Known {
    let form = Some(Form::Standard(title, href));
    Known { group, path, about, form, depends_on_day: false }
}

/// Every file, in the order of the page.
pub(super) static FILES: [Known; 23] = [
    ours(
        Group::Documents,
        "/api/v1/policies.json",
        "policy-index",
        "The policy index: every controlled document with its version, owner, dates, controls, addresses and digests. What differs between two copies has changed; content_digest tells at once whether anything has.",
    ),
    ours(
        Group::Documents,
        "/api/v1/policies/{id}.json",
        "policy",
        "One document with all its versions, reviews and sections.",
    ),
    theirs(
        Group::Documents,
        "/api/v1/policies.csv",
        ("RFC 4180", "https://www.rfc-editor.org/rfc/rfc4180"),
        "The index for spreadsheets.",
    ),
    Known {
        group: Group::Documents,
        path: "/api/v1/staleness.json",
        about: "How fresh each document is on the day named in as_of. It is the only file that depends on a day, so no copy of it stands here.",
        form: Some(Form::Schema("staleness")),
        depends_on_day: true,
    },
    ours(
        Group::Documents,
        "/api/v1/controls.json",
        "controls",
        "The index by control: which documents support which control of which framework.",
    ),
    theirs(
        Group::Documents,
        "{document}/index.md",
        ("CommonMark", "https://spec.commonmark.org/"),
        "Beside each document its source, with the front matter that is public. A frozen version has its own below its address, for ever.",
    ),
    Known {
        group: Group::Documents,
        path: "{document}/index.txt",
        about: "Beside each document its words alone, one line for each block: what a digest of the words is of.",
        form: None,
        depends_on_day: false,
    },
    theirs(
        Group::Changes,
        "/api/v1/changes.json",
        ("JSON Feed 1.1", "https://www.jsonfeed.org/version/1.1/"),
        "What happened, the latest first. _policy tells programs about a document, _entry about a sub-processor, a certification, a report, an advisory or an update. next_url leads to earlier years.",
    ),
    theirs(
        Group::Changes,
        "/api/v1/changes/{year}.json",
        ("JSON Feed 1.1", "https://www.jsonfeed.org/version/1.1/"),
        "The same of one year, once there is more than one file has room for.",
    ),
    theirs(
        Group::Changes,
        "/changes.atom",
        ("Atom", "https://www.rfc-editor.org/rfc/rfc4287"),
        "The same for feed readers.",
    ),
    ours(
        Group::Changes,
        "/api/v1/releases.json",
        "releases",
        "The releases: the whole trust center as it stood on a day.",
    ),
    ours(
        Group::Changes,
        "/api/v1/releases/{name}.json",
        "release",
        "One release: which version of which document it has, and what changed since the one before.",
    ),
    ours(
        Group::Registers,
        "/api/v1/subprocessors.json",
        "subprocessors",
        "Who else processes customers’ data, with those that are announced and those that were removed.",
    ),
    ours(
        Group::Registers,
        "/api/v1/certifications.json",
        "certifications",
        "Certifications and reports: period, auditor, validity, and how to get them.",
    ),
    ours(
        Group::Advisories,
        "/api/v1/advisories.json",
        "advisories",
        "Every advisory: severity, CVE numbers, what is affected and where it is fixed.",
    ),
    theirs(
        Group::Advisories,
        "/api/v1/advisories/{id}.osv.json",
        ("OSV", "https://ossf.github.io/osv-schema/"),
        "One advisory for tools that read OSV.",
    ),
    theirs(
        Group::Advisories,
        "/.well-known/csaf/provider-metadata.json",
        (
            "CSAF 2.0, section 7",
            "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html",
        ),
        "Where the advisories are in the form of CSAF: those that name a product, a day and a summary.",
    ),
    theirs(
        Group::Advisories,
        "/.well-known/csaf/{year}/{id}.json",
        ("CSAF 2.0", "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json"),
        "One advisory for tools that read CSAF.",
    ),
    theirs(
        Group::Tools,
        "/oscal/component-definition.json",
        (
            "OSCAL 1.2.1",
            "https://pages.nist.gov/OSCAL/resources/concepts/layer/implementation/component-definition/",
        ),
        "For GRC tools: each document as a component with the controls that it names, and as a resource with its digests.",
    ),
    theirs(
        Group::Tools,
        "/.well-known/api-catalog",
        ("RFC 9727", "https://www.rfc-editor.org/rfc/rfc9727"),
        "Where all of this is, for programs that know nothing but the address of the site.",
    ),
    theirs(
        Group::Tools,
        "/.well-known/security.txt",
        ("RFC 9116", "https://www.rfc-editor.org/rfc/rfc9116"),
        "How to report a vulnerability.",
    ),
    theirs(
        Group::Tools,
        "/llms.txt",
        ("llmstxt.org", "https://llmstxt.org/"),
        "What language models should read, and cite with version and date.",
    ),
    theirs(
        Group::Tools,
        "/api/pages.json",
        ("tech-docs-monitor", "https://github.com/alphagov/tech-docs-monitor"),
        "Titles, addresses and review dates, for GOV.UK’s monitor of pages.",
    ),
];

impl Known {
    /// Returns whether a file is of this kind, segment by segment.
    pub(super) fn is(&self, url: &UrlPath) -> bool {
        let mut segments = url.as_str().split('/');
        let is_met = self.path.split('/').all(|pattern| {
            let Some(segment) = segments.next() else { return false };
            match pattern.split_once('{') {
                Some((start, rest)) => {
                    let end = rest.split_once('}').map_or("", |(_, end)| end);
                    segment.len() > start.len() + end.len()
                        && segment.starts_with(start)
                        && segment.ends_with(end)
                }
                None => segment == pattern,
            }
        });
        is_met && segments.next().is_none()
    }
}
