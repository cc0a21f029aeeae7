//! How bad a vulnerability is, in numbers:
//! [CVSS 3.0 and 3.1](https://www.first.org/cvss/v3.1/specification-document).

/// A vector whose every metric is one that CVSS has, with its base score.
#[derive(Clone, Debug, PartialEq)]
pub struct Cvss<'a> {
    /// The version: `3.1`.
    pub version: &'a str,
    /// The base score, from 0 to 10 with one digit.
    pub score: f64,
    /// The word for that score, in capitals.
    pub severity: &'static str,
}

/// The metrics that every vector has, each with the letters that it can be.
const BASE: [(&str, &str); 8] = [
    ("AV", "NALP"),
    ("AC", "LH"),
    ("PR", "NLH"),
    ("UI", "NR"),
    ("S", "UC"),
    ("C", "NLH"),
    ("I", "NLH"),
    ("A", "NLH"),
];

/// The metrics that a vector can have besides.
const OTHERS: [(&str, &str); 14] = [
    ("E", "XUPFH"),
    ("RL", "XOTWU"),
    ("RC", "XURC"),
    ("CR", "XLMH"),
    ("IR", "XLMH"),
    ("AR", "XLMH"),
    ("MAV", "XNALP"),
    ("MAC", "XLH"),
    ("MPR", "XNLH"),
    ("MUI", "XNR"),
    ("MS", "XUC"),
    ("MC", "XNLH"),
    ("MI", "XNLH"),
    ("MA", "XNLH"),
];

impl<'a> Cvss<'a> {
    /// Reads a vector.
    ///
    /// ```
    /// use trustpress::base::cvss::Cvss;
    ///
    /// let known = Cvss::read("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").unwrap();
    /// assert_eq!((known.score, known.severity), (9.8, "CRITICAL"));
    /// ```
    pub fn read(vector: &'a str) -> Option<Self> {
        let (version, metrics) = vector.strip_prefix("CVSS:")?.split_once('/')?;
        if !matches!(version, "3.0" | "3.1") {
            return None;
        }
        let mut known: Vec<(&str, &str)> = Vec::new();
        for metric in metrics.split('/') {
            let (name, value) = metric.split_once(':')?;
            let mut all = BASE.iter().chain(&OTHERS);
            let (_, letters) = all.find(|(metric, _)| *metric == name)?;
            let is_new = known.iter().all(|(other, _)| *other != name);
            if !is_new || value.len() != 1 || !letters.contains(value) {
                return None;
            }
            known.push((name, value));
        }
        let of = |name: &str| known.iter().find(|it| it.0 == name).map(|it| it.1);
        let score = score(of)?;
        Some(Self { version, score, severity: severity(score) })
    }
}

/// Returns whether a text is a vector: of version 3.0 or 3.1 one whose every metric
/// is known, of 4.0 and 2.0 one that looks like it.
pub fn is_vector(text: &str) -> bool {
    let metrics = text.strip_prefix("CVSS:4.0/").or_else(|| {
        // The second version has no name in front.
        text.starts_with("AV:").then_some(text)
    });
    match metrics {
        Some(metrics) => metrics.split('/').all(is_metric),
        None => Cvss::read(text).is_some(),
    }
}

/// Returns whether a text is the letters of a metric and those of its value.
fn is_metric(text: &str) -> bool {
    let is_word =
        |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphabetic());
    text.split_once(':').is_some_and(|(name, value)| is_word(name) && is_word(value))
}

/// Returns the base score, by section 7.1 of the specification.
fn score<'a>(of: impl Fn(&str) -> Option<&'a str>) -> Option<f64> {
    let is_changed = of("S")? == "C";
    let distance = match of("AV")? {
        "N" => 0.85,
        "A" => 0.62,
        "L" => 0.55,
        _ => 0.2,
    };
    let complexity = if of("AC")? == "L" { 0.77 } else { 0.44 };
    let privileges = match (of("PR")?, is_changed) {
        ("N", _) => 0.85,
        ("L", false) => 0.62,
        ("L", true) => 0.68,
        (_, false) => 0.27,
        (_, true) => 0.5,
    };
    let interaction = if of("UI")? == "N" { 0.85 } else { 0.62 };
    let spared = |metric: &str| {
        Some(match of(metric)? {
            "H" => 1.0 - 0.56,
            "L" => 1.0 - 0.22,
            _ => 1.0,
        })
    };
    let loss = 1.0 - spared("C")? * spared("I")? * spared("A")?;
    let impact = if is_changed {
        7.52 * (loss - 0.029) - 3.25 * (loss - 0.02_f64).powi(15)
    } else {
        6.42 * loss
    };
    if impact <= 0.0 {
        return Some(0.0);
    }
    let exploitability = 8.22 * distance * complexity * privileges * interaction;
    let factor = if is_changed { 1.08 } else { 1.0 };
    Some(round_up((factor * (impact + exploitability)).min(10.0)))
}

/// Returns a number rounded up to one digit, whatever the last bits of it are.
fn round_up(number: f64) -> f64 {
    ((number * 100_000.0).round() / 10_000.0).ceil() / 10.0
}

fn severity(score: f64) -> &'static str {
    match score {
        score if score >= 9.0 => "CRITICAL",
        score if score >= 7.0 => "HIGH",
        score if score >= 4.0 => "MEDIUM",
        score if score > 0.0 => "LOW",
        _ => "NONE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores from the examples of FIRST and from the National Vulnerability Database.
    #[test]
    fn the_scores_are_those_that_were_published() {
        #[rustfmt::skip]
        let cases = [
            ("CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, "MEDIUM"),   // CVE-2013-1937's kin: stored XSS
            ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, "LOW"),      // CVE-2013-0375's kin
            ("CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", 5.9, "MEDIUM"),   // CVE-2016-0800, DROWN
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, "HIGH"),     // CVE-2014-0160, Heartbleed
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, "CRITICAL"), // CVE-2021-44228, Log4Shell
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "CRITICAL"), // CVE-2014-6271, Shellshock
            ("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8, "MEDIUM"),
            ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H/E:F/RL:X", 7.8, "HIGH"), // CVE-2016-5195, Dirty COW
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0, "NONE"),
        ];
        for (vector, score, severity) in cases {
            let known = Cvss::read(vector).map(|it| (it.score, it.severity));
            assert_eq!(known, Some((score, severity)), "{vector}");
        }
    }

    #[test]
    fn what_is_no_vector_has_no_score() {
        #[rustfmt::skip]
        let cases = [
            "",
            "7.5",
            "AV:N/AC:L/Au:N/C:P/I:P/A:P",
            "CVSS:3.1/AV:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/Q:X",
            "CVSS:3.1/AV:/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
        ];
        for vector in cases {
            assert_eq!(Cvss::read(vector), None, "{vector}");
            let is_of_another_version =
                vector.starts_with("AV:") || vector.starts_with("CVSS:4");
            assert_eq!(is_vector(vector), is_of_another_version, "{vector}");
        }
    }
}
