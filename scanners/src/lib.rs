//! What can be seen from here: TLS endpoints, certificates and personal data in files.

pub mod key;
pub mod personal_data;
pub mod rule;
pub mod tls;
pub mod walk;

/// Every rule there is, by id.
pub fn rules() -> impl Iterator<Item = &'static rule::Rule> {
    let mut rules: Vec<&rule::Rule> = personal_data::RULES.into_iter().chain(tls::rules::RULES).collect();
    rules.sort_unstable_by_key(|rule| rule.id);
    rules.into_iter()
}

#[cfg(test)]
mod tests {
    use phrom_checklists::bilingual::Lang;
    use phrom_checklists::id::is_kebab;

    /// Ids are public: well-formed, once, and led by their scanner's name. Both languages say something.
    #[test]
    fn rules_are_told_apart_and_speak_both_languages() {
        let rules: Vec<_> = super::rules().collect();
        assert!(rules.is_sorted_by(|a, b| a.id < b.id));
        for rule in rules {
            assert!(is_kebab(rule.id), "{}", rule.id);
            assert!(rule.id.starts_with("personal-data-") || rule.id.starts_with("tls-"), "{}", rule.id);
            for words in [rule.title, rule.why, rule.remedy] {
                let thai = words.in_lang(Lang::Th).chars().any(|c| ('ก'..='๛').contains(&c));
                assert!(thai && words.in_lang(Lang::En).is_ascii(), "{}: {words:?}", rule.id);
            }
        }
    }
}
