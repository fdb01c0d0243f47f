//! A panel: texts and fields at their places, and what keys do to them. It knows no terminal.

/// What a person presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// To the next field.
    Tab,
    /// To the field before.
    BackTab,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// To the field above.
    Up,
    /// To the field below.
    Down,
    /// Before the field's first character.
    Home,
    /// Behind the field's last character.
    End,
    /// Takes out the character before the cursor.
    Backspace,
    /// Takes out the character at the cursor.
    Delete,
    /// F1.
    Help,
    /// F3.
    Quit,
    /// F5.
    Process,
}

/// Which characters a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// One of these, or a blank, in the place of what is there.
    OneOf(&'static str),
    /// Letters, digits and `@#$_-`.
    Name,
    /// Letters, digits and `@#$`.
    Label,
    /// Hexadecimal digits.
    Hexadecimal,
    /// Decimal digits.
    Decimal,
}

impl Accepts {
    fn takes(self, character: char) -> bool {
        match self {
            Self::OneOf(letters) => letters.contains(character),
            Self::Name => character.is_ascii_alphanumeric() || "@#$_-".contains(character),
            Self::Label => character.is_ascii_alphanumeric() || "@#$".contains(character),
            Self::Hexadecimal => character.is_ascii_hexdigit(),
            Self::Decimal => character.is_ascii_digit(),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::OneOf("X") => "X OR A BLANK",
            Self::OneOf("YN") => "Y OR N",
            Self::OneOf(_) => "M, F OR A BLANK",
            Self::Name | Self::Label => "LETTERS AND DIGITS",
            Self::Hexadecimal => "HEXADECIMAL DIGITS",
            Self::Decimal => "DIGITS",
        }
    }
}

/// A place where something can be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Row from 0.
    pub row: u16,
    /// Column from 0.
    pub column: u16,
    /// Characters that it takes.
    pub width: u16,
    /// What is in it, in capitals.
    pub value: String,
    /// Which characters it takes.
    pub accepts: Accepts,
}

/// A text at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Row from 0.
    pub row: u16,
    /// Column from 0.
    pub column: u16,
    /// The text.
    pub text: String,
}

/// A panel of texts and fields, with a cursor in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The line at its top.
    pub title: String,
    /// What is written on it.
    pub texts: Vec<Text>,
    /// Where something can be typed, in the order of Tab.
    pub fields: Vec<Field>,
    /// What F1 shows.
    pub help: &'static str,
    /// The line above the keys: what was wrong, or a question.
    pub message: String,
    focus: usize,
    cursor: usize,
}

impl Panel {
    /// An empty panel.
    pub fn new(title: &str, help: &'static str) -> Self {
        Self {
            title: title.to_owned(),
            texts: Vec::new(),
            fields: Vec::new(),
            help,
            message: String::new(),
            focus: 0,
            cursor: 0,
        }
    }

    /// Writes a text.
    pub fn text(&mut self, row: u16, column: u16, text: impl Into<String>) {
        self.texts.push(Text { row, column, text: text.into() });
    }

    /// Adds a field.
    pub fn field(&mut self, (row, column): (u16, u16), width: u16, accepts: Accepts, value: &str) {
        let value = value.to_owned();
        self.fields.push(Field { row, column, width, value, accepts });
    }

    /// What is in the fields, in their order.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.value.as_str())
    }

    /// Puts the cursor to a field and says what is wrong there.
    pub fn refuse(&mut self, field: usize, message: String) {
        self.go_to(field);
        self.message = message;
    }

    /// Row and column of the cursor.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let field = self.fields.get(self.focus)?;
        // A full field keeps the cursor on its last character.
        let offset = (self.cursor as u16).min(field.width - 1);
        Some((field.row, field.column + offset))
    }

    /// What a key does to the fields; keys of the planning do nothing here.
    pub fn key(&mut self, key: Key) {
        self.message.clear();
        match key {
            Key::Char(character) => self.type_in(character.to_ascii_uppercase()),
            Key::Tab => self.step(1),
            Key::BackTab => self.step(self.fields.len().saturating_sub(1)),
            Key::Up => self.vertical(|row, other| other < row),
            Key::Down => self.vertical(|row, other| other > row),
            Key::Left => self.cursor = self.cursor.saturating_sub(1),
            Key::Right => self.cursor = (self.cursor + 1).min(self.length()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.length(),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.remove();
            }
            Key::Delete => self.remove(),
            Key::Backspace | Key::Help | Key::Quit | Key::Process => {}
        }
    }

    fn length(&self) -> usize {
        self.fields.get(self.focus).map_or(0, |field| field.value.len())
    }

    fn go_to(&mut self, field: usize) {
        self.focus = field;
        self.cursor = 0;
    }

    fn step(&mut self, fields: usize) {
        if !self.fields.is_empty() {
            self.go_to((self.focus + fields) % self.fields.len());
        }
    }

    /// To the field of the nearest such row that is nearest to the cursor's column.
    fn vertical(&mut self, wanted: impl Fn(u16, u16) -> bool) {
        let Some((row, column)) = self.cursor() else { return };
        let distance = |field: &Field| (field.row.abs_diff(row), field.column.abs_diff(column));
        let there = self.fields.iter().enumerate().filter(|(_, field)| wanted(row, field.row));
        if let Some((nearest, _)) = there.min_by_key(|(_, field)| distance(field)) {
            self.go_to(nearest);
        }
    }

    fn type_in(&mut self, character: char) {
        let cursor = self.cursor;
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        let mark = matches!(field.accepts, Accepts::OneOf(_));
        if character == ' ' && mark {
            field.value.clear();
            return self.step(1);
        }
        if !field.accepts.takes(character) {
            self.message = format!("{} ARE EXPECTED HERE", field.accepts.expected());
            return;
        }
        let width = usize::from(field.width);
        if cursor < field.value.len() {
            field.value.replace_range(cursor..=cursor, character.encode_utf8(&mut [0; 4]));
        } else if field.value.len() < width {
            field.value.push(character);
        } else {
            self.message = format!("THE FIELD HOLDS {width} CHARACTERS");
            return;
        }
        if mark { self.step(1) } else { self.cursor += 1 }
    }

    fn remove(&mut self) {
        let cursor = self.cursor;
        if let Some(field) = self.fields.get_mut(self.focus)
            && cursor < field.value.len()
        {
            field.value.remove(cursor);
        }
    }
}
