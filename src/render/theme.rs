//! A theme, ready for one site.

use std::sync::Arc;

use tera::Tera;

use crate::base::digest::{Ingredients, Inputs};
use crate::config::{BaseUrl, Config, ThemeOptions};
use crate::error::Error;
use crate::load::ThemeSources;
use crate::resolve::Site;

use super::assets::Assets;
use super::engine::Engine;
use super::fonts;
use super::functions;
use super::history::{BESIDE, VERSIONS, VersionLists};
use super::navigation::{self, Around, Navigation};
use super::outline::Outline;
use super::pages::Template;
use super::texts::Texts;
use super::view::SiteView;

/// The name under which every template knows what is the same on all pages.
const SITE: &str = "site";

/// The script that shows what the index of every word finds; only a site with
/// such an index has it.
const FULL_TEXT_SCRIPT: &str = "js/full-text.js";

/// [`Templates`] with what many pages of the site share.
#[derive(Debug)]
pub struct Theme {
    pub(super) engine: Arc<Engine>,
    pub(super) assets: Arc<Assets>,
    pub(super) outline: Arc<Outline>,
    navigation: Arc<Navigation>,
    pub(super) version_lists: VersionLists,
    pub(super) texts: Texts,
    /// What the site says everywhere.
    everywhere: String,
    /// What is in every page: the theme itself, and what the site says
    /// everywhere.
    pub(super) inputs: Inputs,
}

/// What of a theme is ready before anything is known of the site but its
/// configuration.
#[derive(Debug)]
pub struct Templates {
    engine: Engine,
    assets: Arc<Assets>,
    /// What the theme consists of.
    inputs: Ingredients,
}

impl Templates {
    /// Compiles the files of a theme.
    ///
    /// An error says where in which template something is wrong, in the path
    /// that the author of the template knows.
    pub fn new(sources: &ThemeSources, config: &Config) -> Result<Self, Error> {
        let ThemeSources { templates, assets, statics, .. } = sources;
        let mut inputs = Ingredients::default();
        for file in [templates, assets, statics].into_iter().flatten() {
            inputs = inputs.text(&file.name).bytes(&file.bytes);
        }
        let (mut assets, mut statics) = (assets.clone(), statics.clone());
        if !config.search.is_full_text() {
            assets.retain(|file| file.name != FULL_TEXT_SCRIPT);
        }
        let options = &config.theme;
        let fonts = fonts::take(options, &mut statics, &mut assets);
        let own_style = own_style(options, &config.site.base_url) + &fonts;
        let assets = Arc::new(Assets::new(assets, statics, &own_style));
        let mut tera = Tera::default();
        functions::register(&mut tera, &assets, &config.site.base_url);
        let engine = Engine::new(tera, templates)?;
        let names = Template::ALL.map(Template::name);
        engine.require(&names)?;
        engine.require(&[navigation::TEMPLATE, VERSIONS, BESIDE])?;
        Ok(Self { engine, assets, inputs })
    }
}

impl Theme {
    /// Makes a theme ready for a site, for whose configuration it was compiled.
    pub fn new(compiled: Templates, site: &Site) -> Result<Self, Error> {
        let Templates { mut engine, assets, inputs } = compiled;
        let outline = Arc::new(Outline::new(site));
        let everywhere = SiteView::new(site, &outline, &assets);
        engine.share(SITE, &everywhere)?;
        let everywhere = format!("{everywhere:?}");
        let inputs = inputs
            .text(&site.config.text)
            .text(&site.context.as_of.to_string())
            .text(&everywhere)
            .finish();
        Ok(Self {
            engine: Arc::new(engine),
            assets,
            navigation: Arc::new(Navigation::new(&outline, site)),
            outline,
            version_lists: VersionLists::new(site),
            texts: Texts::default(),
            everywhere,
            inputs,
        })
    }

    /// Makes the theme ready for a site that has the same files of a theme and
    /// the same configuration as the one it was compiled for, `was`; `None` where
    /// every page would change nevertheless.
    pub fn again(&self, was: &Site, site: &Site) -> Option<Self> {
        let (outline, navigation) = if Arc::ptr_eq(&was.sections, &site.sections) {
            (Arc::clone(&self.outline), Arc::clone(&self.navigation))
        } else {
            let outline = Arc::new(Outline::new(site));
            let navigation = Arc::new(Navigation::new(&outline, site));
            (outline, navigation)
        };
        let everywhere = format!("{:?}", SiteView::new(site, &outline, &self.assets));
        let is_same =
            everywhere == self.everywhere && was.context.as_of == site.context.as_of;
        is_same.then(|| Self {
            engine: Arc::clone(&self.engine),
            assets: Arc::clone(&self.assets),
            outline,
            navigation,
            version_lists: VersionLists::new(site),
            texts: Texts::default(),
            everywhere,
            inputs: self.inputs,
        })
    }

    /// Returns the folder of the style sheet and the scripts, from the site's
    /// root: `/assets/3f9c2a41b0/`.
    pub fn assets_folder(&self) -> &str {
        self.assets.folder()
    }

    /// Returns whether another theme is made of the same files, for a site that
    /// says the same everywhere: pages that it makes can be made by this one.
    pub fn is_like(&self, other: &Self) -> bool {
        self.inputs == other.inputs
    }

    /// Returns the navigation, and what it is made from.
    pub(super) fn navigation<'a>(
        &'a self,
        site: &'a Site,
    ) -> (&'a Navigation, Around<'a>) {
        let around = Around { site, outline: &self.outline, engine: &self.engine };
        (&self.navigation, around)
    }
}

/// Returns the style sheet that `site.toml` asks for: the colours of `[theme]`,
/// and the host, which stands before addresses on paper.
fn own_style(options: &ThemeOptions, base_url: &BaseUrl) -> String {
    let dark = options.accent_dark.as_ref().or(options.accent.as_ref());
    let colors = [("--accent-light", options.accent.as_ref()), ("--accent-dark", dark)];
    let known = colors.into_iter().filter_map(|(name, color)| Some((name, color?.value)));
    let mut lines: Vec<_> =
        known.map(|(name, color)| format!("{name}: {color};\n")).collect();
    lines.extend(base_url.origin().map(|origin| format!("--origin: \"{origin}\";\n")));
    if lines.is_empty() {
        return String::new();
    }
    format!("@layer tokens {{\n:root {{\n{}}}\n}}\n", lines.concat())
}
