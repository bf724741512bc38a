//! Numbers in circles.

/// The number in a circle: 1 in `①` to 50 in `㊿`.
pub fn number_in_circle(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(c as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(c as u32 - '㊱' as u32 + 36),
        _ => None,
    }
}

/// A number in a circle, from 1 to 50; others have none.
pub fn in_circle(number: u32) -> Option<char> {
    let code = match number {
        1..=20 => '①' as u32 + number - 1,
        21..=35 => '㉑' as u32 + number - 21,
        36..=50 => '㊱' as u32 + number - 36,
        _ => return None,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_with_a_circle_is_found_in_it() {
        for number in 1..=50 {
            assert_eq!(in_circle(number).and_then(number_in_circle), Some(number));
        }
        let known = [(1, '①'), (20, '⑳'), (21, '㉑'), (36, '㊱'), (50, '㊿')];
        for (number, c) in known {
            assert_eq!(in_circle(number), Some(c));
        }
        assert_eq!((in_circle(0), in_circle(51)), (None, None));
        assert_eq!(number_in_circle('1'), None);
    }
}
