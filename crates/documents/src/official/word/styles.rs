//! The styles of a document. An office that wants another look changes these in Word, once for the whole file.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    ParagraphProperty, RunFonts, RunProperty, SpecialIndentType, Style as WordStyle, StyleType, Styles, Tab,
    TabValueType,
};
use wangge_domain::text::Lang;

use super::measure::{CLOSER, LINE, width};
use crate::official::model::Paper;

/// The red of heads and rules.
const RED: &str = "E00000";

/// What a style says. Sizes are in half-points, distances in twips.
#[derive(Clone, Copy)]
struct Style {
    id: &'static str,
    name: &'static str,
    font: Font,
    size: usize,
    bold: bool,
    red: bool,
    /// Exact height of its lines; none for as high as what stands in them.
    line: Option<u32>,
    before: u32,
    after: u32,
    /// How far the first line is drawn in.
    indent: i32,
    align: AlignmentType,
    /// Whether it stays with the next paragraph.
    keep: bool,
    /// Its level among headings.
    level: Option<usize>,
    border: Border,
}

#[derive(Clone, Copy, PartialEq)]
enum Border {
    None,
    /// A red rule below.
    Rule,
    /// A red frame.
    Frame,
    /// A thin rule above.
    Above,
    /// A thin rule above and below.
    Both,
}

/// The fonts by their part in the layout.
#[derive(Clone, Copy)]
pub(super) enum Font {
    Song,
    Title,
    Hei,
    Kai,
    Fang,
}

impl Font {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Song => "宋体",
            Self::Title => "方正小标宋简体",
            Self::Hei => "黑体",
            Self::Kai => "楷体_GB2312",
            Self::Fang => "仿宋_GB2312",
        }
    }

    /// Whether its strokes end in serifs.
    pub(super) const fn family(self) -> &'static str {
        match self {
            Self::Hei | Self::Kai => "modern",
            Self::Song | Self::Title | Self::Fang => "roman",
        }
    }

    /// What may stand in, nearest first.
    pub(super) const fn instead(self) -> &'static str {
        match self {
            Self::Song => "SimSun,Songti SC,Noto Serif CJK SC",
            Self::Title => "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC",
            Self::Hei => "SimHei,Heiti SC,Noto Sans CJK SC",
            Self::Kai => "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
            Self::Fang => "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
        }
    }
}

/// The fonts every list of fonts names.
pub(super) const FONTS: [Font; 5] = [Font::Song, Font::Title, Font::Hei, Font::Kai, Font::Fang];

/// The text of a document, from which the other styles differ.
const TEXT: Style = Style {
    id: "Text",
    name: "Body Text",
    font: Font::Fang,
    size: 32,
    bold: false,
    red: false,
    line: Some(LINE),
    before: 0,
    after: 0,
    indent: 640,
    align: AlignmentType::Both,
    keep: false,
    level: None,
    border: Border::None,
};

const PLAIN: Style = Style { indent: 0, ..TEXT };
const CENTRED: Style = Style { align: AlignmentType::Center, ..PLAIN };

/// The styles of Chinese documents.
const CHINESE: [Style; 30] = [
    TEXT,
    Style {
        id: "Mark",
        name: "Mark",
        font: Font::Hei,
        size: 24,
        red: true,
        line: Some(400),
        after: 120,
        border: Border::Frame,
        ..CENTRED
    },
    Style {
        id: "RedHead",
        name: "Red Head",
        font: Font::Title,
        size: 60,
        red: true,
        line: None,
        after: 120,
        keep: true,
        ..CENTRED
    },
    Style { id: "Number", name: "Number", before: 120, after: 120, keep: true, ..CENTRED },
    Style { id: "Ends", name: "Imprint Ends", size: 28, keep: true, border: Border::Rule, ..PLAIN },
    Style { id: "Rule", name: "Red Rule", size: 8, line: Some(120), keep: true, border: Border::Rule, ..PLAIN },
    Style {
        id: "Title",
        name: "Title",
        font: Font::Title,
        size: 44,
        line: Some(700),
        before: LINE,
        after: LINE,
        keep: true,
        ..CENTRED
    },
    Style {
        id: "FormTitle",
        name: "Form Title",
        font: Font::Title,
        size: 44,
        line: Some(700),
        after: 240,
        keep: true,
        ..CENTRED
    },
    Style {
        id: "PageTitle",
        name: "Page Title",
        font: Font::Title,
        size: 36,
        line: Some(640),
        after: 240,
        keep: true,
        ..CENTRED
    },
    Style { id: "Addressee", name: "Addressee", ..PLAIN },
    Style { id: "Heading1", name: "heading 1", font: Font::Hei, keep: true, level: Some(0), ..TEXT },
    Style { id: "Heading2", name: "heading 2", font: Font::Kai, keep: true, level: Some(1), ..TEXT },
    Style { id: "Heading3", name: "heading 3", bold: true, keep: true, level: Some(2), ..TEXT },
    Style { id: "Heading4", name: "heading 4", keep: true, level: Some(3), ..TEXT },
    Style {
        id: "Caption",
        name: "caption",
        font: Font::Hei,
        size: 28,
        line: Some(480),
        before: 160,
        keep: true,
        ..CENTRED
    },
    Style { id: "Cell", name: "Table Cell", size: 24, line: Some(360), ..CENTRED },
    Style { id: "CellHead", name: "Table Head", font: Font::Hei, size: 24, line: Some(360), keep: true, ..CENTRED },
    Style { id: "Note", name: "Note", size: 24, line: Some(400), before: 80, ..PLAIN },
    Style { id: "Attachment", name: "Attachment", ..TEXT },
    Style { id: "Signature", name: "Signature", align: AlignmentType::Right, keep: true, ..PLAIN },
    Style { id: "Picture", name: "Picture", size: 21, line: None, ..CENTRED },
    Style {
        id: "Trace",
        name: "Trace",
        size: 18,
        line: Some(280),
        align: AlignmentType::Left,
        border: Border::Above,
        ..PLAIN
    },
    Style { id: "TraceMore", name: "Trace More", size: 18, line: Some(280), align: AlignmentType::Left, ..PLAIN },
    Style { id: "CellKept", name: "Table Cell Kept", size: 24, line: Some(360), keep: true, ..CENTRED },
    Style { id: "CellLabel", name: "Table Label", font: Font::Hei, size: 24, line: Some(360), ..CENTRED },
    Style { id: "AfterTable", name: "After Table", size: 8, line: Some(160), ..PLAIN },
    Style { id: "PageHead", name: "Page Head", font: Font::Hei, keep: true, ..PLAIN },
    Style { id: "Copies", name: "Copies", size: 28, line: Some(480), border: Border::Above, ..PLAIN },
    Style { id: "Printed", name: "Printed", size: 28, line: Some(480), border: Border::Both, ..PLAIN },
    Style { id: "Footer", name: "footer", font: Font::Song, size: 28, line: None, ..PLAIN },
];

impl Style {
    /// The same in an English document: no grid, smaller letters, headings that stand by weight and not by font.
    fn english(mut self) -> Self {
        let heading = self.level.is_some()
            || matches!(
                self.id,
                "CellHead" | "CellLabel" | "Caption" | "Title" | "FormTitle" | "PageTitle" | "RedHead"
            );
        self.bold = self.bold || heading;
        self.indent = 0;
        self.size = match self.size {
            44 => 34,
            36 => 30,
            32 => 25,
            28 if self.id == "Footer" => 24,
            28 => 24,
            24 => 21,
            other => other,
        };
        self.line = match self.line {
            Some(LINE) => Some(360),
            Some(700) => Some(480),
            other => other,
        };
        if self.id == "Text" || self.level.is_some() {
            self.after = 80;
        }
        if matches!(self.align, AlignmentType::Both) {
            self.align = AlignmentType::Left;
        }
        self
    }

    fn written(&self, lang: Lang) -> WordStyle {
        let mut style = WordStyle::new(self.id, StyleType::Paragraph).name(self.name).based_on("Normal");
        style.paragraph_property = self.paragraph(lang);
        style.run_property = self.run(lang);
        style
    }

    fn paragraph(&self, lang: Lang) -> ParagraphProperty {
        let (line, rule) = self.line.map_or((240, LineSpacingType::Auto), |line| (line, LineSpacingType::Exact));
        let spacing = LineSpacing::new().before(self.before).after(self.after).line(line.cast_signed()).line_rule(rule);
        let mut said = ParagraphProperty::new().align(self.align).line_spacing(spacing);
        said.borders = self.border.written();
        if self.keep {
            said = said.keep_next(true);
        }
        if matches!(self.id, "Ends" | "Printed") {
            said = said.add_tab(Tab::new().val(TabValueType::Right).pos(width(Paper::A4) - 160));
        }
        // Only the text sits on the lines of the grid; what has its own height would be pushed to whole lines by it.
        if self.line != Some(LINE) || lang == Lang::En {
            said = said.snap_to_grid(false);
        }
        if matches!(self.id, "Ends" | "Printed" | "Copies") {
            said = said.indent(Some(160), None, None, None);
        } else if self.indent > 0 {
            said = said.indent(None, Some(SpecialIndentType::FirstLine(self.indent)), None, None);
        }
        match self.level {
            Some(level) => said.outline_lvl(level),
            None => said,
        }
    }

    fn run(&self, lang: Lang) -> RunProperty {
        let mut said = RunProperty::new().fonts(fonts(self.font, lang)).size(self.size);
        if self.bold {
            said = said.bold();
        }
        if self.red {
            said = said.color(RED);
        }
        if self.size == TEXT.size && lang == Lang::Zh {
            said = said.character_spacing(CLOSER);
        }
        said
    }
}

impl Border {
    fn written(self) -> Option<ParagraphBorders> {
        use ParagraphBorderPosition::{Bottom, Left, Right, Top};
        let black = "000000";
        let sides = match self {
            Self::None => return None,
            Self::Rule => vec![(Bottom, 16, RED)],
            Self::Above => vec![(Top, 4, black)],
            Self::Both => vec![(Top, 4, black), (Bottom, 8, black)],
            Self::Frame => [Top, Left, Bottom, Right].map(|side| (side, 8, RED)).to_vec(),
        };
        let set = |borders: ParagraphBorders, (side, size, color): (ParagraphBorderPosition, usize, &str)| {
            borders.set(ParagraphBorder::new(side).size(size).space(4).color(color))
        };
        Some(sides.into_iter().fold(ParagraphBorders::with_empty(), set))
    }
}

/// Names the fonts of a run: Latin letters and figures in Times New Roman, Chinese in the font of its part.
fn fonts(font: Font, lang: Lang) -> RunFonts {
    let latin = if matches!(font, Font::Song) && lang == Lang::Zh { font.name() } else { "Times New Roman" };
    RunFonts::new().ascii(latin).hi_ansi(latin).east_asia(font.name()).cs("Times New Roman")
}

/// All styles of a file.
pub(super) fn styles(lang: Lang) -> Styles {
    let size = if lang == Lang::Zh { TEXT.size } else { TEXT.english().size };
    let mut styles = Styles::new().default_fonts(fonts(Font::Fang, lang)).default_size(size);
    for style in CHINESE {
        let style = if lang == Lang::Zh { style } else { style.english() };
        styles = styles.add_style(style.written(lang));
    }
    styles
}
