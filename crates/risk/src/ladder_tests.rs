use super::*;

#[test]
fn a_ladder_ascends_and_covers() {
    let read = |ends: &[&str]| {
        Ladder::new(ends.iter().map(|end| (Ratio::parse(end).unwrap(), end.to_string())).collect())
    };
    let ladder = read(&["0.36", "0.64", "1"]).unwrap();
    let at = |text: &str| ladder.place(&Ratio::parse(text).unwrap()).map(String::as_str);
    assert_eq!(at("0"), Some("0.36"));
    assert_eq!(at("0.36"), Some("0.36"));
    assert_eq!(at("0.36000000000000000001"), Some("0.64"));
    assert_eq!(at("1"), Some("1"));
    assert_eq!(at("1.01"), None);
    assert_eq!(read(&[]).unwrap_err(), LadderError::Empty);
    assert_eq!(read(&["0.5", "0.5", "1"]).unwrap_err(), LadderError::NotAscending(1));
    assert_eq!(read(&["0.5", "0.4", "1"]).unwrap_err(), LadderError::NotAscending(1));
    assert_eq!(read(&["-0.5", "1"]).unwrap_err(), LadderError::NotAscending(0));
    assert_eq!(read(&["0.5", "0.9"]).unwrap_err(), LadderError::NotCovering);
}
