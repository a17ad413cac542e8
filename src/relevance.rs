//! Which systems and controls a finding is relevant to: systems by their targets, controls by what
//! the packs say of the rule.

use std::path::Path;

use phrom_checklists::finding::{Finding, Place};
use phrom_checklists::pack::Pack;
use phrom_checklists::state::{State, System};

/// Fills `systems` and `controls` of every finding.
pub fn mark(findings: &mut [Finding], packs: &[Pack], state: &State) {
    for finding in findings {
        finding.systems = state
            .living_systems()
            .filter(|(_, system)| belongs(&finding.place, system))
            .map(|(id, _)| id.clone())
            .collect();
        finding.controls = packs
            .iter()
            .flat_map(Pack::controls)
            .map(|(_, control)| control)
            .filter(|c| c.decides.contains(&finding.rule) || c.informs.contains(&finding.rule))
            .map(|c| c.id.clone())
            .collect();
    }
}

fn belongs(place: &Place, system: &System) -> bool {
    match place {
        Place::File(file) => system.paths.iter().any(|p| Path::new(&file.path).starts_with(p)),
        Place::Endpoint(endpoint) => system.endpoints.iter().any(|target| {
            target.trim().eq_ignore_ascii_case(&format!("{}:{}", endpoint.host, endpoint.port))
                || (endpoint.port == 443 && target.trim().eq_ignore_ascii_case(&endpoint.host))
        }),
        Place::Certificate { .. } => false,
    }
}
