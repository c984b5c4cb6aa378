//! Grievances of the demonstration: made-up residents bring them while a matter is
//! carried out, and the executing unit deals with them.

use domain::{
    codes::{GrievanceChannel, Moderation},
    grievance::Standing,
};
use jiff::civil::{Date, date};

use super::{Case, Player};
use crate::{
    consultation,
    error::Outcome,
    grievance::{self, Act, Brought, Heard, Look},
    view,
};

/// Days on which something happens, in their order.
const DAYS: [Date; 4] =
    [date(2016, 12, 5), date(2016, 12, 7), date(2016, 12, 14), date(2016, 12, 27)];

/// What is brought on which of these days: the words, and the sentence of the
/// official.
const BROUGHT: &[(usize, GrievanceChannel, &str, &str)] = &[
    (
        0,
        GrievanceChannel::Web,
        "夜里十一点以后还有车进出，声音很大，睡不好。",
        "夜间车辆进出噪声影响休息",
    ),
    (
        0,
        GrievanceChannel::Phone,
        "刮风的时候站里的味道飘到小区，希望加盖密闭。",
        "刮风时异味飘到小区",
    ),
    (
        2,
        GrievanceChannel::Web,
        "工地出口的泥带到路上，下雨天很滑，请及时冲洗。",
        "车辆带泥上路，雨天路滑",
    ),
    (3, GrievanceChannel::Web, "公示栏里的联系方式打不通，请更新。", "公示栏的联系方式打不通"),
];

impl Player<'_> {
    /// Plays a stage, counted from 0; the day of the next one, if there is one.
    pub(in crate::demo) async fn grievances(
        &self,
        case: &Case,
        stage: usize,
    ) -> Outcome<Option<Date>> {
        if let Some(last) = stage.checked_sub(1) {
            for (_, channel, text, _) in BROUGHT.iter().filter(|(at, ..)| *at == last) {
                self.bring(case, *channel, text).await?;
            }
            // What comes on the last day is left for whoever looks at it.
            if stage < DAYS.len() {
                self.deal_with(case).await?;
            }
        }
        Ok(DAYS.get(stage).copied())
    }

    async fn bring(&self, case: &Case, channel: GrievanceChannel, text: &str) -> Outcome<()> {
        let key = consultation::new_key(self.app);
        let brought = Brought { key: &key, matter: case.matter, text, digits_are_fine: false };
        if channel == GrievanceChannel::Web {
            grievance::receive(self.app, &brought).await?;
            return Ok(());
        }
        let who = self.site(case)?.desk.executing.clone();
        let ctx = self.ctx(&who);
        let view = view::case(self.app, &ctx, &case.number, None).await?;
        grievance::enter(self.app, &ctx, &view, (&brought, channel)).await?;
        Ok(())
    }

    /// Each grievance goes one step on; those of the first risk are put to it.
    async fn deal_with(&self, case: &Case) -> Outcome<()> {
        let who = self.site(case)?.desk.executing.clone();
        let ctx = self.ctx(&who);
        let view = view::case(self.app, &ctx, &case.number, None).await?;
        for line in grievance::desk(self.app, &ctx, &view).await?.lines {
            let number = line.row.number.as_str();
            if line.unread {
                self.read_one(&view, &who, number).await?;
            }
            let factor = case.state.live_factors().next().map(|factor| factor.id);
            let told = line.row.channel == GrievanceChannel::Phone.code();
            let acts = match line.standing {
                Standing::Received => {
                    vec![Act::Acknowledge, Act::Link { factor, measure: None }]
                }
                Standing::Acknowledged => vec![Act::Answer {
                    answer: "已要求施工单位当天整改，安排专人每天检查，结果在公示栏公布。",
                }],
                // One is left answered and not closed.
                Standing::Answered if told => {
                    vec![Act::Close { note: "已整改，现场复查合格。" }]
                }
                _ => Vec::new(),
            };
            for act in &acts {
                grievance::act(self.app, &self.ctx(&who), number, act).await?;
            }
        }
        Ok(())
    }

    async fn read_one(&self, view: &view::Case, who: &access::Actor, number: &str) -> Outcome<()> {
        let one = grievance::one(self.app, &self.ctx(who), view, number).await?;
        let Heard::Unread(text, _) = one.heard else { return Ok(()) };
        let known = BROUGHT.iter().find(|(.., words, _)| *words == text);
        let look = Look {
            done: Moderation::Shown,
            fault: None,
            shown: String::new(),
            summary: known.map_or_else(|| text.clone(), |(.., summary)| (*summary).to_owned()),
        };
        grievance::moderate(self.app, &self.ctx(who), number, &look).await
    }
}
