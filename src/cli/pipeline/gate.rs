//! How much may be underway at once: a bound on the bytes of articles between reading and writing.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A gate that lets in so many bytes and no more until some have left.
#[derive(Debug)]
pub(super) struct Gate {
    size: usize,
    free: Mutex<usize>,
    changed: Condvar,
}

impl Gate {
    pub(super) fn new(size: usize) -> Self {
        Self {
            size,
            free: Mutex::new(size),
            changed: Condvar::new(),
        }
    }

    /// Lets something in if there is room; what is larger than all the room gets in alone.
    pub(super) fn try_enter(&self, bytes: usize) -> bool {
        let mut free = self.free();
        let fits = *free >= self.part(bytes);
        if fits {
            *free -= self.part(bytes);
        }
        fits
    }

    /// Waits until there is room.
    pub(super) fn enter(&self, bytes: usize) {
        let part = self.part(bytes);
        let free = self.changed.wait_while(self.free(), |free| *free < part);
        *free.unwrap_or_else(PoisonError::into_inner) -= part;
    }

    /// Gives the room back.
    pub(super) fn leave(&self, bytes: usize) {
        *self.free() += self.part(bytes);
        self.changed.notify_all();
    }

    /// Whether nothing is underway.
    pub(super) fn is_idle(&self) -> bool {
        *self.free() == self.size
    }

    fn part(&self, bytes: usize) -> usize {
        bytes.min(self.size)
    }

    fn free(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use std::sync::Arc;

    #[test]
    fn what_is_too_large_gets_in_alone() {
        let gate = Gate::new(10);
        assert!(gate.try_enter(4));
        assert!(!gate.try_enter(99));
        gate.leave(4);
        assert!(gate.is_idle());
        assert!(gate.try_enter(99));
        assert!(!gate.try_enter(1));
        gate.leave(99);
        assert!(gate.is_idle());
    }

    #[test]
    fn who_waits_gets_in_when_there_is_room() {
        let gate = Arc::new(Gate::new(10));
        gate.enter(8);
        let other = Arc::clone(&gate);
        let waiting = std::thread::spawn(move || other.enter(5));
        gate.leave(8);
        waiting.join().unwrap();
        assert!(!gate.try_enter(6) && gate.try_enter(5));
    }
}
