//! Where a site is served: origins and the base URL.

use std::fmt;

/// A scheme and host, such as `https://trust.example.com`, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    scheme: String,
    authority: String,
}

/// The address of the site's root: an origin, if it is known, and a path.
///
/// # Invariants
///
/// The path starts and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: Option<Origin>,
    path: String,
}

/// Why a text is not an origin or a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// The text does not begin with `http://` or `https://`.
    #[error("a URL here begins with `https://` or `http://`")]
    Scheme,
    /// There is no host, or it has a character that no host has.
    #[error("the URL has no valid host")]
    Host,
    /// A query, a fragment or user information.
    #[error("the URL may hold a host and a path, nothing else")]
    Extra,
}

impl Origin {
    /// Reads an origin and whatever path follows it.
    fn split(url: &str) -> Result<(Self, &str), OriginError> {
        let (scheme, rest) = url.split_once("://").ok_or(OriginError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(OriginError::Scheme);
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let legal =
            |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']');
        if authority.contains('@') || path.contains(['?', '#']) {
            return Err(OriginError::Extra);
        }
        if authority.is_empty() || !authority.chars().all(legal) {
            return Err(OriginError::Host);
        }
        Ok((Self { scheme, authority: authority.to_lowercase() }, path))
    }

    /// Reads an origin such as `https://example.com`; a final `/` is allowed.
    pub fn parse(url: &str) -> Result<Self, OriginError> {
        match Self::split(url)? {
            (origin, "" | "/") => Ok(origin),
            _ => Err(OriginError::Extra),
        }
    }

    /// Returns the host and port.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Returns the scheme, without `://`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl BaseUrl {
    /// The root of a host that is not known.
    pub fn unknown() -> Self {
        Self { origin: None, path: "/".to_owned() }
    }

    /// Reads a base URL such as `https://example.com/trust/`; a path alone,
    /// `/trust/`, leaves the host unknown.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let (origin, path) = if text.starts_with('/') {
            (None, text)
        } else {
            let (origin, path) = Origin::split(text)?;
            (Some(origin), path)
        };
        if path.contains(['?', '#']) {
            return Err(OriginError::Extra);
        }
        let inner = path.trim_matches('/');
        let path = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        Ok(Self { origin, path })
    }

    /// Returns the origin, if the configuration names one.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Returns the path, which starts and ends with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns an encoded site path such as `/policies/` as an `href` that
    /// works on this host: below the base path, without the host.
    pub fn href(&self, encoded: &str) -> String {
        [&self.path, encoded.trim_start_matches('/')].concat()
    }

    /// Returns an encoded site path as an absolute URL, or as
    /// [`BaseUrl::href`] where the host is not known.
    pub fn absolute(&self, encoded: &str) -> String {
        let href = self.href(encoded);
        match &self.origin {
            Some(Origin { scheme, authority }) => {
                [scheme, "://", authority, &href].concat()
            }
            None => href,
        }
    }
}
