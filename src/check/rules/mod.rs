//! The rules: one folder per family, one file per rule.
//!
//! A rule reads the site and adds findings. It does not look up its own level,
//! sort, count or print. [`walk`] has the ways in which rules go through the site,
//! [`words`] how their messages name things.

mod anchor;
mod approval;
mod baseline;
mod certification;
mod claim;
mod config;
mod control;
mod date;
mod effective;
mod fact;
mod field;
mod footnote;
mod front_matter;
mod git;
mod html;
mod link;
mod output;
mod outward;
mod page;
mod reference;
mod register;
mod release;
mod review;
mod section;
mod security_txt;
mod subprocessor;
mod supersede;
mod suppression;
mod text;
mod version;
mod waiver;
mod walk;
mod words;

use crate::base::nearest::nearest;

use super::{Finding, Rule};
use words::code;

pub use outward::external_urls;

/// Every rule, ordered by name. A rule that is not in this table does not exist.
pub static RULES: &[&Rule] = &[
    &anchor::duplicate::RULE,
    &anchor::removed::RULE,
    &approval::before_change::RULE,
    &baseline::stale::RULE,
    &certification::expired::RULE,
    &certification::expires_soon::RULE,
    &certification::report_old::RULE,
    &claim::absolute::RULE,
    &claim::cadence_broken::RULE,
    &claim::certification_unbacked::RULE,
    &claim::contradictory::RULE,
    &claim::count_mismatch::RULE,
    &claim::forecast_elapsed::RULE,
    &claim::in_progress::RULE,
    &claim::law_outdated::RULE,
    &claim::malformed::RULE,
    &claim::relative_time::RULE,
    &claim::stale::RULE,
    &claim::wording::RULE,
    &config::accent_contrast_low::RULE,
    &config::feature_missing::RULE,
    &config::font_unusable::RULE,
    &config::logo_missing::RULE,
    &config::unknown_document::RULE,
    &config::unknown_field::RULE,
    &config::unknown_rule::RULE,
    &control::unknown::RULE,
    &control::unmapped::RULE,
    &control::withdrawn::RULE,
    &date::ambiguous::RULE,
    &date::body_mismatch::RULE,
    &date::body_only::RULE,
    &date::future::RULE,
    &date::impossible::RULE,
    &date::imprecise::RULE,
    &date::malformed::RULE,
    &date::missing::RULE,
    &date::order::RULE,
    &effective::overlap::RULE,
    &fact::contradiction::RULE,
    &field::change_summary_missing::RULE,
    &field::document_unknown::RULE,
    &field::id_invalid::RULE,
    &field::missing::RULE,
    &field::person_named::RULE,
    &field::r#type::RULE,
    &field::value_lost::RULE,
    &field::value_unknown::RULE,
    &field::version_invalid::RULE,
    &field::version_not_string::RULE,
    &footnote::duplicate::RULE,
    &footnote::undefined::RULE,
    &footnote::unused::RULE,
    &front_matter::alias_conflict::RULE,
    &front_matter::key_duplicate::RULE,
    &front_matter::key_unknown::RULE,
    &front_matter::missing::RULE,
    &front_matter::not_mapping::RULE,
    &front_matter::syntax::RULE,
    &front_matter::too_large::RULE,
    &front_matter::unclosed::RULE,
    &front_matter::unopened::RULE,
    &git::date_newer::RULE,
    &git::file_untracked::RULE,
    &git::history_shallow::RULE,
    &git::unavailable::RULE,
    &html::removed::RULE,
    &link::anchor_missing::RULE,
    &link::anchor_noncanonical::RULE,
    &link::asset_missing::RULE,
    &link::capability::RULE,
    &link::case_mismatch::RULE,
    &link::document_editable::RULE,
    &link::document_unpinned::RULE,
    &link::draft_target::RULE,
    &link::empty::RULE,
    &link::excluded_target::RULE,
    &link::external_broken::RULE,
    &link::external_moved::RULE,
    &link::external_unreachable::RULE,
    &link::index_missing::RULE,
    &link::insecure::RULE,
    &link::internal_target::RULE,
    &link::label_ambiguous::RULE,
    &link::label_mismatch::RULE,
    &link::label_vague::RULE,
    &link::mail_invalid::RULE,
    &link::malformed::RULE,
    &link::moved::RULE,
    &link::outside_root::RULE,
    &link::page_missing::RULE,
    &link::parenthesis_swallowed::RULE,
    &link::private::RULE,
    &link::scheme_forbidden::RULE,
    &link::scheme_unknown::RULE,
    &link::self_absolute::RULE,
    &link::superseded::RULE,
    &link::target_duplicate::RULE,
    &link::url_malformed::RULE,
    &output::anchor_missing::RULE,
    &output::asset_missing::RULE,
    &output::digest_mismatch::RULE,
    &output::file_unreadable::RULE,
    &output::id_duplicate::RULE,
    &output::index_mismatch::RULE,
    &output::link_broken::RULE,
    &output::redirect_broken::RULE,
    &output::url_missing::RULE,
    &page::alias_collision::RULE,
    &page::alias_invalid::RULE,
    &page::folder_collision::RULE,
    &page::id_derived::RULE,
    &page::id_duplicate::RULE,
    &page::not_utf8::RULE,
    &page::orphan::RULE,
    &page::outside_root::RULE,
    &page::title_duplicate::RULE,
    &page::title_mismatch::RULE,
    &page::title_missing::RULE,
    &page::too_large::RULE,
    &page::unreadable::RULE,
    &page::url_collision::RULE,
    &page::url_reserved::RULE,
    &page::weight_duplicate::RULE,
    &reference::duplicate::RULE,
    &reference::undefined::RULE,
    &reference::unused::RULE,
    &register::country_unknown::RULE,
    &register::date_invalid::RULE,
    &register::date_passed::RULE,
    &register::duplicate::RULE,
    &register::entry_unknown::RULE,
    &register::fact_unknown::RULE,
    &register::field_missing::RULE,
    &register::html::RULE,
    &register::id_duplicate::RULE,
    &register::id_invalid::RULE,
    &register::id_missing::RULE,
    &register::key_duplicate::RULE,
    &register::key_unknown::RULE,
    &register::link_broken::RULE,
    &register::link_invalid::RULE,
    &register::syntax::RULE,
    &register::text_too_long::RULE,
    &register::r#type::RULE,
    &register::unknown::RULE,
    &register::unreadable::RULE,
    &register::value_unknown::RULE,
    &register::vulnerability_invalid::RULE,
    &release::document_dropped::RULE,
    &release::surface_missing::RULE,
    &release::unlisted::RULE,
    &review::bunched::RULE,
    &review::date_missing::RULE,
    &review::due_soon::RULE,
    &review::expired::RULE,
    &review::interval_invalid::RULE,
    &review::interval_needs_unit::RULE,
    &review::interval_too_long::RULE,
    &review::interval_without_date::RULE,
    &review::overdue::RULE,
    &review::rubber_stamp::RULE,
    &section::removed::RULE,
    &security_txt::canonical_wrong::RULE,
    &security_txt::expired::RULE,
    &security_txt::expires_missing::RULE,
    &security_txt::expires_soon::RULE,
    &security_txt::expires_too_far::RULE,
    &security_txt::policy_missing::RULE,
    &subprocessor::field_missing::RULE,
    &subprocessor::link_mismatch::RULE,
    &subprocessor::notice_short::RULE,
    &supersede::cycle::RULE,
    &supersede::not_in_force::RULE,
    &supersede::one_sided::RULE,
    &suppression::expired::RULE,
    &suppression::malformed::RULE,
    &suppression::no_end::RULE,
    &suppression::no_reason::RULE,
    &suppression::unclosed::RULE,
    &suppression::unknown_rule::RULE,
    &suppression::unused::RULE,
    &text::bidirectional_control::RULE,
    &text::block_duplicated::RULE,
    &text::contents_mismatch::RULE,
    &text::copyright_stale::RULE,
    &text::final_newline_missing::RULE,
    &text::heading_bold::RULE,
    &text::heading_duplicate::RULE,
    &text::heading_skipped::RULE,
    &text::invisible_character::RULE,
    &text::mojibake::RULE,
    &text::nesting_too_deep::RULE,
    &text::page_saved::RULE,
    &text::placeholder::RULE,
    &text::reference_unlinked::RULE,
    &text::secret::RULE,
    &text::sentences_joined::RULE,
    &text::trailing_whitespace::RULE,
    &text::translation_stale::RULE,
    &version::altered::RULE,
    &version::bumped_no_change::RULE,
    &version::date_backwards::RULE,
    &version::duplicate::RULE,
    &version::link_broken::RULE,
    &version::links_changed::RULE,
    &version::lock_unreadable::RULE,
    &version::not_bumped::RULE,
    &version::not_monotonic::RULE,
    &version::removed::RULE,
    &version::scheme_mismatch::RULE,
    &version::unfrozen::RULE,
    &version::unlocked::RULE,
    &version::url_lost::RULE,
    &waiver::expired::RULE,
    &waiver::no_end::RULE,
    &waiver::no_reason::RULE,
    &waiver::unknown_rule::RULE,
    &waiver::unused::RULE,
];

/// Returns the rule with this name.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by_key(&name, |rule| rule.name).ok()?;
    RULES.get(at).copied()
}

/// Returns whether a name, as a user wrote it, means any rule.
fn is_rule_name(name: &str) -> bool {
    RULES.iter().any(|rule| rule.is_named(name))
}

/// Returns whether a name, as a user wrote it, means any rule that every check
/// of a site runs.
fn is_site_rule_name(name: &str) -> bool {
    RULES.iter().any(|rule| rule.is_named(name) && rule.is_always_run())
}

/// Says which rule or family was probably meant by a name that means none.
fn suggest_rule(finding: &mut Finding, name: &str) {
    let rules = RULES.iter().map(|rule| rule.name);
    let families = RULES.iter().map(|rule| rule.family());
    if let Some(meant) = nearest(name, rules.chain(families)) {
        finding.help(format!("write {}", code(meant)));
    } else {
        finding.help("run `trustpress explain` to see all rules");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_each_is_there_once() {
        let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
    }
}
