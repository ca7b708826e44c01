//! A part's inflated bytes in windows: read while they are hot, never the whole part.

use std::io::{self, Read};

use super::Halt;
use super::markup::{Cursor, Odd};
use crate::book::package::{self, read_fault};
use crate::book::{Fault, OVERSIZED};

/// Bytes of a window as long as nothing in it is longer. Larger ones would leave the processor's cache.
const WINDOW: usize = 128 << 10;

/// Bytes that one cell or tag may take.
const LONGEST: usize = 16 << 20;

/// Parts up to this size are held as a whole, so that going over them twice inflates them once.
const HELD: usize = 4 << 20;

/// The bytes at hand of a part.
pub(super) struct Window<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Nothing comes after the bytes at hand.
    ended: bool,
    /// What ended the source, to be told when the bytes before it were used.
    failed: Option<io::Error>,
    /// Bytes that were read so far.
    pub(super) read: u64,
    limit: u64,
}

impl<R: Read> Window<R> {
    /// A window on a part of at most `limit` bytes. The buffer is given so that it can serve again.
    pub(super) fn new(source: R, mut buffer: Vec<u8>, limit: u64) -> Self {
        if buffer.len() < WINDOW {
            buffer.resize(WINDOW, 0);
        }
        Window {
            source,
            buffer,
            start: 0,
            end: 0,
            ended: false,
            failed: None,
            read: 0,
            limit,
        }
    }

    /// The bytes at hand.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// The first bytes at hand were used.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Brings more bytes behind those at hand; false when there are none.
    pub(super) fn fill(&mut self) -> Result<bool, Fault> {
        if self.ended {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= LONGEST {
                return Err(Fault::new(&OVERSIZED, "文件的 XML 标记异常地长"));
            }
            self.buffer.resize(self.end * 2, 0);
        }
        // The whole buffer, however little the source gives at once: what does not end within it is gone over
        // again, each time from its beginning.
        let before = self.end;
        while self.end < self.buffer.len() && !self.ended {
            match self.failed.take().map_or_else(|| self.more(), Err) {
                Ok(count) => self.ended = count == 0,
                Err(error) if self.end == before => return Err(read_fault(error)),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
            if self.read > self.limit {
                return Err(package::larger_than(self.limit));
            }
        }
        Ok(self.end > before)
    }

    fn more(&mut self) -> io::Result<usize> {
        let count = self.source.read(&mut self.buffer[self.end..])?;
        self.end += count;
        self.read += count as u64;
        Ok(count)
    }

    /// Brings the whole part if it is small; whether all of it is at hand then.
    pub(super) fn hold(&mut self) -> Result<bool, Fault> {
        while self.end - self.start < HELD {
            if !self.fill()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads one thing: again with more bytes, as long as those at hand end within it.
    pub(super) fn step<T>(
        &mut self,
        mut read: impl FnMut(&mut Cursor<'_>) -> Result<T, Odd>,
    ) -> Result<T, Halt> {
        loop {
            let mut cursor = Cursor::new(self.bytes());
            match read(&mut cursor) {
                Ok(found) => {
                    let used = cursor.at;
                    self.consume(used);
                    return Ok(found);
                }
                Err(Odd::Strange) => return Err(Halt::Strange),
                Err(Odd::More) if self.fill()? => {}
                Err(Odd::More) => return Err(Halt::Strange),
            }
        }
    }

    /// Goes to the end of the part, where its checksum is compared.
    pub(super) fn drain(&mut self) -> Result<(), Fault> {
        loop {
            self.start = self.end;
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Back to the first byte of a part that is held.
    pub(super) fn rewind(&mut self) {
        self.start = 0;
    }

    /// Lets go of the part and keeps the buffer.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }
}
