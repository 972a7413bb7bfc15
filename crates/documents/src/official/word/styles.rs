//! The styles of a document. An office that wants another look changes these in Word, once for the whole file.

use wangge_domain::text::Lang;

use super::measure::{CLOSER, LINE, width};
use super::xml::Xml;
use crate::official::model::Paper;

/// The red of heads and rules.
const RED: &str = "E00000";

/// What a style says. Sizes are in half-points, distances in twips.
#[derive(Clone, Copy)]
struct Style {
    id: &'static str,
    name: &'static str,
    font: Font,
    size: u32,
    bold: bool,
    red: bool,
    /// Exact height of its lines; none for as high as what stands in them.
    line: Option<u32>,
    before: u32,
    after: u32,
    /// Characters the first line is drawn in by.
    indent: u32,
    align: &'static str,
    /// Whether it stays with the next paragraph.
    keep: bool,
    /// Its level among headings.
    level: Option<u32>,
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
enum Font {
    Song,
    Title,
    Hei,
    Kai,
    Fang,
}

impl Font {
    const fn name(self) -> &'static str {
        match self {
            Self::Song => "宋体",
            Self::Title => "方正小标宋简体",
            Self::Hei => "黑体",
            Self::Kai => "楷体_GB2312",
            Self::Fang => "仿宋_GB2312",
        }
    }

    /// What may stand in, nearest first.
    const fn instead(self) -> &'static str {
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
const FONTS: [Font; 5] = [Font::Song, Font::Title, Font::Hei, Font::Kai, Font::Fang];

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
    indent: 2,
    align: "both",
    keep: false,
    level: None,
    border: Border::None,
};

const PLAIN: Style = Style { indent: 0, ..TEXT };
const CENTRED: Style = Style { align: "center", ..PLAIN };

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
    Style { id: "Signature", name: "Signature", align: "right", keep: true, ..PLAIN },
    Style { id: "Picture", name: "Picture", size: 21, line: None, ..CENTRED },
    Style { id: "Trace", name: "Trace", size: 18, line: Some(280), align: "left", border: Border::Above, ..PLAIN },
    Style { id: "TraceMore", name: "Trace More", size: 18, line: Some(280), align: "left", ..PLAIN },
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
        if self.align == "both" {
            self.align = "left";
        }
        self
    }

    fn write(&self, xml: &mut Xml, lang: Lang) {
        xml.within(
            "w:style",
            &[("w:type", "paragraph"), ("w:customStyle", self.custom()), ("w:styleId", self.id)],
            |xml| {
                xml.val("w:name", self.name);
                xml.val("w:basedOn", "Normal");
                xml.empty("w:qFormat", &[]);
                xml.within("w:pPr", &[], |xml| self.paragraph(xml, lang));
                xml.within("w:rPr", &[], |xml| self.run(xml, lang));
            },
        );
    }

    /// Word knows its own styles by name; the rest are ours.
    const fn custom(&self) -> &'static str {
        match self.id.as_bytes() {
            b"Title" | b"Caption" | b"Footer" | b"Signature" => "0",
            _ if self.level.is_some() => "0",
            _ => "1",
        }
    }

    fn paragraph(&self, xml: &mut Xml, lang: Lang) {
        if self.keep {
            xml.empty("w:keepNext", &[]);
        }
        self.border.write(xml);
        if matches!(self.id, "Ends" | "Printed") {
            xml.within("w:tabs", &[], |xml| {
                xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &(width(Paper::A4) - 160).to_string())]);
            });
        }
        // Only the text sits on the lines of the grid; what has its own height would be pushed to whole lines by it.
        if self.line != Some(LINE) || lang == Lang::En {
            xml.val("w:snapToGrid", 0);
        }
        let (before, after) = (self.before.to_string(), self.after.to_string());
        let (line, rule) = self.line.map_or(("240".to_owned(), "auto"), |line| (line.to_string(), "exact"));
        xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)]);
        if matches!(self.id, "Ends" | "Printed" | "Copies") {
            xml.empty("w:ind", &[("w:left", "160")]);
        } else if self.indent > 0 {
            let (characters, twips) = ((self.indent * 100).to_string(), (self.indent * self.size * 10).to_string());
            xml.empty("w:ind", &[("w:firstLineChars", &characters), ("w:firstLine", &twips)]);
        }
        xml.val("w:jc", self.align);
        if let Some(level) = self.level {
            xml.val("w:outlineLvl", level);
        }
    }

    fn run(&self, xml: &mut Xml, lang: Lang) {
        fonts(xml, self.font, lang);
        if self.bold {
            xml.empty("w:b", &[]);
        }
        if self.red {
            xml.val("w:color", RED);
        }
        if self.size == TEXT.size && lang == Lang::Zh {
            xml.val("w:spacing", CLOSER);
        }
        xml.val("w:sz", self.size);
        xml.val("w:szCs", self.size);
    }
}

impl Border {
    fn write(self, xml: &mut Xml) {
        let side = |xml: &mut Xml, name: &str, size: &str, color: &str| {
            xml.empty(name, &[("w:val", "single"), ("w:sz", size), ("w:space", "4"), ("w:color", color)]);
        };
        match self {
            Self::None => {}
            Self::Rule => xml.within("w:pBdr", &[], |xml| side(xml, "w:bottom", "16", RED)),
            Self::Above => xml.within("w:pBdr", &[], |xml| side(xml, "w:top", "4", "000000")),
            Self::Both => xml.within("w:pBdr", &[], |xml| {
                side(xml, "w:top", "4", "000000");
                side(xml, "w:bottom", "8", "000000");
            }),
            Self::Frame => xml.within("w:pBdr", &[], |xml| {
                for name in ["w:top", "w:left", "w:bottom", "w:right"] {
                    side(xml, name, "8", RED);
                }
            }),
        }
    }
}

/// Names the fonts of a run: Latin letters and figures in Times New Roman, Chinese in the font of its part.
fn fonts(xml: &mut Xml, font: Font, lang: Lang) {
    let latin = if matches!(font, Font::Song) && lang == Lang::Zh { font.name() } else { "Times New Roman" };
    let all = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", font.name()), ("w:cs", "Times New Roman")];
    xml.empty("w:rFonts", &all);
}

/// `word/styles.xml`.
pub(super) fn styles(lang: Lang, namespaces: &[(&str, &str)]) -> Xml {
    let mut xml = Xml::part();
    let size = if lang == Lang::Zh { TEXT.size } else { TEXT.english().size };
    xml.within("w:styles", namespaces, |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    fonts(xml, Font::Fang, lang);
                    xml.val("w:sz", size);
                    xml.val("w:szCs", size);
                    let first = if lang == Lang::Zh { "en-US" } else { "en-GB" };
                    xml.empty("w:lang", &[("w:val", first), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
                });
            });
            xml.empty("w:pPrDefault", &[]);
        });
        xml.within("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.val("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        });
        xml.within("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
            xml.val("w:name", "Normal Table");
        });
        for style in CHINESE {
            let style = if lang == Lang::Zh { style } else { style.english() };
            style.write(xml, lang);
        }
    });
    xml
}

/// `word/fontTable.xml`: what stands in for a font the machine does not have.
pub(super) fn font_table(namespaces: &[(&str, &str)]) -> Xml {
    let mut xml = Xml::part();
    xml.within("w:fonts", namespaces, |xml| {
        for font in FONTS {
            xml.within("w:font", &[("w:name", font.name())], |xml| {
                xml.val("w:altName", font.instead());
                xml.val("w:charset", "86");
                xml.val("w:family", if matches!(font, Font::Hei | Font::Kai) { "modern" } else { "roman" });
            });
        }
        xml.within("w:font", &[("w:name", "Times New Roman")], |xml| {
            xml.val("w:charset", "00");
            xml.val("w:family", "roman");
        });
    });
    xml
}
