use proptest::prelude::*;

use super::*;
use crate::level_rule::Edge;

fn movable([weight, p, q, end_p, end_q]: [u16; 5]) -> Movable {
    let of = Ratio::ten_thousandths;
    Movable { weight: of(weight), now: (of(p), of(q)), end: (of(end_p), of(end_q)) }
}

fn cut(at: u16, edge: Edge) -> Cut {
    Cut::new(Ratio::ten_thousandths(at), edge)
}

#[test]
fn the_edge_decides_exactly() {
    // T = 0.6 · 0.6 = 0.36; q can rise by one ten-thousandth.
    let factors = [movable([10_000, 6000, 6000, 6000, 6001])];
    let up = crossing(&factors, &cut(3600, Edge::Lower)).unwrap();
    assert_eq!((up.direction, up.smallest), (Direction::Up, Some(vec![0])));
    assert!(up.distance.is_zero());
    let there = crossing(&factors, &cut(3600, Edge::Upper)).unwrap();
    assert_eq!((there.direction, there.smallest), (Direction::Down, None));
    // One that can just reach a cut, which does or does not belong to the next level.
    let factors = [movable([10_000, 5000, 6000, 6000, 6000])];
    let reach = |edge| crossing(&factors, &cut(3600, edge)).unwrap().smallest;
    assert_eq!(reach(Edge::Upper), Some(vec![0]));
    assert_eq!(reach(Edge::Lower), None);
}

#[test]
fn wild_numbers_are_refused() {
    assert_eq!(crossing(&[], &cut(3600, Edge::Lower)), Err(CrossingError::Size));
    let mut wild = movable([10_000, 5000, 6000, 6000, 6000]);
    wild.end.0 = Ratio::from_integer(2);
    assert_eq!(crossing(&[wild], &cut(3600, Edge::Lower)), Err(CrossingError::OutOfRange(0)));
}

proptest! {
    #[test]
    fn no_smaller_set_crosses(
        list in prop::collection::vec(prop::array::uniform5(0_u16..=10_000), 1..7),
        at in 1_u16..10_000,
    ) {
        let factors: Vec<Movable> = list.into_iter().map(movable).collect();
        let cut = cut(at, Edge::Lower);
        let found = crossing(&factors, &cut).unwrap();
        let t = |set: u32| -> Ratio {
            factors.iter().enumerate().map(|(place, one)| {
                let at = if set & (1 << place) == 0 { &one.now } else { &one.end };
                &(&one.weight * &at.0) * &at.1
            }).sum()
        };
        let before = cut.is_passed_by(&t(0));
        let fewest = (0..1_u32 << factors.len())
            .filter(|set| cut.is_passed_by(&t(*set)) != before)
            .map(u32::count_ones)
            .min();
        prop_assert_eq!(found.smallest.as_ref().map(|set| set.len() as u32), fewest);
        if let Some(set) = found.smallest {
            let bits = set.iter().map(|place| 1_u32 << place).sum();
            prop_assert_eq!(t(bits), found.after);
        }
    }
}
