use super::sink::Sink;
use super::{Fault, Input};

pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let _ = (input, sink);
    Ok(())
}
