//! Section 一: what its prose reports beside the tables.

use std::collections::BTreeMap;

use crate::ledger::{Application, Ledger, Year};
use crate::text;

/// Figures for the prose of section 一, which are published; no row text but the names of channels and ways.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// Items published in the year by channel (公开渠道) and month: name, months 1–12, and items of which
    /// the month is not told; items without a channel under 「未注明渠道」.
    pub channels: Vec<(String, Months)>,
    /// Applications received in the year by way of filing (申请方式) and month; under 「未注明方式」 where the
    /// ledger tells none.
    pub ways: Vec<(String, Months)>,
    /// Applications answered in the year, and the calendar days from receipt to reply added up.
    pub answered: (u64, u64),
}

/// Counts by month, 1 to 12, and what has no month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Months {
    /// January first.
    pub by_month: [u64; 12],
    /// Dated by a longer period.
    pub untold: u64,
}

impl Months {
    /// All together.
    pub fn total(&self) -> u64 {
        self.by_month.iter().sum::<u64>() + self.untold
    }

    fn join(&mut self, more: &Months) {
        for (here, more) in self.by_month.iter_mut().zip(more.by_month) {
            *here += more;
        }
        self.untold += more.untold;
    }

    fn add(&mut self, month: Option<i8>, count: u64) {
        let slot = month
            .and_then(|m| usize::try_from(m - 1).ok())
            .and_then(|m| self.by_month.get_mut(m));
        *slot.unwrap_or(&mut self.untold) += count;
    }
}

pub(super) fn of(ledger: &Ledger, filed: Filed<'_>) -> Overview {
    let mut channels: BTreeMap<String, Months> = BTreeMap::new();
    for (channel, months) in &ledger.items {
        let name = match &**channel {
            "" => "未注明渠道".to_owned(),
            channel => channel_shown(channel),
        };
        let counts = channels.entry(name).or_default();
        for (month, count) in (0i8..).zip(months) {
            counts.add((month > 0).then_some(month), *count);
        }
    }
    let mut ways: BTreeMap<String, Months> = BTreeMap::new();
    for (way, months) in filed.ways {
        let name = way.map_or_else(|| "未注明方式".to_owned(), way_shown);
        let counts = ways.entry(name).or_default();
        for (month, count) in (1i8..).zip(months.by_month) {
            counts.add(Some(month), count);
        }
    }
    Overview {
        channels: largest_first(channels),
        ways: largest_first(ways),
        answered: filed.answered,
    }
}

/// How applications were filed and answered, added up while the tables are.
#[derive(Debug, Default)]
pub(super) struct Filed<'l> {
    /// Those of the year by 申请方式 and month.
    ways: BTreeMap<Option<&'l str>, Months>,
    answered: (u64, u64),
}

impl<'l> Filed<'l> {
    pub(super) fn add(&mut self, application: &Application<'l>, year: Year) {
        let count = u64::from(application.count);
        let received = application.received;
        if !application.carried_in && year.holds(received) {
            let months = self.ways.entry(application.way).or_default();
            months.add(Some(received.month()), count);
        }
        let replied = application.replied;
        if let Some(replied) = replied.filter(|_| application.outcome.is_some()) {
            let days = received.duration_until(replied).as_hours() / 24;
            self.answered.0 += count;
            self.answered.1 += count * days.unsigned_abs();
        }
    }

    pub(super) fn join(&mut self, more: Filed<'l>) {
        for (way, months) in more.ways {
            self.ways.entry(way).or_default().join(&months);
        }
        self.answered.0 += more.answered.0;
        self.answered.1 += more.answered.1;
    }
}

/// Ways of filing, each with the words that ledgers have for it.
const WAYS: [(&str, &[&str]); 5] = [
    (
        "网络",
        &[
            "网络",
            "网上",
            "网站",
            "网页",
            "在线",
            "线上",
            "互联网",
            "门户",
            "平台",
            "系统",
            "电子邮件",
            "电子邮箱",
            "邮箱",
            "邮件",
            "微信",
            "公众号",
            "小程序",
            "app",
            "数据电文",
        ],
    ),
    (
        "信函",
        &[
            "信函",
            "信件",
            "书信",
            "来信",
            "邮寄",
            "邮政",
            "快递",
            "快件",
            "挂号信",
            "特快专递",
            "ems",
            "寄送",
        ],
    ),
    ("传真", &["传真"]),
    (
        "当面",
        &[
            "当面", "现场", "当场", "窗口", "来访", "上门", "面交", "柜台", "直接", "自取",
        ],
    ),
    ("口头", &["口头", "电话"]),
];

/// What stands beside these words and tells of nobody.
const BESIDE_WAYS: &[&str] = &[
    "依申请公开",
    "政府信息公开",
    "信息公开",
    "政务服务",
    "政府",
    "政务",
    "省",
    "市",
    "县",
    "区",
    "申请",
    "公开",
    "提交",
    "提出",
    "递交",
    "受理",
    "接收",
    "收件",
    "办理",
    "送达",
    "填报",
    "填写",
    "书面",
    "方式",
    "形式",
    "渠道",
    "途径",
    "其他",
    "其它",
    "通过",
    "等",
    "及",
    "和",
    "或",
    "与",
    "的",
    "件",
    "表",
];

/// 申请方式 as it is published: as written where it holds nothing but words of ways, else the way that its words name;
/// whoever wrote 「网络（张三）」 named a person there.
fn way_shown(way: &str) -> String {
    let key = text::squeeze(way);
    let words = WAYS.iter().flat_map(|(_, words)| words.iter());
    let mut known: Vec<&str> = words.chain(BESIDE_WAYS).copied().collect();
    // of words that begin alike the longer one
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = key.as_str();
    while let Some(first) = rest.chars().next() {
        let begun = known.iter().find_map(|word| rest.strip_prefix(word));
        rest = match begun {
            Some(behind) => behind,
            None if first.is_alphanumeric() => break,
            None => &rest[first.len_utf8()..],
        };
    }
    let names = |(name, words): &(&'static str, &[&str])| {
        let first = words.iter().filter_map(|word| key.find(word)).min();
        first.map(|at| (at, *name))
    };
    match rest.is_empty() {
        true => one_line(way),
        false => {
            let named = WAYS.iter().filter_map(names).min();
            named.map_or("其他方式", |(_, name)| name).to_owned()
        }
    }
}

/// What channels are called, wherever it stands in their names.
const CHANNELS: &[&str] = &[
    "网站",
    "官网",
    "网页",
    "网上",
    "互联网",
    "门户",
    "政务网",
    "公众号",
    "微信",
    "微博",
    "头条",
    "抖音",
    "快手",
    "视频号",
    "小程序",
    "app",
    "客户端",
    "新媒体",
    "融媒体",
    "自媒体",
    "公报",
    "政报",
    "日报",
    "晚报",
    "早报",
    "时报",
    "周报",
    "快报",
    "报纸",
    "报刊",
    "简报",
    "期刊",
    "刊物",
    "电视",
    "广播",
    "电台",
    "专栏",
    "公开栏",
    "公示栏",
    "公告栏",
    "宣传栏",
    "布告栏",
    "告示栏",
    "显示屏",
    "电子屏",
    "触摸屏",
    "大屏",
    "大厅",
    "窗口",
    "查阅",
    "档案馆",
    "图书馆",
    "发布会",
    "热线",
    "平台",
    "系统",
    "目录",
    "手册",
    "短信",
    "邮件",
    "张贴",
    "线上",
    "线下",
    "政务公开",
    "信息公开",
];

/// How names of channels end else: 人民网, 株洲新闻网, 湖南日报.
const ENDS: &[&str] = &["网", "报", "刊", "栏", "屏"];

/// What may stand behind the name of a channel and tells of nobody.
const BEHIND: &[&str] = &[
    "主动公开",
    "公开",
    "公布",
    "发布",
    "公示",
    "公告",
    "更新",
    "推送",
    "刊登",
    "播放",
    "转载",
    "账号",
    "频道",
    "栏目",
    "首页",
    "平台",
    "专区",
    "号",
    "端",
    "版",
    "等",
    "类",
    "上",
    "内",
    "和",
    "及",
    "与",
];

/// 公开渠道 as it is published: what of it is the name of a channel. A column of that name may hold who sent the item
/// in, or what it was about.
fn channel_shown(channel: &str) -> String {
    const PARTS: [char; 7] = ['、', '，', ',', '；', ';', '/', '|'];
    let parts = channel.split(|c: char| PARTS.contains(&c) || c.is_whitespace());
    let named: Vec<String> = parts.filter_map(channel_of).collect();
    match named.is_empty() {
        true => "其他渠道".to_owned(),
        false => named.join("、"),
    }
}

/// The name of a channel that a text is, without what stands in brackets or behind it and names none.
fn channel_of(text: &str) -> Option<String> {
    const LONGEST: usize = 7;
    const MOST: usize = 30;
    let text = text.trim();
    let digits = text.split(|c: char| !text::half_width(c).is_ascii_digit());
    let number = digits.map(|run| run.chars().count()).max() > Some(LONGEST);
    let about = text.starts_with("关于") || text.chars().count() > MOST;
    if number || about || text.contains(['@', '＠']) {
        return None;
    }
    let (before, bracket) = match text.find(['(', '（']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let lower = before.to_lowercase();
    let found = CHANNELS
        .iter()
        .filter_map(|word| Some(lower.rfind(word)? + word.len()));
    let ends = ENDS.iter().any(|end| before.ends_with(end));
    let end = if ends { before.len() } else { found.max()? };
    // letters that grow when they are made small are none of a channel
    let (name, behind) = before.split_at_checked(end)?;
    let quoted = behind.starts_with(['“', '《', '「', '【', '"', '—', '-', '：', ':']);
    let name = match quoted || is_made_of(behind, BEHIND) {
        true => before,
        false => name,
    };
    let of_channel = CHANNELS
        .iter()
        .any(|word| bracket.to_lowercase().contains(word));
    let bracket = if of_channel { bracket } else { "" };
    Some(format!("{name}{bracket}"))
}

/// Whether a text is nothing but some of the words.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let Some(behind) = words.iter().find_map(|word| rest.strip_prefix(word)) else {
            return false;
        };
        rest = behind;
    }
    true
}

/// A name as it is printed: without line breaks and outer spaces.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn largest_first(counts: BTreeMap<String, Months>) -> Vec<(String, Months)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.total().cmp(&a.1.total()).then_with(|| a.0.cmp(&b.0)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_somebody_is_not_published() {
        for (written, shown) in [
            ("网络", "网络"),
            ("网上申请", "网上申请"),
            ("政府网站依申请公开平台", "政府网站依申请公开平台"),
            ("邮寄（EMS）", "邮寄（EMS）"),
            ("当面/窗口", "当面/窗口"),
            (" 信函\n", "信函"),
            ("网络（张三）", "网络"),
            ("邮箱zs@qq.com", "网络"),
            ("张三丰亲自送来13900001111", "其他方式"),
            ("现场递交（李四，后转传真）", "当面"),
        ] {
            assert_eq!(way_shown(written), shown, "{written}");
        }
        for (written, shown) in [
            ("门户网站", "门户网站"),
            ("区政府门户网站\n", "区政府门户网站"),
            ("微信公众号“株洲国资”", "微信公众号“株洲国资”"),
            ("“株洲国资”微信公众号", "“株洲国资”微信公众号"),
            ("12345热线", "12345热线"),
            ("网站、微信", "网站、微信"),
            ("株洲日报", "株洲日报"),
            ("人民网", "人民网"),
            ("政府网站主动公开", "政府网站主动公开"),
            ("政务APP", "政务APP"),
            ("门户网站（信息公开专栏）", "门户网站（信息公开专栏）"),
            ("门户网站（李四）", "门户网站"),
            ("门户网站李四", "门户网站"),
            ("区政府办 王小明", "其他渠道"),
            ("宣传科（李四）", "其他渠道"),
            ("关于赵某某举报事项的网上答复", "其他渠道"),
            ("#N/A", "其他渠道"),
            ("王五13900001111", "其他渠道"),
            ("０７３１－８８８８８８８８", "其他渠道"),
            ("zs@qq.com", "其他渠道"),
        ] {
            assert_eq!(channel_shown(written), shown, "{written}");
        }
    }
}
