//! One record after the other out of a stream of JSON: lines, or values that span lines.

use std::io::{self, BufRead};

/// A piece of a stream.
pub(super) enum Piece {
    /// The bytes of a record and the line on which it starts.
    Record(usize, Vec<u8>),
    /// A record over the limit, passed over; the line on which it starts.
    TooLarge(usize),
}

/// Bytes of one oversized record that are passed over before the rest of the file is given up: a
/// compressed gigabyte of one line must not hold up everything else.
const MOST_PASSED_OVER: usize = 1 << 30;

/// The lines of a stream, blank ones left out.
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
    line: usize,
    given_up: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            line: 0,
            given_up: false,
        }
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        while !self.given_up {
            let mut bytes = Vec::new();
            let mut length = 0;
            let ended = loop {
                let buffer = self.reader.fill_buf()?;
                if buffer.is_empty() {
                    self.given_up = true;
                    break length > 0;
                }
                let end = buffer.iter().position(|byte| *byte == b'\n');
                let taken = end.map_or(buffer.len(), |at| at + 1);
                length += taken;
                if length <= self.limit {
                    bytes.extend_from_slice(&buffer[..taken]);
                }
                self.reader.consume(taken);
                if end.is_some() {
                    break true;
                }
                if length > self.limit + MOST_PASSED_OVER {
                    self.given_up = true;
                    break true;
                }
            };
            if !ended {
                break;
            }
            self.line += 1;
            if length > self.limit {
                return Ok(Some(Piece::TooLarge(self.line)));
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Piece::Record(self.line, bytes)));
            }
        }
        Ok(None)
    }
}

/// JSON values one after the other, or the items of one array, over any number of lines.
pub(super) struct Values<R> {
    reader: R,
    limit: usize,
    line: usize,
    /// Whether the outer bracket of an array was passed.
    in_array: bool,
    given_up: bool,
}

impl<R: BufRead> Values<R> {
    /// Values of at most `limit` bytes.
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            line: 1,
            in_array: false,
            given_up: false,
        }
    }

    /// The next value; the bytes are well formed only as far as brackets and strings go.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut value = Value::default();
        let mut start = None;
        while !self.given_up {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                self.given_up = true;
                break;
            }
            let mut taken = 0;
            let mut complete = false;
            for &byte in buffer {
                if start.is_none() {
                    match byte {
                        b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' => {}
                        b'[' if !self.in_array => self.in_array = true,
                        _ => start = Some(self.line),
                    }
                }
                if start.is_some() {
                    let step = value.step(byte, self.limit);
                    complete = step != Step::Inside;
                    if step == Step::EndedBefore {
                        break;
                    }
                }
                taken += 1;
                self.line += usize::from(byte == b'\n');
                if complete {
                    break;
                }
            }
            self.reader.consume(taken);
            if complete {
                break;
            }
            self.given_up = value.length > self.limit + MOST_PASSED_OVER;
        }
        Ok(start.map(|line| {
            if value.length > self.limit {
                Piece::TooLarge(line)
            } else {
                Piece::Record(line, value.bytes)
            }
        }))
    }
}

/// A value as far as it was read.
#[derive(Default)]
struct Value {
    bytes: Vec<u8>,
    length: usize,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

#[derive(PartialEq, Eq)]
enum Step {
    Inside,
    /// The byte was the value's last one.
    Ended,
    /// A bare word (`null`, `12`) ended before this byte.
    EndedBefore,
}

impl Value {
    fn step(&mut self, byte: u8, limit: usize) -> Step {
        if self.depth == 0 && !self.in_string && self.length > 0 && b" \t\r\n,]".contains(&byte) {
            return Step::EndedBefore;
        }
        self.length += 1;
        if self.length <= limit {
            self.bytes.push(byte);
        }
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => return Step::Inside,
            }
        }
        if self.depth == 0 && !self.in_string {
            Step::Ended
        } else {
            Step::Inside
        }
    }
}

/// Whether a stream that begins so holds one JSON object a line.
pub(super) fn is_lines(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    if head.first() != Some(&b'{') {
        return false;
    }
    let Some(end) = head.iter().position(|byte| *byte == b'\n') else {
        return false;
    };
    let mut value = Value::default();
    head[..end]
        .iter()
        .any(|byte| value.step(*byte, 0) == Step::Ended)
}

#[cfg(test)]
mod tests {
    use super::{Lines, Piece, Values, is_lines};

    fn shown(piece: Piece) -> (usize, String) {
        match piece {
            Piece::Record(line, bytes) => {
                (line, String::from_utf8(bytes).unwrap().trim().to_owned())
            }
            Piece::TooLarge(line) => (line, "too large".to_owned()),
        }
    }

    fn values(json: &str, limit: usize) -> Vec<(usize, String)> {
        // A tiny buffer, so that values cross its borders.
        let reader = std::io::BufReader::with_capacity(3, json.as_bytes());
        let mut values = Values::new(reader, limit);
        std::iter::from_fn(|| values.next().unwrap().map(shown)).collect()
    }

    fn expected(pieces: &[(usize, &str)]) -> Vec<(usize, String)> {
        pieces
            .iter()
            .map(|(line, json)| (*line, (*json).to_owned()))
            .collect()
    }

    #[test]
    fn lines_are_counted_and_blank_ones_passed_over() {
        let json = "{}\n\n  \n{\"a\":1}\r\nxxxxxxxxxxxxx\nlast";
        let mut lines = Lines::new(json.as_bytes(), 9);
        let found: Vec<_> = std::iter::from_fn(|| lines.next().unwrap().map(shown)).collect();
        let wanted = [(1, "{}"), (4, "{\"a\":1}"), (5, "too large"), (6, "last")];
        assert_eq!(found, expected(&wanted));
    }

    #[test]
    fn values_span_lines_and_stand_in_arrays() {
        let json = "[\n {\"a\":\n \"]}\\\"\"},\n\n{\"b\": [1]}\n]\n";
        let wanted = [(2, "{\"a\":\n \"]}\\\"\"}"), (5, "{\"b\": [1]}")];
        assert_eq!(values(json, 99), expected(&wanted));
        assert_eq!(
            values("{} null {\"a\": ", 99),
            expected(&[(1, "{}"), (1, "null"), (1, "{\"a\":")])
        );
        assert_eq!(
            values("[{\"a\":12345},{}]", 5),
            expected(&[(1, "too large"), (1, "{}")])
        );
    }

    #[test]
    fn one_object_on_the_first_line_means_lines() {
        assert!(is_lines(b"{\"a\": {}}\n{}"));
        assert!(!is_lines(b"{\n\"a\": 1}"));
        assert!(!is_lines(b"[{}\n]"));
    }
}
