//! Bytes to text: byte order marks, UTF-8, declared encodings, guessed ones.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a whole text; `declared` is the encoding its container names (`<meta charset>`, HTTP),
/// believed only where the bytes do not say better.
///
/// # Errors
///
/// What gives away that the bytes are no text.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<String, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if bad {
            Err(format!("damaged {}", encoding.name()))
        } else {
            checked(text.into_owned())
        };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return checked(text),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes);
        if !bad {
            return checked(text.into_owned());
        }
    }
    if bytes.contains(&0) {
        return Err("it contains null bytes".to_owned());
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // A page that says UTF-8 and is not is judged by its bytes.
    let encoding = declared
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or_else(|| guess(&bytes));
    let (text, bad) = encoding.decode_without_bom_handling(&bytes);
    if bad {
        return Err("its encoding cannot be guessed".to_owned());
    }
    checked(text.into_owned())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Text in a Latin script in UTF-16 has a null in every second byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if bytes.len() % 2 == 1 || head.is_empty() {
        return None;
    }
    let nulls = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (nulls(0), nulls(1));
    let most = head.len() / 2 * 3 / 4;
    if odd >= most && even == 0 {
        Some(UTF_16LE)
    } else if even >= most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Refuses what decodes but is no text: more than one control character in 100 characters.
fn checked(text: String) -> Result<String, String> {
    let controls = text.bytes().filter(|byte| is_control(*byte)).count();
    // U+0080 to U+009F in UTF-8: what a binary file turns into under a one-byte encoding.
    let c1 = text
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0] == 0xC2 && (0x80..0xA0).contains(&pair[1]))
        .count();
    if (controls + c1) * 100 > text.len() {
        return Err("it is full of control characters".to_owned());
    }
    Ok(text)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C) || byte == 0x7F
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str) {
        assert_eq!(decode(bytes.to_vec(), declared).as_deref(), Ok(text));
    }

    #[test]
    fn marks_declarations_and_guesses_in_this_order() {
        check("“Ürümqi”".as_bytes(), Some("windows-1252"), "“Ürümqi”");
        check(b"\xef\xbb\xbfIt rained", None, "It rained");
        check(b"\xff\xfeI\0t\0", None, "It");
        check(b"\0I\0t\0 \0r\0a\0i\0n\0e\0d", None, "It rained");
        check(
            b"caf\xe9 au lait, d\xe9j\xe0 vu, na\xefve",
            None,
            "café au lait, déjà vu, naïve",
        );
        check(b"He said \x93no\x94 to it", None, "He said “no” to it");
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), "Привет");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| decode(bytes.to_vec(), None).unwrap_err();
        assert_eq!(
            refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            "it contains null bytes"
        );
        assert_eq!(
            refused(&[1, 2, 3, 4, 5, 6, 7]),
            "it is full of control characters"
        );
        assert_eq!(refused(b"\xff\xfeI\0\x00\xd8"), "damaged UTF-16LE");
    }
}
