//! The first byte of a kind in a text. Most texts hold none of them, so this looks at many bytes at once.

/// Bytes that are looked at together: as many as a compiler can put into one or two registers.
const AT_ONCE: usize = 32;

/// Where the first byte stands that `is_wanted`.
pub fn find_byte(text: &str, is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let mut chunks = text.as_bytes().chunks_exact(AT_ONCE);
    // Without a way out in the middle, the loop over a chunk has no jumps.
    let any = |chunk: &[u8]| chunk.iter().fold(false, |any, &byte| any | is_wanted(byte));
    let bare = chunks.by_ref().take_while(|chunk| !any(chunk)).count() * AT_ONCE;
    text.as_bytes()[bare..].iter().position(|&byte| is_wanted(byte)).map(|at| bare + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_is_found_wherever_it_stands() {
        for length in 0..100 {
            for at in 0..length {
                let text = format!("{}x{}x", "a".repeat(at), "b".repeat(length - at));
                assert_eq!(find_byte(&text, |byte| byte == b'x'), Some(at));
            }
            assert_eq!(find_byte(&"a".repeat(length), |byte| byte == b'x'), None);
        }
    }
}
