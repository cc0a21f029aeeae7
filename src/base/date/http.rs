//! Times as HTTP writes them.

use jiff::fmt::rfc2822;

/// Returns the seconds since 1970 of a time such as
/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn http_time(text: &str) -> Option<u64> {
    let time = rfc2822::parse(text).ok()?;
    u64::try_from(time.timestamp().as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read() {
        assert_eq!(http_time("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(http_time("tomorrow"), None);
    }
}
