//! Keeps the ids of a text apart from those of other texts on the same page.

use crate::parse::Anchor;

/// Returns HTML that our own writer or the sanitiser made, with a prefix before each
/// of its ids and before whatever in it names one of them.
pub(super) fn apart(html: &str, prefix: &str, ids: &[Anchor]) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Outside of tags `<` is always escaped.
    while let Some((text, tag)) = rest.split_once('<') {
        out.extend([text, "<"]);
        let (tag, after) = tag.split_at_checked(end_of(tag)).unwrap_or((tag, ""));
        // Values are in double quotes: every second part is one.
        let mut name = "";
        for (at, part) in tag.split('"').enumerate() {
            if at % 2 == 0 {
                name = part.rsplit(' ').next().unwrap_or_default();
                out.push_str(if at == 0 { "" } else { "\"" });
                out.push_str(part);
            } else {
                out.push('"');
                put_value(&mut out, name, part, (prefix, ids));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns where a tag ends: at the first `>` that is in no value.
fn end_of(tag: &str) -> usize {
    let mut is_value = false;
    let end = tag.find(|character| {
        is_value ^= character == '"';
        character == '>' && !is_value
    });
    end.unwrap_or(tag.len())
}

/// Adds the value of an attribute; `name` ends with an equals sign.
fn put_value(
    out: &mut String,
    name: &str,
    value: &str,
    (prefix, ids): (&str, &[Anchor]),
) {
    let is_own = |id: &str| ids.iter().any(|anchor| anchor.id == id);
    match (name, value.strip_prefix('#')) {
        ("id=", _) => out.extend([prefix, value]),
        ("href=", Some(id)) if is_own(id) => out.extend(["#", prefix, id]),
        ("headers=", _) => {
            let cells = value.split(' ').map(|id| {
                if is_own(id) { format!("{prefix}{id}") } else { id.to_owned() }
            });
            out.push_str(&cells.collect::<Vec<_>>().join(" "));
        }
        _ => out.push_str(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn only_ids_and_what_names_them_change() {
        let ids = ["a", "fn-1"].map(|id| Anchor {
            id: id.to_owned(),
            span: Span::default(),
            alias_of: None,
        });
        #[rustfmt::skip]
        let cases = [
            (r##"<h2 id="a">A<a class="anchor" href="#a"></a></h2>"##,
             r##"<h2 id="_x.a">A<a class="anchor" href="#_x.a"></a></h2>"##),
            (r##"<a id="fnref-1" href="#fn-1" role="doc-noteref">1</a>"##,
             r##"<a id="_x.fnref-1" href="#_x.fn-1" role="doc-noteref">1</a>"##),
            (r##"<a href="#elsewhere">b</a> <a href="/#a">c</a>"##,
             r##"<a href="#elsewhere">b</a> <a href="/#a">c</a>"##),
            (r#"<p title="> id=">the id="a" is &lt;p id="a"></p>"#,
             r#"<p title="> id=">the id="a" is &lt;p id="a"></p>"#),
            (r#"<td headers="a b"><br><p>ä"#, r#"<td headers="_x.a b"><br><p>ä"#),
        ];
        for (html, expected) in cases {
            assert_eq!(apart(html, "_x.", &ids), expected);
        }
    }
}
