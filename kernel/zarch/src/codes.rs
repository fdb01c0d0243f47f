//! The one shape of every code that the architecture numbers: a named constant and its name.

/// Defines a code type: its integer, its constants and what each is called in messages.
///
/// The type prints as the name, or in hexadecimal where the code has none, and takes any value:
/// what comes from outside is seldom only what the manual lists.
macro_rules! codes {
    (
        $(#[$type_attribute:meta])*
        pub struct $type:ident($integer:ty) {
            $($(#[$attribute:meta])* $constant:ident = $value:literal $name:literal,)+
        }
    ) => {
        $(#[$type_attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(transparent)]
        pub struct $type(pub $integer);

        impl $type {
            $(
                #[doc = concat!("Code ", stringify!($value), ": ", $name, ".")]
                $(#[$attribute])*
                pub const $constant: Self = Self($value);
            )+

            /// What the code is called; none if the list does not know it.
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$constant => Some($name),)+
                    _ => None,
                }
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, "{:0width$X}", self.0, width = 2 * size_of::<$integer>()),
                }
            }
        }

        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let width = 2 * size_of::<$integer>();
                write!(f, "{}({:#0width$x}, {self})", stringify!($type), self.0, width = width + 2)
            }
        }
    };
}

pub(crate) use codes;
