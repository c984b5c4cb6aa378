//! Filters, scope, paging, and how many statements they cost.

use store::{Cursor, DateBasis, Loaded, MatterFilter, Page, Scope, Sort, testing::Engine};

use crate::support::{
    PlanEvent, act, everything, id, make_unit, name, name_again, on_both, open, opened, rate,
    reach, title, verify,
};

on_both!(
    a_reader_sees_the_subtree_and_nothing_else,
    whoever_is_named_sees_these_matters_only,
    filters_find_what_they_should,
    text_finds_what_was_typed_literally,
    pages_join_without_gap_or_repeat,
    a_page_costs_one_statement,
    cells_count_by_the_named_date,
    a_later_assessment_leaves_the_figures_of_an_earlier_year,
);

const CITY: &str = "/210000/211300/";

/// Three units (city, its county, another city) with four plans each; the
/// county takes part in one plan of the other city.
async fn filled(engine: Engine) -> store::testing::TestStore {
    let test = open(engine).await;
    make_unit(&test.store, 900, "CY", CITY).await;
    make_unit(&test.store, 910, "CYX", "/210000/211300/211302/").await;
    make_unit(&test.store, 920, "DL", "/210000/210200/").await;
    for (unit, city, first) in [(900, "211300", 1), (910, "211300", 11), (920, "210200", 21)] {
        for n in first..first + 4_u128 {
            let mut tx = test.store.write().await.unwrap();
            let due = (n % 2 == 0).then(|| format!("2017-01-{n:02}").parse().unwrap());
            let moved = PlanEvent::Moved { status: format!("S{}", n % 2), due_on: due };
            let mut events = vec![opened(n, id(unit), city), moved];
            if n == 21 {
                events.push(PlanEvent::Joined { unit: id(910) });
            }
            let fresh = Loaded::<crate::support::Plan>::fresh(id(n));
            tx.commit_record(fresh, &act(0), &events, &[title(n)]).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    test
}

async fn numbers(test: &store::testing::TestStore, filter: &MatterFilter) -> Vec<u128> {
    let mut reader = test.store.read().await.unwrap();
    let page = reader.matters(filter, &Page::default()).await.unwrap();
    assert_eq!(page.next, None);
    let count = reader.count_matters(filter, 1000).await.unwrap();
    assert_eq!(count, page.rows.len() as u64);
    page.rows.iter().map(|row| row.number[11..].parse().unwrap()).collect()
}

fn by_number(scope: Scope) -> MatterFilter {
    MatterFilter { sort: Sort::Number, ..MatterFilter::within(scope) }
}

async fn a_reader_sees_the_subtree_and_nothing_else(engine: Engine) {
    let test = filled(engine).await;
    let under = |path: &str| by_number(Scope::Under(path.into()));
    assert_eq!(numbers(&test, &by_number(Scope::All)).await.len(), 12);
    assert_eq!(numbers(&test, &under("/210000/")).await.len(), 12);
    assert_eq!(numbers(&test, &under(CITY)).await, [1, 2, 3, 4, 11, 12, 13, 14, 21]);
    assert_eq!(numbers(&test, &under("/210000/211300/211302/")).await, [11, 12, 13, 14, 21]);
    assert_eq!(numbers(&test, &under("/210000/210200/")).await, [21, 22, 23, 24]);
    assert_eq!(numbers(&test, &under("/210000/2113/")).await, [0_u128; 0]);
    let mut reader = test.store.read().await.unwrap();
    let county = Scope::Under("/210000/211300/211302/".into());
    assert!(reader.matter_in_scope(id(21), &county).await.unwrap());
    assert!(!reader.matter_in_scope(id(22), &county).await.unwrap());
    assert_eq!(reader.units(&Scope::Under(CITY.into())).await.unwrap().len(), 2);
    assert_eq!(reader.unit_by_code("DL").await.unwrap().unwrap().id, id(920));
}

/// A person sees the matters whose latest assessment names them: not those of
/// others, not one that only an earlier assessment named them for, and no unit.
async fn whoever_is_named_sees_these_matters_only(engine: Engine) {
    let test = filled(engine).await;
    name(&test.store, 500, 12, 1, &[700, 701]).await;
    name(&test.store, 501, 13, 1, &[700]).await;
    name(&test.store, 502, 13, 2, &[701]).await;
    let seen = async |person: u128| numbers(&test, &by_number(Scope::Named(id(person)))).await;
    assert_eq!(seen(700).await, [12]);
    assert_eq!(seen(701).await, [12, 13]);
    assert_eq!(seen(702).await, [0_u128; 0]);
    let mut reader = test.store.read().await.unwrap();
    let mine = Scope::Named(id(700));
    assert!(reader.matter_in_scope(id(12), &mine).await.unwrap());
    assert!(!reader.matter_in_scope(id(13), &mine).await.unwrap());
    assert_eq!(reader.units(&mine).await.unwrap().len(), 0);
    assert_eq!(reader.persons(&mine).await.unwrap().len(), 0);
    drop(reader);
    // Who is replaced sees the matter no longer; a rebuild changes nothing.
    name_again(&test.store, 500, &[701]).await;
    assert_eq!(seen(700).await, [0_u128; 0]);
    let report = verify(&test.store).await;
    assert!(report.is_clean(), "{:?}", report.findings);
}

async fn filters_find_what_they_should(engine: Engine) {
    let test = filled(engine).await;
    rate(&test.store, 500, 12, 1, "HIGH").await;
    let all = || by_number(Scope::All);
    let find = async |filter: MatterFilter| numbers(&test, &filter).await;
    let city = MatterFilter { city: Some("210200".into()), ..all() };
    assert_eq!(find(city).await, [21, 22, 23, 24]);
    let odd = MatterFilter { status: Some("S1".into()), unit: Some(id(900)), ..all() };
    assert_eq!(find(odd).await, [1, 3]);
    let high = MatterFilter { level: Some("HIGH".into()), ..all() };
    assert_eq!(find(high).await, [12]);
    let due = MatterFilter { due_by: Some("2017-01-12".parse().unwrap()), ..all() };
    assert_eq!(find(due).await, [2, 4, 12]);
    let year = MatterFilter { year: Some(2015), ..all() };
    assert_eq!(find(year).await, [0_u128; 0]);
    // By due day, those without one last, by identifier among equals.
    assert_eq!(find(everything()).await, [2, 4, 12, 14, 22, 24, 1, 3, 11, 13, 21, 23]);
}

async fn text_finds_what_was_typed_literally(engine: Engine) {
    let test = filled(engine).await;
    for (text, expected) in [
        ("标题14", &[14][..]),
        ("ln-cy-2016-0002", &[21, 22, 23, 24]),
        ("%", &[]),
        ("_", &[]),
        ("' OR 1=1 --", &[]),
        ("  ", &[1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24]),
    ] {
        let filter = MatterFilter { text: Some(text.into()), ..by_number(Scope::All) };
        assert_eq!(numbers(&test, &filter).await, expected, "{text}");
    }
}

async fn pages_join_without_gap_or_repeat(engine: Engine) {
    let test = filled(engine).await;
    for sort in [Sort::Due, Sort::Number] {
        let filter = MatterFilter { sort, ..everything() };
        let whole = numbers(&test, &filter).await;
        let (mut joined, mut after): (Vec<u128>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let mut reader = test.store.read().await.unwrap();
            let page = reader.matters(&filter, &Page { after, limit: 5 }).await.unwrap();
            joined.extend(page.rows.iter().map(|row| row.number[11..].parse::<u128>().unwrap()));
            // As it comes back from a URL.
            after = page.next.and_then(|cursor| Cursor::parse(&cursor.to_string()));
            if after.is_none() {
                break;
            }
            assert_eq!(page.rows.len(), 5);
        }
        assert_eq!(joined, whole);
    }
}

async fn a_page_costs_one_statement(engine: Engine) {
    let test = filled(engine).await;
    let mut reader = test.store.read().await.unwrap();
    let before = test.store.statements();
    let plain = by_number(Scope::Under(CITY.into()));
    reader.matters(&plain, &Page::default()).await.unwrap();
    reader.count_matters(&plain, 1000).await.unwrap();
    assert_eq!(test.store.statements() - before, 2);
    // One more chooses the way when there is a choice.
    let filter = MatterFilter { text: Some("标题".into()), ..plain };
    reader.matters(&filter, &Page::default()).await.unwrap();
    assert_eq!(test.store.statements() - before, 4);
}

async fn cells_count_by_the_named_date(engine: Engine) {
    let test = filled(engine).await;
    let mut reader = test.store.read().await.unwrap();
    let (from, to) = ("2016-01-01".parse().unwrap(), "2016-12-31".parse().unwrap());
    let cells = reader.matter_cells(&Scope::All, DateBasis::Listed, from, to).await.unwrap();
    let of_city = |code: &str| -> u64 {
        let cells = cells.iter().filter(|cell| cell.city_code.as_deref() == Some(code));
        cells.map(|cell| cell.count).sum()
    };
    assert_eq!((of_city("211300"), of_city("210200")), (8, 4));
    let filed = reader.matter_cells(&Scope::All, DateBasis::Filed, from, to).await.unwrap();
    assert_eq!(filed, []);
    let scope = Scope::Under("/210000/210200/".into());
    let scoped = reader.matter_cells(&scope, DateBasis::Listed, from, to).await.unwrap();
    assert_eq!(scoped.iter().map(|cell| cell.count).sum::<u64>(), 4);
}

/// What a year counts: by level, conclusion and number.
async fn of_year(
    test: &store::testing::TestStore,
    basis: DateBasis,
    year: i16,
) -> Vec<(Option<String>, Option<String>, u64)> {
    let day = |month, day| jiff::civil::Date::new(year, month, day).unwrap();
    let mut reader = test.store.read().await.unwrap();
    let cells = reader.matter_cells(&Scope::All, basis, day(1, 1), day(12, 31)).await.unwrap();
    let mut sums = std::collections::BTreeMap::new();
    for cell in cells {
        *sums.entry((cell.level_initial, cell.conclusion)).or_default() += cell.count;
    }
    sums.into_iter().map(|((level, conclusion), n)| (level, conclusion, n)).collect()
}

async fn a_later_assessment_leaves_the_figures_of_an_earlier_year(engine: Engine) {
    let test = filled(engine).await;
    let store = &test.store;
    let cell = |level: &str, conclusion: Option<&str>, n| {
        (Some(level.to_owned()), conclusion.map(str::to_owned), n)
    };
    rate(store, 701, 1, 1, "LOW").await;
    rate(store, 702, 2, 1, "LOW").await;
    reach(store, 701, "ASSESSED", "2016-03-01", None).await;
    reach(store, 702, "ASSESSED", "2016-12-31", None).await;
    reach(store, 701, "DECIDED", "2016-05-01", Some("DEFER")).await;
    let (assessed, decided) = (cell("LOW", None, 2), cell("LOW", Some("DEFER"), 1));
    assert_eq!(of_year(&test, DateBasis::Assessed, 2016).await, std::slice::from_ref(&assessed));

    // Another decision, and a whole further assessment, in the next year.
    reach(store, 701, "DECIDED", "2017-01-01", Some("IMPLEMENT")).await;
    rate(store, 711, 1, 2, "HIGH").await;
    reach(store, 711, "ASSESSED", "2017-02-01", None).await;
    reach(store, 711, "DECIDED", "2017-03-01", Some("STOP")).await;
    assert_eq!(of_year(&test, DateBasis::Assessed, 2016).await, [assessed]);
    assert_eq!(of_year(&test, DateBasis::Decided, 2016).await, [decided]);
    assert_eq!(of_year(&test, DateBasis::Assessed, 2017).await, [cell("HIGH", None, 1)]);
    // A matter counts once in a year, by its last decision of that year.
    assert_eq!(of_year(&test, DateBasis::Decided, 2017).await, [cell("HIGH", Some("STOP"), 1)]);
    assert_eq!(of_year(&test, DateBasis::Filed, 2017).await, []);

    test.tamper("DELETE FROM milestones").await.unwrap();
    let rebuilt = store.rebuild(crate::support::at(0), &mut |_| {}).await.unwrap();
    assert!(rebuilt.changed.iter().all(|c| c.table == "milestones"), "{:?}", rebuilt.changed);
    assert_eq!(of_year(&test, DateBasis::Decided, 2016).await.len(), 1);
}
