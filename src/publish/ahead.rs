//! Work on many things at once whose results are taken one after another.

use std::sync::mpsc::sync_channel;
use std::thread;

use rayon::prelude::*;

use crate::publish::Error;

/// Works on the items on all cores and hands the results to `take` in the order of the items. At most
/// three times `at_once` results are held: those that are made, those that wait, those that are taken.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    at_once: usize,
    work: impl Fn(&T) -> Result<R, Error> + Sync,
    mut take: impl FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let work = &work;
    thread::scope(|scope| {
        let (made, waiting) = sync_channel(1);
        scope.spawn(move || {
            for some in items.chunks(at_once) {
                let results: Vec<Result<R, Error>> =
                    some.par_iter().with_max_len(1).map(work).collect();
                if made.send(results).is_err() {
                    // Nobody takes any more: the output is closed.
                    return;
                }
            }
        });
        for result in waiting.into_iter().flatten() {
            take(result?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::in_order;
    use crate::publish::Error;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        let work = |item: &u64| {
            // The later ones of a batch are done first.
            std::thread::sleep(std::time::Duration::from_micros(50 * (8 - item % 8)));
            Ok(*item)
        };
        let mut taken = Vec::new();
        let take = |item| {
            taken.push(item);
            Ok(())
        };
        in_order(&items, 32, work, take).unwrap();
        assert_eq!(taken, items);
    }

    #[test]
    fn little_is_done_after_a_failure() {
        let done = AtomicUsize::new(0);
        let items: Vec<usize> = (0..3200).collect();
        let work = |item: &usize| {
            done.fetch_add(1, Ordering::Relaxed);
            Ok(*item)
        };
        let take = |_| Err(Error::Evaluation("enough".to_owned()));
        let error = in_order(&items, 32, work, take).unwrap_err();
        assert!(error.to_string().contains("enough"));
        assert!(done.into_inner() <= 4 * 32);
    }
}
