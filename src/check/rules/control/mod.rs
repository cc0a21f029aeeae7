//! The controls that documents say they cover.

use crate::base::framework::{Framework, Judgement};
use crate::base::span::{SourceId, Spanned};
use crate::parse::ControlRef;
use crate::resolve::Site;

pub(super) mod unknown;
pub(super) mod unmapped;
pub(super) mod withdrawn;

/// A control and what its framework says of it.
struct Judged<'a> {
    source: SourceId,
    control: &'a Spanned<ControlRef>,
    framework: &'static Framework,
    judgement: Judgement,
    /// Whether what is written is one id and nothing else.
    is_alone: bool,
}

/// Returns every control of a framework that we know which the framework has not.
fn judged(site: &Site) -> impl Iterator<Item = Judged<'_>> {
    site.each().flat_map(move |(index, document, _)| {
        let controls = document.front_matter.controls.iter();
        controls.filter_map(move |control| {
            let framework = Framework::named(&control.value.framework)?;
            let judgement = framework.judge(&control.value.id);
            (judgement != Judgement::Known).then(|| Judged {
                source: site.source_of(index),
                control,
                framework,
                judgement,
                is_alone: control.span.range().len() == control.value.id.len()
                    && !control.value.id.contains([',', ';', '–', '—', ' ']),
            })
        })
    })
}
