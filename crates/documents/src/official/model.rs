//! What an official document says.

use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

/// An official document: parts that are empty are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language, which decides fonts, sizes and the character grid.
    pub lang: Lang,
    /// The paper.
    pub paper: Paper,
    /// What must be seen before anything else: made-up data, a sample standard, a draft.
    pub marks: Vec<String>,
    /// The red head 红头; none for forms and lists.
    pub head: Option<Head>,
    /// The title.
    pub title: String,
    /// To whom it goes 主送机关.
    pub addressees: Option<String>,
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The names of what is attached 附件, without numbers.
    pub attachments: Vec<String>,
    /// Who signs, and when.
    pub signature: Option<Signature>,
    /// What stands after the signature: attached pages, definitions.
    pub annexes: Vec<Block>,
    /// Who gets a copy and who printed it 版记.
    pub imprint: Option<Imprint>,
    /// Where it comes from: the hash and the root of the record.
    pub trace: Vec<String>,
    /// The moment its file says it was made. The clock stays outside, so that the same facts give the same bytes.
    pub written_at: Timestamp,
}

impl Document {
    /// A document of a title alone.
    pub fn new(lang: Lang, title: impl Into<String>, written_at: Timestamp) -> Self {
        Self {
            lang,
            paper: Paper::A4,
            marks: Vec::new(),
            head: None,
            title: title.into(),
            addressees: None,
            blocks: Vec::new(),
            attachments: Vec::new(),
            signature: None,
            annexes: Vec::new(),
            imprint: None,
            trace: Vec::new(),
            written_at,
        }
    }
}

/// The paper of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A4 upright, as all letters.
    A4,
    /// A4 lying, for wide forms and boards.
    A4Landscape,
    /// A3 lying, for boards on a wall.
    A3Landscape,
}

/// The red head: who issues it, its number, and what stands beside the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The name in red 发文机关标志.
    pub name: String,
    /// The number 发文字号 or issue 期号, centred above the rule.
    pub number: Option<String>,
    /// What stands at the ends of the line above the rule, as in a bulletin: the office and the date.
    pub ends: Option<(String, String)>,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, with its number in it.
    Heading(Level, String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A small note, such as one under a table.
    Note(String),
    /// A framed note in red, such as what a correction puts right.
    Mark(String),
    /// A table.
    Grid(Grid),
    /// A form of labels and values.
    Form(Form),
    /// Photographs before and after, two by two.
    Photos(Photos),
    /// A new page, headed by a line such as 附件1.
    NewPage(String),
    /// A line as wide as the page, large: the heading within an attached page.
    Title(String),
}

/// The four levels of headings: 一、 （一） 1. （1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 一、 in 黑体.
    First,
    /// （一） in 楷体.
    Second,
    /// 1. in 仿宋 bold.
    Third,
    /// （1） in 仿宋.
    Fourth,
}

/// A run of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text; line breaks in it break the line.
    pub text: String,
    /// How it is set.
    pub tone: Tone,
}

impl Span {
    /// Text as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }

    /// Text that leads a paragraph.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Strong }
    }

    /// What is late or missing.
    pub fn late(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Late }
    }
}

/// How a run is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As the paragraph.
    Plain,
    /// Bold.
    Strong,
    /// Late or missing: bold, for the text of official documents is black.
    Late,
}

/// A table whose head row stands on every page and whose rows stay whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The line above it.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows. A row shorter than the columns is filled with empty cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is, in parts of the whole.
    pub share: u32,
    /// How its text stands.
    pub align: Align,
}

impl Column {
    /// A column of figures and short words.
    pub fn centred(heading: impl Into<String>, share: u32) -> Self {
        Self { heading: heading.into(), share, align: Align::Centre }
    }

    /// A column of names and sentences.
    pub fn text(heading: impl Into<String>, share: u32) -> Self {
        Self { heading: heading.into(), share, align: Align::Start }
    }
}

/// How the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// In the middle.
    Centre,
    /// At the start of the line.
    Start,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Whether it is a total.
    pub strong: bool,
}

impl Cell {
    /// A cell of text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false }
    }

    /// A cell of a total.
    pub fn total(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true }
    }
}

/// A form: rows of labels with their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Its rows.
    pub rows: Vec<FormRow>,
}

/// A row of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormRow {
    /// Two labels with a short value each.
    Two((String, String), (String, String)),
    /// A label with a value as wide as the form, and how many lines it has room for at least.
    One(String, String, u32),
}

/// Photographs before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Photos {
    /// What stands above those taken before.
    pub before: String,
    /// What stands above those taken after.
    pub after: String,
    /// What stands where there is none yet.
    pub missing: String,
    /// The pairs.
    pub pairs: Vec<PairOfPhotos>,
}

/// One place before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct PairOfPhotos {
    /// What it shows.
    pub caption: String,
    /// Before.
    pub before: Option<Photo>,
    /// After.
    pub after: Option<Photo>,
}

/// A photograph as a JPEG.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// Its file.
    pub jpeg: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub words: String,
}

/// Who signs, and the day in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The office.
    pub by: String,
    /// The day.
    pub on: String,
}

/// The last lines of a letter 版记.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// Who gets a copy 抄送, with the word before it.
    pub copies: Option<String>,
    /// Who printed it, and when: at the ends of the last line.
    pub printed: (String, String),
}
