//! Protocol buffers on the wire, field by field, with the offset of each: what a generated reader does not tell.

use super::{InspectError, InspectErrorCause, Place};

/// How strings, bytes and messages are encoded alike.
const DELIMITED: &str = "bytes with their length before them";

/// The fields of one message, within the bytes of its entry.
pub(super) struct Fields<'a> {
    place: Place,
    /// The whole entry, so that positions in it are the offsets that are reported.
    bytes: &'a [u8],
    position: usize,
    end: usize,
}

/// One field.
pub(super) struct Field<'a> {
    place: Place,
    bytes: &'a [u8],
    /// Where it begins in the entry.
    pub(super) offset: usize,
    /// Its number.
    pub(super) number: u64,
    value: Value,
}

enum Value {
    Varint(u64),
    Fixed64(u64),
    /// No field of the format is one.
    Fixed32,
    Delimited {
        start: usize,
        end: usize,
    },
}

impl<'a> Fields<'a> {
    /// The fields from `start` to the end of the entry.
    pub(super) fn new(place: Place, bytes: &'a [u8], start: usize) -> Self {
        let end = bytes.len();
        Self {
            place,
            bytes,
            position: start.min(end),
            end,
        }
    }

    /// The next field; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Field<'a>>, InspectError> {
        if self.position == self.end {
            return Ok(None);
        }
        let offset = self.position;
        let tag = self.varint()?;
        let number = tag >> 3;
        if !(1..1 << 29).contains(&number) {
            return Err(error(self.place, offset, InspectErrorCause::FieldNumber(number)));
        }
        let value = match tag & 7 {
            0 => Value::Varint(self.varint()?),
            1 => {
                let start = self.skip(offset, number, 8)?;
                let mut fixed = [0; 8];
                fixed.copy_from_slice(&self.bytes[start..start + 8]);
                Value::Fixed64(u64::from_le_bytes(fixed))
            }
            2 => {
                let length = self.varint()?;
                let start = self.skip(offset, number, length)?;
                Value::Delimited {
                    start,
                    end: self.position,
                }
            }
            5 => {
                self.skip(offset, number, 4)?;
                Value::Fixed32
            }
            wire_type => {
                let cause = InspectErrorCause::WireType { number, wire_type };
                return Err(error(self.place, offset, cause));
            }
        };
        Ok(Some(Field {
            place: self.place,
            bytes: self.bytes,
            offset,
            number,
            value,
        }))
    }

    fn varint(&mut self) -> Result<u64, InspectError> {
        let offset = self.position;
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            if self.position == self.end {
                return Err(error(self.place, offset, InspectErrorCause::NumberCutShort));
            }
            let byte = u64::from(self.bytes[self.position]);
            self.position += 1;
            // The tenth byte has room for the last bit alone.
            if shift == 63 && byte > 1 {
                break;
            }
            value |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(error(self.place, offset, InspectErrorCause::NumberTooLong))
    }

    /// Passes over so many bytes and gives where they began.
    fn skip(&mut self, offset: usize, number: u64, needed: u64) -> Result<usize, InspectError> {
        let start = self.position;
        let left = self.end - start;
        match usize::try_from(needed).ok().filter(|needed| *needed <= left) {
            Some(needed) => {
                self.position += needed;
                Ok(start)
            }
            None => Err(error(
                self.place,
                offset,
                InspectErrorCause::FieldCutShort {
                    number,
                    needed,
                    left: left as u64,
                },
            )),
        }
    }
}

impl<'a> Field<'a> {
    /// An `int32` or an enum. As everywhere in protocol buffers, of a longer number the low 32 bits count.
    pub(super) fn int32(&self, name: &'static str) -> Result<i32, InspectError> {
        Ok(self.low_bits(name)?.cast_signed())
    }

    /// A `sint32`: zigzag, so that small negative numbers are short.
    pub(super) fn sint32(&self, name: &'static str) -> Result<i32, InspectError> {
        let zigzag = self.low_bits(name)?;
        Ok((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
    }

    /// A `fixed64`.
    pub(super) fn fixed64(&self, name: &'static str) -> Result<u64, InspectError> {
        match self.value {
            Value::Fixed64(value) => Ok(value),
            _ => Err(self.wrong_type(name, "eight bytes (fixed64)")),
        }
    }

    /// A `bytes`.
    pub(super) fn bytes(&self, name: &'static str) -> Result<&'a [u8], InspectError> {
        match self.value {
            Value::Delimited { start, end } => Ok(&self.bytes[start..end]),
            _ => Err(self.wrong_type(name, DELIMITED)),
        }
    }

    /// A `string`.
    pub(super) fn text(&self, name: &'static str) -> Result<String, InspectError> {
        let text = std::str::from_utf8(self.bytes(name)?);
        text.map(str::to_owned)
            .map_err(|_| self.error(InspectErrorCause::NotText(name)))
    }

    /// The fields of a message within the message.
    pub(super) fn message(&self, name: &'static str) -> Result<Fields<'a>, InspectError> {
        let Value::Delimited { start, end } = self.value else {
            return Err(self.wrong_type(name, DELIMITED));
        };
        Ok(Fields {
            place: self.place,
            bytes: self.bytes,
            position: start,
            end,
        })
    }

    /// An error at this field.
    pub(super) fn error(&self, cause: InspectErrorCause) -> InspectError {
        error(self.place, self.offset, cause)
    }

    fn low_bits(&self, name: &'static str) -> Result<u32, InspectError> {
        let Value::Varint(value) = self.value else {
            return Err(self.wrong_type(name, "a number (varint)"));
        };
        let [a, b, c, d, ..] = value.to_le_bytes();
        Ok(u32::from_le_bytes([a, b, c, d]))
    }

    fn wrong_type(&self, field: &'static str, expected: &'static str) -> InspectError {
        self.error(InspectErrorCause::FieldType { field, expected })
    }
}

/// An error at an offset.
pub(super) fn error(place: Place, offset: usize, cause: InspectErrorCause) -> InspectError {
    InspectError {
        place,
        offset: offset as u64,
        cause,
    }
}
