//! Errors as TypeScript sees them: an Error whose `code` is the stable name and whose message says what to do.

/// The `code` of a thrown Error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(pub &'static str);

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.0
    }
}

pub type Result<T> = std::result::Result<T, napi::Error<Code>>;

/// An Error with this code and message.
pub fn error(code: &'static str, message: impl ToString) -> napi::Error<Code> {
    napi::Error::new(Code(code), message.to_string())
}

/// The machine's error, thrown.
pub fn from_machine(cause: farport_machine::Error) -> napi::Error<Code> {
    error(cause.code(), cause)
}
