//! The navigation: what each role sees, at most ten entries.

use access::{Permission, may_ever};
use domain::codes::Role;
use locale::L10n;

use crate::routes;
use crate::state::SignedIn;

/// An entry of the navigation, also the name under which a page stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// 总览.
    Overview,
    /// 我的待办.
    Tasks,
    /// 评估事项.
    Items,
    /// 前置核验.
    Gate,
    /// 措施跟踪.
    Measures,
    /// 督导检查.
    Campaigns,
    /// 统计.
    Stats,
    /// 规则.
    Rules,
    /// 设置.
    Admin,
    /// 留痕.
    Audit,
}

/// A group of entries with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavGroup {
    /// Heading.
    pub title: String,
    /// Entries.
    pub entries: Vec<NavEntry>,
}

/// An entry as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    /// Address.
    pub url: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// Label.
    pub label: String,
    /// Whether the page stands here.
    pub current: bool,
    /// A number beside the label.
    pub count: Option<u32>,
}

/// The box in the top bar, as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Where it leads.
    pub url: &'static str,
    /// Name of its field.
    pub field: &'static str,
    /// What can be typed.
    pub label: String,
}

/// What a person can search: matters, a number at a gate, or nothing.
pub(crate) fn search_of(person: &SignedIn, l10n: L10n) -> Option<Search> {
    let may = |permission: Permission| {
        let mut roles = person.roles.iter().filter_map(|code| Role::from_code(code));
        roles.any(|role| may_ever(role, permission))
    };
    let search = |url: &'static str, field: &'static str, key: &str| Search {
        url,
        field,
        label: l10n.t(key),
    };
    if may(Permission::ViewMatter) {
        return Some(search("/items", "q", locale::key("shell-search")));
    }
    let gate = || search("/gate", "number", locale::key("shell-search-gate"));
    may(Permission::CheckGate).then(gate)
}

struct Line {
    nav: Nav,
    url: &'static str,
    icon: &'static str,
    key: &'static str,
    roles: &'static [&'static str],
}

struct Group {
    key: &'static str,
    lines: &'static [Line],
}

/// Everyone with an office post; approval windows and administrators see less.
const STAFF: &[&str] = &[
    "DECISION_MAKER",
    "LEAD_UNIT",
    "ASSESSOR",
    "PROJECT_UNIT",
    "THIRD_PARTY",
    "EXPERT",
    "FILING_OFFICER",
    "SUPERVISOR",
    "LEGALITY_REVIEWER",
    "EXECUTING_UNIT",
    "ARCHIVIST",
    "AUDITOR",
];
const LEADERS: &[&str] = &["DECISION_MAKER", "FILING_OFFICER", "SUPERVISOR"];
const TRACKERS: &[&str] =
    &["LEAD_UNIT", "ASSESSOR", "FILING_OFFICER", "SUPERVISOR", "EXECUTING_UNIT", "AUDITOR"];
const WINDOWS: &[&str] = &[
    "APPROVAL_OFFICER",
    "FILING_OFFICER",
    "LEGALITY_REVIEWER",
    "DECISION_MAKER",
    "EXECUTING_UNIT",
];
const INSPECTORS: &[&str] = &["SUPERVISOR"];
const RULE_READERS: &[&str] = &[
    "LEAD_UNIT",
    "ASSESSOR",
    "FILING_OFFICER",
    "SUPERVISOR",
    "LEGALITY_REVIEWER",
    "AUDITOR",
    "SYSTEM_ADMIN",
];
const ADMINS: &[&str] = &["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"];
const AUDITORS: &[&str] = &["AUDITOR", "AUDIT_ADMIN"];

const GROUPS: &[Group] = &[
    Group {
        key: locale::key("nav-group-work"),
        lines: &[
            Line {
                nav: Nav::Overview,
                url: "/overview",
                icon: "layout-dashboard",
                key: locale::key("nav-overview"),
                roles: LEADERS,
            },
            Line {
                nav: Nav::Tasks,
                url: "/tasks",
                icon: "checklist",
                key: locale::key("nav-tasks"),
                roles: STAFF,
            },
            Line {
                nav: Nav::Items,
                url: "/items",
                icon: "list-search",
                key: locale::key("nav-items"),
                roles: STAFF,
            },
            Line {
                nav: Nav::Gate,
                url: "/gate",
                icon: "shield-check",
                key: locale::key("nav-gate"),
                roles: WINDOWS,
            },
        ],
    },
    Group {
        key: locale::key("nav-group-oversight"),
        lines: &[
            Line {
                nav: Nav::Measures,
                url: "/measures",
                icon: "route",
                key: locale::key("nav-measures"),
                roles: TRACKERS,
            },
            Line {
                nav: Nav::Campaigns,
                url: "/campaigns",
                icon: "clipboard-check",
                key: locale::key("nav-campaigns"),
                roles: INSPECTORS,
            },
            Line {
                nav: Nav::Stats,
                url: "/stats",
                icon: "chart-bar",
                key: locale::key("nav-stats"),
                roles: LEADERS,
            },
        ],
    },
    Group {
        key: locale::key("nav-group-system"),
        lines: &[
            Line {
                nav: Nav::Rules,
                url: "/rules",
                icon: "scale",
                key: locale::key("nav-rules"),
                roles: RULE_READERS,
            },
            Line {
                nav: Nav::Admin,
                url: "/admin",
                icon: "settings",
                key: locale::key("nav-admin"),
                roles: ADMINS,
            },
            Line {
                nav: Nav::Audit,
                url: "/audit",
                icon: "history",
                key: locale::key("nav-audit"),
                roles: AUDITORS,
            },
        ],
    },
];

/// The groups that a person sees. An entry appears once its page is in
/// [`routes::all`], so that nobody is led to a 404; empty groups are left out.
#[must_use]
pub fn for_person(person: &SignedIn, current: Option<Nav>, l10n: L10n) -> Vec<NavGroup> {
    let exists = |url: &str| routes::all().any(|route| route.path == url && route.get.is_some());
    groups(person, current, l10n, |line| exists(line.url) && person.has_any(line.roles))
}

/// All entries, for the style page.
#[must_use]
pub(crate) fn every(person: &SignedIn, current: Option<Nav>, l10n: L10n) -> Vec<NavGroup> {
    groups(person, current, l10n, |_| true)
}

fn groups(
    person: &SignedIn,
    current: Option<Nav>,
    l10n: L10n,
    shown: impl Fn(&Line) -> bool,
) -> Vec<NavGroup> {
    let entry = |line: &Line| NavEntry {
        url: line.url,
        icon: line.icon,
        label: l10n.t(line.key),
        current: current == Some(line.nav),
        count: (line.nav == Nav::Tasks).then_some(person.open_tasks).flatten(),
    };
    let group = |group: &Group| NavGroup {
        title: l10n.t(group.key),
        entries: group.lines.iter().filter(|line| shown(line)).map(entry).collect(),
    };
    GROUPS.iter().map(group).filter(|group| !group.entries.is_empty()).collect()
}
