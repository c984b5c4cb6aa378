//! The order of equals. The reference sorts statements with a bitonic network, which leaves equal
//! strengths in an order of its own; with five places to fill, that order decides which statement
//! is named. The same network gives the same five.

/// Most items that go through the network; beyond, equals stay as they came.
const WIDEST: usize = 256;

/// Puts items in ascending order of their keys.
pub(super) fn ascending<T>(items: Vec<T>, key: impl Fn(&T) -> f64) -> Vec<T> {
    let mut slots: Vec<(f64, Option<T>)> =
        items.into_iter().map(|item| (key(&item), Some(item))).collect();
    if slots.len() > WIDEST {
        slots.sort_by(|a, b| a.0.total_cmp(&b.0));
    } else {
        let width = slots.len().next_power_of_two();
        slots.resize_with(width, || (f64::INFINITY, None));
        network(&mut slots);
    }
    slots.into_iter().filter_map(|(_, item)| item).collect()
}

/// Puts items in descending order of their keys: those of the reversed list, reversed.
pub(super) fn descending<T>(mut items: Vec<T>, key: impl Fn(&T) -> f64) -> Vec<T> {
    items.reverse();
    let mut items = ascending(items, key);
    items.reverse();
    items
}

fn network<T>(slots: &mut [(f64, T)]) {
    let width = slots.len();
    let mut span = 2;
    while span <= width {
        for block in slots.chunks_exact_mut(span) {
            for low in 0..span / 2 {
                exchange(block, low, span - 1 - low);
            }
        }
        let mut distance = span / 4;
        while distance >= 1 {
            for block in slots.chunks_exact_mut(2 * distance) {
                for low in 0..distance {
                    exchange(block, low, low + distance);
                }
            }
            distance /= 2;
        }
        span *= 2;
    }
}

fn exchange<T>(slots: &mut [(f64, T)], low: usize, high: usize) {
    if slots[low].0 > slots[high].0 {
        slots.swap(low, high);
    }
}
