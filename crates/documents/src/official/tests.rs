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
        if !name.ends_with("xml") && !name.ends_with("rels") {
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
        "<w:pgSz w:w=\"11906\" w:h=\"16838\" />",
        "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\"",
        "<w:docGrid w:type=\"lines\" w:linePitch=\"579\" />",
        "<w:pgNumType w:start=\"1\" />",
        "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>",
        "<w:trPr><w:cantSplit /></w:trPr>",
        "<w:pageBreakBefore />",
        "<wp:docPr id=\"2\" name=\"photo 2\" descr=\"关于督查情况的通报\" />",
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
        "<w:sz w:val=\"44\" />",
        "<w:spacing w:val=\"-5\" />",
        "<w:sz w:val=\"32\" />",
    ] {
        assert!(styles.contains(said), "{said}");
    }
    assert!(part(&file, "word/settings.xml").contains("<w:evenAndOddHeaders"));
    assert!(part(&file, "word/footer1.xml").contains("<w:jc w:val=\"right\" />"));
    assert!(part(&file, "word/footer2.xml").contains("<w:jc w:val=\"left\" />"));
}

#[test]
fn what_the_library_has_no_words_for_is_in_the_file() {
    let file = word(&[whole(Lang::Zh, "关于<督查>的通报")]).unwrap();
    for (name, said) in [
        ("word/fontTable.xml", "<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋,FangSong,"),
        ("word/styles.xml", "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\" /></w:rPr></w:rPrDefault>"),
        ("word/settings.xml", "<w:characterSpacingControl w:val=\"compressPunctuation\" /><w:compat>"),
        ("[Content_Types].xml", "<Default ContentType=\"image/jpeg\" Extension=\"png\" />"),
        ("docProps/core.xml", "<dc:creator>关于&lt;督查&gt;的通报</dc:creator>"),
        ("docProps/core.xml", "<dc:title>关于&lt;督查&gt;的通报</dc:title>"),
        ("docProps/core.xml", "<dc:language>zh-CN</dc:language>"),
        ("docProps/core.xml", ">2026-11-23T02:00:00Z</dcterms:created>"),
        ("word/document.xml", "descr=\"关于&lt;督查&gt;的通报\""),
    ] {
        let text = part(&file, name);
        assert!(text.contains(said), "{said} in {name}");
        assert!(!text.contains("unknown"), "{name}");
    }
    let text = part(&file, "word/document.xml");
    assert_eq!(text.matches("<w:tblHeader />").count(), 2, "the heads of the list and of the photographs");
    assert!(!text.contains("name=\"Figure\""));
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
    assert_eq!(text.matches("r:id=\"rIdFooter1\"").count(), 2, "each shows its page numbers");
    let (relations, types) = (part(&file, "word/_rels/document.xml.rels"), part(&file, "[Content_Types].xml"));
    for target in relations.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(parts(&file).contains_key(&format!("word/{target}")), "{target}");
        assert!(target.starts_with("media/") || types.contains(&format!("\"/word/{target}\"")), "{target}");
    }
    assert_eq!(text.matches("<w:sectPr>").count(), 2, "each document has its own pages");
    assert_eq!(parts(&file).keys().filter(|name| name.ends_with("png")).count(), 2, "a picture is kept once");
    assert_eq!(text.matches("<a:blip").count(), 6);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let file = || word(&[whole(Lang::Zh, "通报"), whole(Lang::En, "Bulletin")]).unwrap();
    let made = file();
    assert_eq!(made, file());
    // Whatever the thread wrote before, and on another thread.
    word(&[whole(Lang::En, "Order")]).unwrap();
    drop(docx_rs::Paragraph::new());
    assert_eq!(made, file());
    assert_eq!(made, std::thread::spawn(file).join().unwrap());
    let mut archive = zip::ZipArchive::new(Cursor::new(&made)).unwrap();
    for entry in 0..archive.len() {
        let at = archive.by_index(entry).unwrap().last_modified();
        assert!(at.is_none_or(|at| at.year() == 1980), "the clock of the machine is not in the file");
    }
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
