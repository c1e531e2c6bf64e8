//! Numbers and sets of terms as short text, which `site/assets/js/search.js` reads back.

/// Six bits a character: digits that need no escape in a script.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Stands before a set that is written bit by bit.
const BITS: char = '!';

/// Appends a number: five bits a character, lowest first, and a sixth bit where more follow.
pub fn push(out: &mut String, mut value: u32) {
    while value >= 32 {
        out.push(digit(32 + (value & 31)));
        value >>= 5;
    }
    out.push(digit(value));
}

/// A number in so many characters of six bits, highest first.
pub fn fixed(value: u32, width: u32) -> String {
    (0..width).rev().map(|place| digit((value >> (6 * place)) & 63)).collect()
}

/// A sorted set of numbers below `end`: the gaps between them, or a bit for each number where that is shorter.
pub fn set(numbers: &[u32], end: usize) -> String {
    let mut gaps = String::with_capacity(numbers.len() + 8);
    let mut least = 0;
    for &number in numbers {
        push(&mut gaps, number - least);
        least = number + 1;
    }
    if gaps.len() > 1 + end.div_ceil(6) { bits(numbers, end) } else { gaps }
}

fn bits(numbers: &[u32], end: usize) -> String {
    let mut sixes = vec![0_u32; end.div_ceil(6)];
    for &number in numbers {
        sixes[number as usize / 6] |= 1 << (number % 6);
    }
    std::iter::once(BITS).chain(sixes.into_iter().map(digit)).collect()
}

fn digit(value: u32) -> char {
    char::from(DIGITS[value as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_take_one_character() {
        let written = |value| {
            let mut out = String::new();
            push(&mut out, value);
            out
        };
        assert_eq!([0, 31, 32, 1_055].map(written), ["A", "f", "gB", "_gB"]);
        assert_eq!(fixed(64, 3), "ABA");
    }

    #[test]
    fn a_set_is_written_the_shorter_way() {
        assert_eq!(set(&[0, 1, 4], 100), "AAC");
        assert_eq!(set(&(0..12).collect::<Vec<_>>(), 12), "!__");
        assert_eq!(set(&[], 12), "");
    }
}
