//! Every link that a page shows to a person can be followed by that person, at
//! every stop of a matter.

use std::collections::BTreeSet;

use app::demo::{self, play::Until};
use visitor::{Answer, Engine, Failure, Site, TestApp, Visitor, links};

use crate::site::{pages, world::play};

/// Most pages that one person follows at one stop.
const MOST: usize = 400;
/// Stops with different work for people.
const STOPS: &[Until] = &[
    Until::Listed,
    Until::Proposed,
    Until::Planned,
    Until::Identified,
    Until::PanelOpen,
    Until::Rated,
    Until::ReviewCalled,
    Until::Submitted,
    Until::Decided,
    Until::Archived,
];

/// Addresses of this site on a page, without their fragments.
fn on_this_site(page: &Answer) -> Vec<String> {
    links(&page.text)
        .into_iter()
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        // The same page in the other language is visited by the matrix.
        .filter(|link| !link.contains("lang="))
        // Every year and pair of days of the rule book is one page each.
        .filter(|link| !link.starts_with("/rules/compare?"))
        .collect()
}

async fn follow(name: &str, who: &mut Visitor, start: &str) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::from([start.to_owned()]);
    let mut open = vec![(start.to_owned(), "the start".to_owned())];
    while let Some((path, from)) = open.pop() {
        let answer = who.get(&path).await?;
        let what = format!("{path} for {name}, from {from}");
        faults.extend(pages::faults(&what, &answer, true));
        let fine = answer.status.is_success() || answer.status.is_redirection();
        if !fine {
            faults.push(format!("{what}: {}", answer.status));
        }
        let mut next = if answer.is_page() && fine { on_this_site(&answer) } else { Vec::new() };
        if answer.status.is_redirection() {
            next.push(answer.location().to_owned());
        }
        for link in next {
            if known.len() < MOST && known.insert(link.clone()) {
                open.push((link, path.clone()));
            }
        }
    }
    Ok(faults)
}

#[tokio::test]
async fn every_link_leads_somewhere_for_whoever_sees_it() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let mut case = play(&stage, 0, Until::Listed).await?;
    let site = Site::of(&stage.test.app);
    let mut faults = Vec::new();
    for stop in STOPS {
        stage.player().carry(&mut case, *stop).await?;
        for info in demo::sign_ins() {
            let mut who = site.signed_in(&info.username).await?;
            let name = format!("{} at {stop:?}", info.username);
            faults.extend(follow(&name, &mut who, "/").await?);
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    Ok(())
}
