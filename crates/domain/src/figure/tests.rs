#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn texts_read_as_numbers_and_write_back_canonically() {
    let cases = [
        ("12", "12"),
        ("0.50", "0.5"),
        ("-0.25", "-0.25"),
        ("19/22", "19/22"),
        ("38/44", "19/22"),
        ("1/8", "0.125"),
        ("-3/-6", "0.5"),
        ("0.1/0.3", "1/3"),
        (" 39.7 ", "39.7"),
        ("+4", "4"),
        ("000.00", "0"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("0.00000000000000000000000000001", "0.00000000000000000000000000001"),
    ];
    for (text, written) in cases {
        assert_eq!(exact(text).to_string(), written, "{text}");
    }
    for text in ["", "-", ".", "1.", ".5", "1e3", "1/0", "0/0", "a", "1/2/3", "--1", "½", "NaN", &"9".repeat(81)] {
        assert!(text.parse::<Exact>().is_err(), "{text}");
    }
}

#[test]
fn json_takes_texts_and_numbers_and_gives_texts() {
    for (json, value) in [("\"0.5\"", "0.5"), ("0.1", "0.1"), ("7", "7"), ("-3", "-3"), ("39.7", "39.7")] {
        assert_eq!(serde_json::from_str::<Exact>(json).unwrap(), exact(value), "{json}");
    }
    assert_eq!(serde_json::to_string(&exact("2/6")).unwrap(), "\"1/3\"");
    assert!(serde_json::from_str::<Exact>("true").is_err());
    assert!(serde_json::from_str::<Exact>("\"x\"").is_err());
}

#[test]
fn rounding_is_half_up_and_never_negative_zero() {
    let cases = [
        ("1900/22", 2, "86.36"),
        ("0.005", 2, "0.01"),
        ("0.0049999", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.004", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("99.995", 2, "100.00"),
        ("1/3", 4, "0.3333"),
        ("2/3", 20, "0.66666666666666666667"),
        ("12345678901234567890123.455", 2, "12345678901234567890123.46"),
    ];
    for (value, places, shown) in cases {
        assert_eq!(exact(value).round_half_up(places), shown, "{value}");
    }
}

#[test]
fn rates_are_per_cent_and_nothing_of_nothing_is_a_dash() {
    let cases = [(19, 22, "86.36%"), (0, 5, "0.00%"), (5, 5, "100.00%"), (0, 0, "—"), (3, 0, "—"), (1, 800, "0.13%")];
    for (numerator, denominator, shown) in cases {
        assert_eq!(Rate::new(numerator, denominator).percent(), shown);
    }
    let figure = Figure::from(Rate::new(19, 22));
    assert_eq!(
        serde_json::to_value(&figure).unwrap(),
        serde_json::json!({"shown": "86.36", "exact": "19/22", "numerator": "19", "denominator": "22"})
    );
    assert_eq!(serde_json::to_value(Figure::from(Rate::new(0, 0))).unwrap()["shown"], "—");
}

#[test]
fn equal_keys_share_a_rank_and_the_next_one_skips() {
    assert_eq!(competition_rank(&[90, 95, 90, 80], |v| *v), [2, 1, 2, 4]);
    assert_eq!(competition_rank(&[5, 5, 5], |v| *v), [1, 1, 1]);
    assert_eq!(competition_rank(&[] as &[i32], |v| *v), Vec::<u32>::new());
    // Equal when shown, different when exact: the ranking sees the difference.
    let near = [exact("88.5"), exact("88.50425")];
    assert_eq!(competition_rank(&near, Clone::clone), [2, 1]);
}

#[test]
fn the_extremes_of_a_machine_word_promote_and_come_back() {
    let huge = Exact::int(i64::MAX);
    let beyond = &huge + Exact::ONE;
    assert_eq!(beyond.to_string(), "9223372036854775808");
    assert_eq!(beyond - Exact::ONE, huge);
    assert_eq!((-&Exact::int(i64::MIN)).to_string(), "9223372036854775808");
    assert_eq!(-&-&Exact::int(i64::MIN), Exact::int(i64::MIN));
    assert_eq!(Exact::from(Decimal::MAX).to_string(), Decimal::MAX.to_string());
    assert_eq!(Exact::from("1.50".parse::<Decimal>().unwrap()), exact("1.5"));
    assert_eq!(Exact::ratio(i64::MIN, -1).unwrap().to_string(), "9223372036854775808");
}

fn any_exact() -> impl Strategy<Value = Exact> {
    let wide = (any::<i64>(), any::<i64>()).prop_filter_map("a denominator", |(n, d)| Exact::ratio(n, d));
    let narrow = (-1000_i64..1000, 1_i64..60).prop_filter_map("a denominator", |(n, d)| Exact::ratio(n, d));
    prop_oneof![wide, narrow]
}

proptest! {
    #[test]
    fn arithmetic_obeys_its_laws(a in any_exact(), b in any_exact(), c in any_exact()) {
        prop_assert_eq!((&a + &b) + &c, &a + (&b + &c));
        prop_assert_eq!((&a * &b) * &c, &a * (&b * &c));
        prop_assert_eq!(&a * (&b + &c), &a * &b + &a * &c);
        prop_assert_eq!(&a - &a, Exact::ZERO);
        prop_assert_eq!((&a + &b) - &b, a.clone());
        if let Some(quotient) = a.over(&b) {
            prop_assert_eq!(quotient * &b, a.clone());
        }
        prop_assert_eq!(a.cmp(&b), (&a - &b).cmp(&Exact::ZERO));
        prop_assert_eq!(Exact::total([a.clone(), b.clone(), c.clone()]), [&a, &b, &c].into_iter().sum::<Exact>());
    }

    #[test]
    fn a_total_is_the_sum(parts in prop::collection::vec(any_exact(), 0..12)) {
        let sum: Exact = parts.iter().sum();
        prop_assert_eq!(Exact::total(parts), sum);
    }

    #[test]
    fn multiples_are_those_with_a_whole_quotient(a in any_exact(), b in any_exact(), n in -50_i64..50) {
        prop_assert!((&b * Exact::int(n)).is_multiple_of(&b));
        prop_assert_eq!(a.is_multiple_of(&b), a.is_zero() || a.over(&b).is_some_and(|q| q.is_whole()));
    }

    #[test]
    fn text_round_trips(a in any_exact()) {
        let text = a.to_string();
        if text.len() <= 80 {
            prop_assert_eq!(text.parse::<Exact>().unwrap(), a);
        }
    }

    #[test]
    fn shown_figures_lie_within_half_a_unit(a in any_exact(), places in 0_u8..6) {
        let shown = exact(&a.round_half_up(places));
        let half = exact(&format!("0.{}5", "0".repeat(places.into())));
        let off = &shown - &a;
        prop_assert!(off <= half && -&off <= half);
    }
}
