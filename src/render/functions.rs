//! What templates may call besides what Tera has.
//!
//! It is little, because views bring what pages show; these are for a site's
//! own templates.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult};

use crate::base::date::Date;
use crate::config::BaseUrl;

use super::assets::Assets;

/// Makes our filters and functions known to `tera`:
///
/// - `{{ "2026-03-12" | long_date }}` is a day as readers see it;
/// - `{{ href(path="/contact/") }}` is a link below the path of `base_url`;
/// - `{{ asset(name="js/site.js") }}` is the address of a file of the theme.
pub(super) fn register(tera: &mut Tera, assets: &Arc<Assets>, base_url: &BaseUrl) {
    tera.register_filter("long_date", long_date);
    let base = base_url.clone();
    tera.register_function("href", move |arguments: Kwargs, _: &State<'_>| {
        arguments.must_get::<&str>("path").map(|path| base.href(path))
    });
    let (base, assets) = (base_url.clone(), Arc::clone(assets));
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| {
        let name = arguments.must_get::<&str>("name")?;
        let path = assets.path(name).ok_or_else(|| {
            Error::message(format!("the theme has no file `{name}` in css/ or js/"))
        })?;
        TeraResult::Ok(base.href(&path))
    });
}

fn long_date(day: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    match day.parse::<Date>() {
        Ok(date) => Ok(date.long()),
        Err(_) => Err(Error::message(format!("`{day}` is not a date (YYYY-MM-DD)"))),
    }
}
