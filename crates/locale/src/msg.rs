//! Messages that are chosen in one place and said in another.

/// A value that a text shows or counts by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Shown as it is. Years, numbers of files and codes are text.
    Text(String),
    /// A count: shown with thousands separators (2,246), selects the plural.
    Count(i64),
    /// Another message, said in the same language.
    Msg(Box<Msg>),
    /// Words of a rule file, which hold both languages.
    Rule {
        /// Chinese words.
        zh: String,
        /// English words; where they are empty the Chinese ones stand.
        en: String,
    },
}

/// Values that can stand in a text. References work too, because templates
/// pass fields by reference.
pub trait ToArg {
    /// The value as an argument.
    fn to_arg(&self) -> Arg;
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> Arg {
        (**self).to_arg()
    }
}

impl ToArg for str {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.to_owned())
    }
}

impl ToArg for String {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl ToArg for Arg {
    fn to_arg(&self) -> Arg {
        self.clone()
    }
}

impl ToArg for Msg {
    fn to_arg(&self) -> Arg {
        Arg::Msg(Box::new(self.clone()))
    }
}

macro_rules! count {
    ($($kind:ty),+) => {$(
        impl ToArg for $kind {
            fn to_arg(&self) -> Arg {
                Arg::Count(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )+};
}
count!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

/// A text and its arguments, without a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Msg {
    key: String,
    args: Vec<(String, Arg)>,
}

impl Msg {
    /// A message by its key. The key is a literal, so that the key test finds
    /// it; see [`Msg::dynamic`] for built ones.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// A message by a built key, whose prefix an `.ftl` file declares with
    /// `# dynamic: prefix-`.
    #[must_use]
    pub fn dynamic(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The words of a code, as a message that can stand in another.
    #[must_use]
    pub fn code(list: &str, code: &str) -> Self {
        Self::dynamic(crate::bundle::code_key(list, code))
    }

    /// The message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToArg) -> Self {
        self.args.push((name.to_owned(), value.to_arg()));
        self
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The arguments in the order in which they were given.
    #[must_use]
    pub fn args(&self) -> &[(String, Arg)] {
        &self.args
    }
}
