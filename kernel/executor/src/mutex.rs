//! A value that one task at a time works on, across its awaits.

use core::ops::{Deref, DerefMut};

use spin::MutexGuard;

use crate::Event;

/// A lock that is waited for by `.await`.
#[derive(Debug, Default)]
pub struct Mutex<T> {
    value: spin::Mutex<T>,
    released: Event,
}

impl<T> Mutex<T> {
    /// A value that nobody works on.
    pub const fn new(value: T) -> Self {
        Self { value: spin::Mutex::new(value), released: Event::new() }
    }

    /// The value, which nobody else can work on any more.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }

    /// Waits until nobody else works on the value; others wait until the guard is dropped.
    pub async fn lock(&self) -> Guard<'_, T> {
        loop {
            let seen = self.released.count();
            if let Some(value) = self.value.try_lock() {
                return Guard { value: Some(value), released: &self.released };
            }
            self.released.after(seen).await;
        }
    }
}

/// The value, for whoever holds its lock.
#[derive(Debug)]
pub struct Guard<'a, T> {
    /// Taken only when it is dropped.
    value: Option<MutexGuard<'a, T>>,
    released: &'a Event,
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        drop(self.value.take());
        self.released.happen();
    }
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.value.as_ref().expect("held until the guard is dropped")
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect("held until the guard is dropped")
    }
}
