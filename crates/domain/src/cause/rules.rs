//! What a table of causes proposes, and when it is sound.

use std::collections::BTreeSet;

use super::{Cause, CauseFault, CauseRule, CauseTable, Proposal, ProposedBy};
use crate::text::Wording;

/// The project's suggestion; no notice prescribes one. The office changes it as it likes.
const SUGGESTED: &[(&str, &str, &str, &[&str])] = &[
    (
        "facility",
        "设施缺损",
        "Facility missing or broken",
        &[
            "破损",
            "缺失",
            "损坏",
            "脱落",
            "塌陷",
            "松动",
            "褪色",
            "不亮",
            "缺少",
            "未设",
            "锈蚀",
            "磨损",
            "老化",
            "停用",
            "歪斜",
            "未硬化",
            "未安装",
            "缺株",
        ],
    ),
    (
        "conduct",
        "行为不文明",
        "Uncivil conduct",
        &[
            "乱扔",
            "闯红灯",
            "吸烟",
            "烟头",
            "不礼让",
            "逆行",
            "喧哗",
            "不文明",
            "乱吐",
            "不牵绳",
            "小广告",
            "斑马线",
            "越线",
            "未戴",
            "抛物",
            "不排队",
            "拒载",
            "痰渍",
        ],
    ),
    ("responsibility", "责任不清", "Unclear responsibility", &["无人管", "交界", "权属不清", "推诿", "无主"]),
    (
        "management",
        "管理缺位",
        "Lacking management",
        &[
            "占道",
            "乱停",
            "停放",
            "堆放",
            "垃圾",
            "积水",
            "飞线",
            "未清",
            "堵塞",
            "无人",
            "杂物",
            "占用",
            "未公示",
            "未开放",
            "上锁",
            "锁闭",
            "污水",
            "杂草",
            "超期",
            "过期",
            "未张贴",
            "未提供",
            "违规",
            "积满",
        ],
    ),
    (
        "standard",
        "标准不高",
        "Done below the standard",
        &[
            "污渍",
            "积尘",
            "不规范",
            "模糊",
            "不整洁",
            "不及时",
            "不全",
            "异味",
            "偏少",
            "不足",
            "单一",
            "过长",
            "不清",
            "油污",
            "污垢",
            "生硬",
            "无记录",
        ],
    ),
    ("other", "其他", "Other", &[]),
];

impl Default for CauseTable {
    fn default() -> Self {
        let cause = |(code, zh, en, _): &(&str, &str, &str, &[&str])| Cause {
            code: (*code).to_owned(),
            name: Wording::new(*zh, *en),
            retired: false,
        };
        let rule = |(code, _, _, words): &(&str, &str, &str, &[&str])| CauseRule {
            cause: (*code).to_owned(),
            items: Vec::new(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        Self {
            causes: SUGGESTED.iter().map(cause).collect(),
            rules: SUGGESTED.iter().filter(|(.., words)| !words.is_empty()).map(rule).collect(),
        }
    }
}

impl CauseTable {
    /// The cause of a code.
    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// What the first rule that fires proposes, of the causes still given.
    pub fn propose(&self, item: &str, words: &str) -> Option<Proposal> {
        self.rules.iter().zip(1..).find_map(|(rule, number)| {
            self.cause(&rule.cause).filter(|cause| !cause.retired)?;
            let by_item = rule.items.iter().find(|code| *code == item).map(|code| ProposedBy::Item(code.clone()));
            let word = || rule.words.iter().find(|word| !word.is_empty() && words.contains(word.as_str()));
            let by = by_item.or_else(|| word().map(|word| ProposedBy::Word(word.clone())))?;
            Some(Proposal { cause: rule.cause.clone(), rule: number, by })
        })
    }

    /// Everything wrong with the table, where lost points have the causes `in_use`, so many each.
    pub fn check(&self, in_use: &[(String, u64)]) -> Vec<CauseFault> {
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        for cause in &self.causes {
            let code = cause.code.clone();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if code.is_empty() || code == "none" || !code.chars().all(plain) {
                faults.push(CauseFault::Code { code: code.clone() });
            }
            if cause.name.zh.trim().is_empty() {
                faults.push(CauseFault::NoName { code: code.clone() });
            }
            if !seen.insert(code.clone()) {
                faults.push(CauseFault::Twice { code });
            }
        }
        for (rule, number) in self.rules.iter().zip(1..) {
            if !seen.contains(&rule.cause) {
                faults.push(CauseFault::UnknownCause { rule: number, cause: rule.cause.clone() });
            }
            if rule.items.is_empty() && rule.words.is_empty() {
                faults.push(CauseFault::NeverFires { rule: number });
            }
        }
        let dropped = in_use.iter().filter(|(code, _)| !seen.contains(code));
        faults.extend(dropped.map(|(code, count)| CauseFault::InUse { code: code.clone(), count: *count }));
        faults
    }
}
