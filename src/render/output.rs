//! What will be published: a plan of files, and how to make the bytes of each.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use crate::base::digest::Inputs;
use crate::base::path::UrlPath;
use crate::error::Error;

/// Every file of the built site, sorted by URL; the bytes are made when asked
/// for, so that no more of them are in memory than are being written.
pub struct Output<'a> {
    files: Vec<OutputFile<'a>>,
}

/// One file of the built site.
pub struct OutputFile<'a> {
    /// Where it is published.
    pub url: UrlPath,
    inputs: LazyLock<Option<Inputs>, Asked<'a>>,
    recipe: Recipe<'a>,
}

/// Works out what a file is made from; nobody may ever want to know.
type Asked<'a> = Box<dyn FnOnce() -> Option<Inputs> + Send + 'a>;

/// How to get the bytes of a file.
pub enum Recipe<'a> {
    /// They are known.
    Bytes(Cow<'a, [u8]>),
    /// A pure function makes them.
    Render(Box<dyn Fn() -> Result<Vec<u8>, Error> + Send + Sync + 'a>),
    /// They are those of a file on disk.
    Copy(&'a Path),
}

/// The content of a file, ready to be written or served.
#[derive(Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(Cow<'a, [u8]>),
    /// The bytes of this file.
    File(&'a Path),
}

impl<'a> Output<'a> {
    /// Creates a plan; of two files with one URL the first is kept.
    pub fn new(mut files: Vec<OutputFile<'a>>) -> Self {
        files.sort_by(|a, b| a.url.cmp(&b.url));
        files.dedup_by(|later, first| later.url == first.url);
        Self { files }
    }

    /// Returns the files, sorted by URL.
    pub fn files(&self) -> &[OutputFile<'a>] {
        &self.files
    }

    /// Returns the file at a URL.
    pub fn file(&self, url: &str) -> Option<&OutputFile<'a>> {
        let at = self.files.binary_search_by(|file| file.url.as_str().cmp(url)).ok()?;
        self.files.get(at)
    }
}

impl<'a> OutputFile<'a> {
    /// Plans a file.
    pub fn new(url: UrlPath, recipe: Recipe<'a>) -> Self {
        Self { url, inputs: LazyLock::new(Box::new(|| None)), recipe }
    }

    /// Plans a file of which can be told what it is made from: while that is the
    /// same, the bytes are, and need not be made again.
    #[must_use]
    pub fn with_inputs(
        self,
        inputs: impl FnOnce() -> Option<Inputs> + Send + 'a,
    ) -> Self {
        Self { inputs: LazyLock::new(Box::new(inputs)), ..self }
    }

    /// Returns a digest of everything that it is made from, if that is known
    /// without making it.
    pub fn inputs(&self) -> Option<Inputs> {
        *self.inputs
    }

    /// Makes the content; the same each time.
    pub fn content(&self) -> Result<Content<'_>, Error> {
        match &self.recipe {
            Recipe::Bytes(bytes) => Ok(Content::Bytes(Cow::Borrowed(bytes))),
            Recipe::Render(render) => {
                render().map(|bytes| Content::Bytes(Cow::Owned(bytes)))
            }
            Recipe::Copy(path) => Ok(Content::File(path)),
        }
    }
}

impl fmt::Debug for Output<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.files.iter().map(|file| &file.url)).finish()
    }
}

impl fmt::Debug for Recipe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes(_) => "Bytes",
            Self::Render(_) => "Render",
            Self::Copy(_) => "Copy",
        })
    }
}

impl fmt::Debug for OutputFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OutputFile").field(&self.url).finish()
    }
}
