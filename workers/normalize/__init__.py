"""Normalization: fitting a document to its statutory form, module by module in this order.

1. `unfold` cuts a text that was joined into one line back into its lines.
2. `sections` finds the headings; what begins a `further_report` is left out.
3. `entries` makes rows, labels then values, of whatever the tables came as, without `extra_columns`, `doubled_cells`
   and `stacked_rows`.
4. `head` reads title, publisher, period and date; `report` refuses what is none, and puts everything together.
5. `tables` chooses the edition of the form, finds its tables, their copies and the old statistics, each by `fit`:
   - `page_cut`, `rejoin` and `label_halves` put rows together that breaks have parted;
   - `align` gives every row of the form its entry, by `labels`;
   - `row_numbers`, `columns` and `fewer_columns` tell which printed columns are the form's, and in which order;
   - `headed`, `blanks` and `vanished_blanks` tell where a text shows that it has kept the blank cells of its rows;
   - `longer_rows` tells which of them have a cell too many;
   - `place` tells which cells stand in them; `cells` reads these as `values`, and `infer` what only `sums` decide;
   - `labels_behind`, `mixed_lines`, `partial_rows`, `shifted_rows`, `wrapped_figures` and `unread_rows` leave
     open what may be another row's;
   - `fit_by_headings` does all that for table 四, whose row has no label; what comes of either is `fitted`.
6. `prose` gathers what is no table by section, without the `site_lines` below it, personal data masked.
7. What recognition told and is `doubtful` is unread.
"""

from workers.normalize.doubtful import unread
from workers.normalize.report import normalize

__all__ = ["normalize", "unread"]
