//! Rows as a table for people.

use comfy_table::{ContentArrangement, Table, presets};

/// A table of at most `width` columns; long cells are wrapped.
pub(super) fn render(head: &[String], rows: &[Vec<String>], width: u16) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .force_no_tty()
        .set_width(width)
        .set_header(head);
    for row in rows {
        table.add_row(row);
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
