#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::*;

/// A JPEG's beginning, as far as the writer reads it: a comment and the frame header.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xfe, 0, 4, b'h', b'i', 0xff, 0xc0, 0, 17, 8];
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9]);
    bytes
}

fn at() -> Timestamp {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// A document with every part.
fn whole(lang: Lang, text: &str) -> Document {
    let said = || text.to_owned();
    let photo = |width, height| Some(Photo { jpeg: jpeg(width, height), words: said() });
    let mut document = Document::new(lang, text, at());
    document.marks = vec![said()];
    document.head =
        Some(Head { name: said(), number: Some("创城办〔2026〕9号".into()), ends: Some((said(), said())) });
    document.addressees = Some(said());
    document.blocks = vec![
        Block::Heading(Level::First, said()),
        Block::Heading(Level::Second, said()),
        Block::Heading(Level::Third, said()),
        Block::Heading(Level::Fourth, said()),
        Block::Paragraph(vec![Span::strong(text), Span::plain(text), Span::late(text)]),
        Block::Note(said()),
        Block::Mark(said()),
        Block::Grid(Grid {
            caption: Some(said()),
            columns: vec![Column::text(text, 3), Column::centred("n", 1)],
            rows: vec![vec![Cell::new(text), Cell::total("1")], vec![]],
        }),
        Block::Form(Form {
            rows: vec![FormRow::Two((said(), said()), (said(), said())), FormRow::One(said(), said(), 4)],
        }),
    ];
    document.attachments = vec![said(), said()];
    document.signature = Some(Signature { by: said(), on: date_in_words(at().date_naive(), lang) });
    document.annexes = vec![
        Block::NewPage(said()),
        Block::Title(said()),
        Block::Photos(Photos {
            before: said(),
            after: said(),
            missing: said(),
            pairs: vec![
                PairOfPhotos { caption: said(), before: photo(1600, 1200), after: photo(900, 1600) },
                PairOfPhotos { caption: said(), before: photo(1600, 1200), after: None },
            ],
        }),
    ];
    document.imprint = Some(Imprint { copies: Some(said()), printed: (said(), said()) });
    document.trace = vec![said(), said()];
    document
}

/// The parts of a file by name.
fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap_or_default().to_string()).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

fn part(file: &[u8], name: &str) -> String {
    String::from_utf8(parts(file).remove(name).unwrap()).unwrap()
}

/// Reads every XML part to its end, names of elements matched and characters allowed.
fn well_formed(file: &[u8]) {
    for (name, bytes) in parts(file) {
        if name.ends_with("jpeg") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.chars().all(|c| c >= ' ' || matches!(c, '\n' | '\r' | '\t')), "{name}");
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
}

#[test]
fn the_layout_is_that_of_the_standard() {
    let file = word(&[whole(Lang::Zh, "关于督查情况的通报")]).unwrap();
    well_formed(&file);
    let text = part(&file, "word/document.xml");
    for said in [
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\"",
        "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>",
        "<w:tblHeader/>",
        "<w:cantSplit/>",
        "创城办〔2026〕9号",
    ] {
        assert!(text.contains(said), "{said}");
    }
    let styles = part(&file, "word/styles.xml");
    for said in [
        "仿宋_GB2312",
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
        "E00000",
        "<w:sz w:val=\"44\"/>",
        "<w:spacing w:val=\"-5\"/>",
        "<w:sz w:val=\"32\"/>",
    ] {
        assert!(styles.contains(said), "{said}");
    }
    assert!(part(&file, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(part(&file, "word/footer1.xml").contains("<w:jc w:val=\"right\"/>"));
    assert!(part(&file, "word/footer2.xml").contains("<w:jc w:val=\"left\"/>"));
    assert!(part(&file, "word/fontTable.xml").contains("FangSong"));
}

#[test]
fn twenty_two_lines_of_twenty_eight_characters_fill_a_page() {
    let (line, character) = (579.0 / 20.0, 16.0 - 5.0 / 20.0);
    let (high, wide) = (f64::from(16_838 - 2098 - 1984) / 20.0, f64::from(11_906 - 1474 - 1587) / 20.0);
    assert!((22.0..23.0).contains(&(high / line)), "{}", high / line);
    assert!((28.0..29.0).contains(&(wide / character)), "{}", wide / character);
}

#[test]
fn every_style_used_is_there_and_every_part_is_named() {
    let file = word(&[whole(Lang::Zh, "通报"), whole(Lang::Zh, "另一份")]).unwrap();
    let (text, styles) = (part(&file, "word/document.xml"), part(&file, "word/styles.xml"));
    for used in text.split("<w:pStyle w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(styles.contains(&format!("w:styleId=\"{used}\"")), "{used}");
    }
    let (relations, types) = (part(&file, "word/_rels/document.xml.rels"), part(&file, "[Content_Types].xml"));
    for name in parts(&file).keys().filter(|name| name.starts_with("word/") && !name.contains("document.xml")) {
        let target = name.trim_start_matches("word/");
        assert!(relations.contains(&format!("\"{target}\"")), "{name}");
        assert!(name.ends_with("jpeg") || types.contains(&format!("/{name}")), "{name}");
    }
    assert_eq!(text.matches("<w:sectPr>").count(), 2, "each document has its own pages");
    assert_eq!(parts(&file).keys().filter(|name| name.ends_with("jpeg")).count(), 2, "a picture is kept once");
    assert_eq!(text.matches("<a:blip").count(), 6);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let file = || word(&[whole(Lang::Zh, "通报")]).unwrap();
    assert_eq!(file(), file());
    assert!(word(&[]).is_err());
}

#[test]
fn what_is_no_photograph_is_left_out_of_the_file() {
    let mut document = whole(Lang::Zh, "通报");
    let broken = Some(Photo { jpeg: b"\xff\xd8\xff".to_vec(), words: String::new() });
    document.annexes = vec![Block::Photos(Photos {
        before: "前".into(),
        after: "后".into(),
        missing: "暂无".into(),
        pairs: vec![PairOfPhotos { caption: "墙".into(), before: broken, after: None }],
    })];
    let file = word(&[document]).unwrap();
    assert_eq!(part(&file, "word/document.xml").matches("暂无").count(), 2);
}

#[test]
fn headings_count_in_chinese() {
    let shown: Vec<String> = [1, 9, 10, 11, 20, 21, 99].into_iter().map(chinese).collect();
    assert_eq!(shown, ["一", "九", "十", "十一", "二十", "二十一", "九十九"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_people_typed_the_file_is_well_formed(text in "(\\PC|[\\x00-\\x1f\u{fffe}\u{ffff}<>&\"']){0,200}", english: bool) {
        let lang = if english { Lang::En } else { Lang::Zh };
        well_formed(&word(&[whole(lang, &text)]).unwrap());
    }

    #[test]
    fn no_bytes_given_as_a_photograph_break_the_file(bytes in prop::collection::vec(any::<u8>(), 0..60), begun: bool) {
        let mut jpeg = if begun { vec![0xff, 0xd8, 0xff] } else { Vec::new() };
        jpeg.extend(bytes);
        let pairs = vec![PairOfPhotos { caption: String::new(), before: Some(Photo { jpeg, words: String::new() }), after: None }];
        let mut document = Document::new(Lang::Zh, "照片", at());
        document.blocks = vec![Block::Photos(Photos { before: String::new(), after: String::new(), missing: String::new(), pairs })];
        well_formed(&word(&[document]).unwrap());
    }
}

/// Opens a file in `LibreOffice` where the machine has it; elsewhere there is nothing to hold it to.
#[test]
fn libre_office_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.docx");
    std::fs::write(&file, word(&[whole(Lang::Zh, "关于督查情况的通报"), whole(Lang::En, "Bulletin")]).unwrap())
        .unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let run = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output();
    match run {
        Err(error) => eprintln!("passed over: LibreOffice is not on this machine ({error})"),
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let pdf = std::fs::read(folder.path().join("document.pdf")).unwrap();
            assert!(pdf.starts_with(b"%PDF"));
        }
    }
}
