//! What an order says, worded.

use wangge_domain::time::Timestamp;

use crate::official::Photo;

/// Which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// 整改交办单: the problem is handed over.
    Rectify,
    /// 催办单: a reminder.
    Remind,
    /// 督办单: a supervision order.
    Supervise,
    /// 提级督办单: raised to the head of the unit.
    Raise,
}

impl OrderKind {
    /// The end of its words in the catalogue.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rectify => "rectify",
            Self::Remind => "remind",
            Self::Supervise => "supervise",
            Self::Raise => "raise",
        }
    }
}

/// An order about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// Which order.
    pub kind: OrderKind,
    /// The campaign's name.
    pub campaign: String,
    /// Whether its data are made up.
    pub demonstration: bool,
    /// The number of the case 案卷号.
    pub number: String,
    /// Where the problem came from 来源.
    pub source: String,
    /// When it was found, and by whom where that is known.
    pub found: String,
    /// By when it is due.
    pub deadline: Option<String>,
    /// The round it was found in 批次.
    pub round: Option<String>,
    /// The type of the site 点位类别.
    pub site_type: Option<String>,
    /// The site 点位名称.
    pub site: Option<String>,
    /// The street and community, and the place on the map.
    pub place: String,
    /// The item of the standard 指标.
    pub item: Option<String>,
    /// What was seen there 测评内容.
    pub observed: Option<String>,
    /// What is wrong 问题描述.
    pub problem: String,
    /// At how many spots 问题处数.
    pub quantity: i64,
    /// The unit that has it 责任单位.
    pub unit: Option<String>,
    /// The head of the unit 第一责任人.
    pub head: Option<String>,
    /// Who assists 协办单位.
    pub assisting: Vec<String>,
    /// Who else answers for it, a line each.
    pub answerable: Vec<String>,
    /// When the unit accepted it 签收.
    pub accepted: Option<String>,
    /// What was done 整改情况.
    pub measures: Option<String>,
    /// What keeps it so 长效措施.
    pub lasting: Option<String>,
    /// Who checked it 复查人.
    pub checker: Option<String>,
    /// What the check came to 复查结论.
    pub verdict: Option<String>,
    /// When it was struck off 销号时间.
    pub closed: Option<String>,
    /// What presses the unit; none for the order that hands the problem over.
    pub pressing: Option<Pressing>,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// When the file was made, in words.
    pub made: String,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// What presses a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressing {
    /// The number of the document: 创城督办〔2026〕9号.
    pub number: String,
    /// What the office asks for.
    pub text: String,
    /// The rule it came by, where no person sent it.
    pub rule: Option<String>,
    /// What happened before: reminders, orders, reworks.
    pub before: String,
}

/// The photographs of an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderPhotos {
    /// As it was found.
    pub before: Option<Photo>,
    /// As it was put right.
    pub after: Option<Photo>,
}

/// The problems of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// The campaign's name.
    pub campaign: String,
    /// Whether its data are made up.
    pub demonstration: bool,
    /// The unit.
    pub unit: String,
    /// Its cases.
    pub cases: Vec<ListedCase>,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCase {
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub problem: String,
    /// Where.
    pub place: String,
    /// By when.
    pub deadline: String,
    /// Who answers for it.
    pub answerable: String,
}
