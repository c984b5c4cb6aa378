//! The discussion round of a consultation of the demonstration: made-up residents
//! vote on statements, and a few write one.

use access::Actor;
use domain::codes::{Moderation, Stance, TextFault};
use jiff::civil::Date;

use super::{Case, Player};
use crate::{
    AppError,
    consultation::{self, Look, OpenRound, Sheet, Voted},
    ctx::Clock as _,
    error::Outcome,
};

/// What the round begins with, and how two camps of residents see each.
const STATEMENTS: &[(&str, [Stance; 2])] = &[
    ("办这件事之前，应当先把方案向居民讲清楚", [Stance::Agree, Stance::Agree]),
    ("这件事办成了，附近居民会受益", [Stance::Agree, Stance::Disagree]),
    ("现在办太急，应当再等一等", [Stance::Disagree, Stance::Agree]),
    ("宁可多花一些钱，也要把影响降到最低", [Stance::Agree, Stance::Disagree]),
    ("标准和进度应当公开，随时能查到", [Stance::Agree, Stance::Agree]),
    ("答应的措施能够落实", [Stance::Agree, Stance::Disagree]),
    ("应当请居民代表参加监督", [Stance::Agree, Stance::Agree]),
    ("不办也可以，现在这样就挺好", [Stance::Disagree, Stance::Agree]),
];
/// What two residents write, one in the first half and one near the end.
const WRITTEN: [&str; 2] = ["应当公布一个电话，有问题能找到人", "方案改了以后应当再听一次意见"];
/// Who writes first.
const FIRST: u32 = 10;
/// How many come after the last who writes.
const REST: u32 = 5;

impl Player<'_> {
    /// Opens a round as long as the consultation and lets residents vote; half
    /// of them after a moderator has read what the others wrote.
    pub(super) async fn discuss(
        &self,
        case: &Case,
        slug: &str,
        votes: u32,
        (from, to): (Date, Date),
    ) -> Outcome<()> {
        let owner = self.site(case)?.desk.owner.clone();
        let words: Vec<&str> = STATEMENTS.iter().map(|(words, _)| *words).collect();
        let input = OpenRound { from, to, lines: words.join("\n"), topics: Vec::new() };
        consultation::open_round(self.app, &self.ctx(&owner), slug, &input).await?;
        for n in 0..votes {
            if n == votes / 2 {
                self.read_statements(case, &owner, slug).await?;
            }
            let key = consultation::new_key(self.app);
            let ballot = ballot(n, votes);
            let now = self.clock.now();
            match consultation::vote(self.app, slug, &key, &ballot, now).await? {
                Voted::Receipt { .. } => {}
                other => return Err(AppError::Internal(format!("votes: {other:?}"))),
            }
        }
        Ok(())
    }

    /// Looks at every statement that residents wrote.
    pub(super) async fn read_statements(
        &self,
        case: &Case,
        owner: &Actor,
        slug: &str,
    ) -> Outcome<()> {
        let id = Sheet::read(self.app, slug).await?.consultation.id;
        let ctx = self.ctx(owner);
        let view = crate::view::case(self.app, &ctx, &case.number, None).await?;
        while let Some(next) = consultation::statement_queue(self.app, &ctx, &view, id).await?.next
        {
            let personal = next.proposed.is_some();
            let look = Look {
                at: next.at,
                done: if personal { Moderation::Redacted } else { Moderation::Shown },
                fault: personal.then_some(TextFault::PersonalData),
                shown: next.proposed.unwrap_or_default(),
            };
            consultation::moderate_statement(self.app, &self.ctx(owner), slug, &look).await?;
        }
        Ok(())
    }
}

/// What the n-th made-up resident sends: two camps that differ on some statements
/// and agree on others, with people who cannot say, or see one thing otherwise.
fn ballot(n: u32, votes: u32) -> Vec<(String, String)> {
    // Three of five are of the first camp.
    let (fives, of_five) = (n / 5, n % 5);
    let (camp, nth) =
        if of_five < 3 { (0, fives * 3 + of_five) } else { (1, fives * 2 + of_five - 3) };
    let mut ballot = Vec::new();
    for (number, (_, camps)) in (1_u32..).zip(STATEMENTS) {
        // Everyone passes over one statement in nine.
        if (nth + number).is_multiple_of(9) {
            continue;
        }
        let own = camps.get(camp).copied().unwrap_or(Stance::Pass);
        let divided = camps.first() != camps.last();
        let stance = match (nth * 7 + number * 3) % 10 {
            0 => Stance::Pass,
            1 if divided => other(own),
            _ => own,
        };
        ballot.push((format!("v.{number}"), stance.code().to_owned()));
    }
    // What the first of them wrote was read meanwhile, and has the next number.
    if n >= votes / 2 && !nth.is_multiple_of(4) {
        let stance = if nth.is_multiple_of(9) { Stance::Pass } else { Stance::Agree };
        let number = STATEMENTS.len() + 1;
        ballot.push((format!("v.{number}"), stance.code().to_owned()));
    }
    let [first, last] = WRITTEN;
    let own = match n {
        FIRST => Some(first),
        _ if n + REST == votes => Some(last),
        _ => None,
    };
    ballot.extend(own.map(|words| ("own".to_owned(), words.to_owned())));
    ballot
}

const fn other(stance: Stance) -> Stance {
    match stance {
        Stance::Agree => Stance::Disagree,
        Stance::Disagree => Stance::Agree,
        Stance::Pass => Stance::Pass,
    }
}
