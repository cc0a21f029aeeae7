//! What customers ask.

use serde::Serialize;

use crate::render::markup::Markup;
use crate::resolve::{RegisterPage, Site};

use super::super::HeadView;
use super::super::here::HereView;
use super::{here, id, markup};

/// What the template of the questions sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FaqPage {
    head: HeadView,
    here: HereView,
    page: FaqView,
}

/// The questions.
#[derive(Debug, Serialize)]
struct FaqView {
    /// The questions by section, in the order of the register.
    sections: Vec<SectionView>,
}

/// The questions under one heading.
#[derive(Debug, Serialize)]
struct SectionView {
    /// The heading.
    title: Option<String>,
    /// The questions.
    questions: Vec<QuestionView>,
}

/// A question.
#[derive(Debug, Serialize)]
struct QuestionView {
    /// Its identity: the anchor.
    id: String,
    /// The question.
    question: String,
    /// The answer.
    answer: Markup,
}

impl FaqPage {
    /// Gathers what the page shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let url = RegisterPage::Faq.url();
        let mut sections: Vec<SectionView> = Vec::new();
        for entry in &site.registers.faq {
            let one = &entry.value;
            let question = QuestionView {
                question: one.question.clone().unwrap_or_default(),
                answer: markup(site, entry, "answer"),
                id: id(site, entry),
            };
            match sections.iter_mut().find(|section| section.title == one.section) {
                Some(section) => section.questions.push(question),
                None => sections.push(SectionView {
                    title: one.section.clone(),
                    questions: vec![question],
                }),
            }
        }
        let about = "What customers and their reviewers ask, with the answers.";
        Self {
            head: HeadView::new(site, "Questions and answers", &url)
                .described(Some(about.to_owned())),
            here: here(site, RegisterPage::Faq),
            page: FaqView { sections },
        }
    }
}
