//! Numbers as word processors and printers write them.

/// A number in Roman numerals, in capitals; a very large one in digits.
pub(super) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    const LARGEST: u32 = 3999;
    if number > LARGEST {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// A … Z, AA … ZZ, AAA …, from the first letter on.
pub(super) fn letters(number: u32, first: u8) -> String {
    const MOST: u32 = 20;
    let index = number.saturating_sub(1);
    let letter = char::from(first + (index % 26) as u8);
    let times = (index / 26 + 1).min(MOST) as usize;
    std::iter::repeat_n(letter, times).collect()
}
