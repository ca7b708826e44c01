//! What stands beside the words that are known: nothing that matters, or what makes a number another one.
//!
//! A sentence speaks of a figure of this unit's tables only where nothing narrows it: 网上收到, 征地类申请,
//! 市公安局收到. What narrows has no end of words; what does not is few. So the words that say nothing are
//! listed, and whatever else stands there narrows.

use crate::text::half_width;

/// How firmly words are bound to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Firm {
    /// They say nothing else: another number is wrong.
    Sure,
    /// They say it, but whose figure, or of what matter, is not certain: another number is a doubt.
    Likely,
    /// They may say a part of it or something near: another number is no more than listed.
    Loose,
}

/// Words that narrow nothing; longer ones first where one begins another.
const PLAIN: &[&str] = &[
    // when
    "上一年度",
    "上年度",
    "上一年",
    "上年",
    "去年",
    "下一年度",
    "下年度",
    "一年来",
    "年度内",
    "年度",
    "年",
    "度内",
    "度",
    "以来",
    "截至",
    "截止",
    "底",
    "目前",
    "期间",
    // who asks and how, when it is everybody
    "通过各种渠道",
    "通过各渠道",
    "通过各类渠道",
    "各种渠道",
    "各类",
    "各种",
    "各级行政机关",
    "各级各部门",
    "各级",
    "各行政机关",
    "社会公众",
    "公众",
    "人民群众",
    "群众",
    "申请人",
    "当事人",
    "被申请人",
    "被告",
    "人民法院",
    "公民",
    "提出",
    "提交",
    "递交",
    "获取",
    "向",
    "针对",
    "等",
    "的",
    // what
    "关于",
    "对于",
    "因政府信息公开",
    "政府信息公开类",
    "政府信息公开",
    "政务信息公开",
    "政务公开",
    "信息公开类",
    "信息公开",
    "政府信息",
    "信息",
    "依申请公开",
    "公开工作",
    "公开类",
    "公开",
    "工作",
    "方面",
    "情况",
    "情形",
    "行为",
    "问题",
    "原因",
    "理由",
    "事务",
    "案件",
    "案",
    "件",
    "办件",
    "文件",
    "文书",
    "数量",
    "总数",
    "总量",
    "总件数",
    "件数",
    "数",
    "量",
    "结果",
    "如下",
    "具体",
    "原行政行为",
    "原具体行政行为",
    "原决定",
    "原判",
    "原答复",
    "事宜",
    "有关",
    "相关",
    "行政",
    "金额",
    "收费",
    "收取",
    "征收",
    "收缴",
    "收入",
    "部门规章",
    "对外",
    // is, has, makes
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "依法依规",
    "依法",
    "依规",
    "及时",
    "按照",
    "条例",
    "按规定",
    "规定",
    "严格",
    "认真",
    "规范",
    "妥善",
    "稳妥",
    "实际",
    "予以",
    "获",
    "确定",
    "作出",
    "做出",
    "实施",
    "采取",
    "作",
    "出",
    "形成",
    "新增",
    "新",
    "发生",
    "引发",
    "引起",
    "产生",
    "导致",
    "涉及",
    "存在",
    "出现",
    "被提起",
    "提起",
    "开庭",
    "审理",
    "被申请",
    "被",
    "因",
    "由",
    "而",
    "所",
    "属于",
    "属",
    "为",
    "系",
    "是",
    "有",
    "达到",
    "达",
    "到",
    "了",
    "计",
    "总",
    "全部",
    "中",
    "其",
    "也",
    "还",
    "又",
    "则",
    "并",
    "且",
    "已",
    "在",
    "对",
    "于",
    "之",
    "主要",
    "以",
    "占比",
    "占",
    "总体",
    "整体",
    "另",
    "另有",
    "同时",
    "此外",
    "加上",
    "连同",
    "其他",
    "继续",
    "办理",
    "方式",
];

/// How things were settled: in time, in the year. As many were settled so as were settled, or fewer.
const MANNERS: &[&str] = &[
    "法定期限内",
    "规定期限内",
    "法定时限内",
    "规定时限内",
    "法定时间内",
    "规定时间内",
    "期限内",
    "时限内",
    "按期",
    "按时",
    "如期",
    "当年",
];

/// What a unit calls itself by after 我, 本, 全, beside [`PLACES`].
const OWN: &[&str] = &[
    "街道办事处",
    "街道办",
    "街办",
    "办事处",
    "人民政府",
    "分局",
    "街",
    "政府",
    "办公室",
    "管委会",
    "委员会",
    "行政机关",
    "机关",
    "部门",
    "单位",
    "中心",
    "公司",
    "集团",
    "学校",
    "医院",
    "大队",
    "支队",
    "局",
    "委",
    "办",
    "厅",
    "室",
    "院",
    "校",
    "会",
    "部",
    "处",
    "所",
    "站",
    "队",
    "社",
    "署",
    "村",
];

/// How names of units end.
const UNIT: &[&str] = &[
    "局",
    "委",
    "办公室",
    "厅",
    "部门",
    "单位",
    "机关",
    "街道",
    "办事处",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "政府",
    "中心",
    "公司",
    "学校",
    "医院",
    "支队",
    "大队",
    "委员会",
    "管委会",
    "公署",
    "法院",
    "集团",
    "研究院",
];

/// Parts of a unit: what they count is surely not the whole.
const PART: &[&str] = &[
    "不含",
    "不包括",
    "本级",
    "下级",
    "直属",
    "下属",
    "所属",
    "局机关",
    "委机关",
    "办机关",
    "分局",
];

/// What the unit of a report is called.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// Its name and any end of it that tells a unit, longest first: 区管委会 of 平潭综合实验区管委会.
    names: Vec<Vec<char>>,
    /// What its place is, where it is the government of one: 全市 is itself then, and no more than its area else.
    level: Option<&'static str>,
    /// Its tables are those of its whole area, whatever it is called.
    whole: bool,
    /// It is an office that decides no reviews: neither a government nor its bureau of justice.
    pub(super) reviewed: bool,
}

/// What offices leave out of their names, and what they say instead.
const SHORTER: &[(&str, &str)] = &[
    ("和", ""),
    ("委员会", "委"),
    ("外事办公室", "外办"),
    ("政府办公室", "府办"),
    ("办公室", "办"),
    ("街道办事处", "街道办"),
    ("街道办事处", "街办"),
    ("街道办事处", "街道"),
];

/// What an office of this name is called for short: 县政府办, 发展改革委.
fn short(name: &str) -> Vec<String> {
    let mut short = Vec::new();
    for (words, instead) in SHORTER {
        let shorter = |name: &String| match instead.is_empty() {
            true => name.contains(words).then(|| name.replace(words, instead)),
            false => Some(format!("{}{instead}", name.strip_suffix(words)?)),
        };
        let of_short: Vec<String> = short.iter().filter_map(shorter).collect();
        short.extend(of_short);
        short.extend(shorter(&name.to_owned()));
    }
    short
}

/// What places are; what follows 我, 本, 全 and is the unit itself only for the government of one.
const PLACES: &[&str] = &[
    "开发区",
    "新区",
    "园区",
    "辖区",
    "地区",
    "街道",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "州",
    "盟",
    "旗",
];

impl Unit {
    /// The unit of this name. A government's name is also said of its own office alone; that of its place is not.
    pub(super) fn of(agency: Option<&str>) -> Self {
        let name = agency.unwrap_or_default().replace("人民政府", "政府");
        let place = name.trim_end_matches("管委会").trim_end_matches("政府");
        let is_government = name.ends_with("政府") || name.ends_with("管委会");
        let of_place = |level: &&&str| place.ends_with(**level);
        let levels = PLACES.iter().filter(of_place);
        let level = levels.max_by_key(|level| level.len()).copied();
        let level = level.filter(|_| is_government || !place.is_empty() && place == name);
        let decides = ["政府", "管委会", "管理委员会", "司法"];
        let decides = decides.iter().any(|words| name.contains(words));
        let tails = |place: &str| {
            let place: Vec<char> = place.chars().map(half_width).collect();
            let tails = (0..place.len().saturating_sub(2)).map(|from| place[from..].to_vec());
            tails.collect::<Vec<_>>()
        };
        let whole = Some(name.chars().map(half_width).collect());
        let whole = whole.filter(|name: &Vec<char>| !name.is_empty());
        let mut names: Vec<Vec<char>> = whole.into_iter().chain(tails(place)).collect();
        names.extend(short(place).iter().flat_map(|short| tails(short)));
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Unit {
            names,
            level,
            whole: false,
            reviewed: !name.is_empty() && level.is_none() && !decides,
        }
    }

    /// The length of the unit's name where one begins that other words could be read out of: 住房和城乡建设局.
    pub(super) fn named(&self, chars: &[char]) -> Option<usize> {
        let name = self.names.iter().find(|name| chars.starts_with(name));
        name.map(Vec::len)
    }

    /// The unit whose tables are those of its whole area, or not.
    pub(super) fn of_area(self, whole: bool) -> Self {
        Unit { whole, ..self }
    }

    /// How firmly texts beside the words bind them.
    pub(super) fn firm<'t>(&self, texts: impl IntoIterator<Item = &'t String>) -> Firm {
        let of = |text: &String| {
            let rest = self.rest(text);
            let is_unit = UNIT.iter().any(|u| rest.ends_with(u));
            match rest.is_empty() {
                true => Firm::Sure,
                false if is_unit && !is_part(text) => Firm::Likely,
                false => Firm::Loose,
            }
        };
        texts.into_iter().map(of).max().unwrap_or(Firm::Sure)
    }

    /// Whether a text is of this unit itself: 我局, 全市, its name.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        (0..chars.len()).any(|at| self.name(&chars[at..]).is_some())
    }

    /// What is left when plain words and the unit's own name are taken out.
    fn rest(&self, text: &str) -> String {
        let chars: Vec<char> = text.replace("人民政府", "政府").chars().collect();
        let mut rest = String::new();
        let mut at = 0;
        while at < chars.len() {
            let behind = &chars[at..];
            let plain = PLAIN
                .iter()
                .filter(|p| begins(behind, p))
                .map(|p| p.chars().count())
                .max();
            match self.name(behind).max(plain) {
                Some(length) => at += length,
                None => {
                    // numbers that count nothing narrow nothing: 45.5%
                    if behind[0].is_alphanumeric() && !behind[0].is_ascii_digit() {
                        rest.push(behind[0]);
                    }
                    at += 1;
                }
            }
        }
        rest
    }

    /// The length of the unit's own name, where one begins.
    fn name(&self, chars: &[char]) -> Option<usize> {
        if matches!(chars.first(), Some('我' | '本' | '全')) {
            let words = OWN.iter().chain(PLACES);
            let fits = words.filter(|u| begins(&chars[1..], u));
            let fits = fits.max_by_key(|u| u.chars().count())?;
            let is_own = |level: &str| level.ends_with(fits) || fits.ends_with(level);
            let itself = ["街道", "镇", "乡", "开发区", "新区", "园区"];
            let area = PLACES.contains(fits) && (chars[0] == '全' || !itself.contains(fits));
            if area && !self.whole && !self.level.is_some_and(is_own) {
                return None;
            }
            let length = 1 + fits.chars().count();
            // 全市行政机关, 全县各部门, but 我局办公室 is a part
            let whole = ["行政机关", "政府系统", "政府部门", "各部门", "各单位"];
            let more = whole.iter().find(|w| begins(&chars[length..], w));
            return Some(length + more.map_or(0, |w| w.chars().count()));
        }
        let name = self.names.iter().find(|name| chars.starts_with(name));
        name.map(Vec::len)
    }
}

/// The ways in which requests come.
const WAYS: &[&str] = &[
    "电子邮件",
    "电子邮箱",
    "信函",
    "传真",
    "当面",
    "现场",
    "网络",
    "网上",
    "网站",
    "在线",
    "线上",
    "线下",
    "邮寄",
    "邮件",
    "书面",
    "口头",
];

/// Whether a text names a way in which requests come.
pub(super) fn has_way(text: &str) -> bool {
    WAYS.iter().any(|way| text.contains(way))
}

/// Texts without the ways in which requests come, where 其他形式 or 线上、线下 makes of them all there are.
pub(super) fn without_ways(texts: &[String]) -> Vec<String> {
    const ALL: &[&str] = &["其他形式", "其他方式", "其他渠道", "其他途径", "各种形式"];
    let says = |way: &str| texts.iter().any(|t| t.contains(way));
    let open = ALL.iter().any(|all| says(all)) || says("线上") && says("线下");
    let mut texts = texts.to_vec();
    for text in texts.iter_mut().filter(|_| open) {
        for way in ALL.iter().chain(WAYS) {
            *text = text.replace(way, "");
        }
    }
    texts
}

/// A text without the manners in it.
pub(super) fn without_manner(text: &str) -> String {
    let mut rest = text.to_owned();
    for manner in MANNERS {
        rest = rest.replace(manner, "");
    }
    rest
}

/// Whether a text tells how things were settled.
pub(super) fn has_manner(text: &str) -> bool {
    MANNERS.iter().any(|manner| text.contains(manner))
}

/// Whether a text names a part of the unit.
pub(super) fn is_part(text: &str) -> bool {
    PART.iter().any(|p| text.contains(p))
}

/// Whether a text narrows nothing.
pub(super) fn is_plain(text: &str) -> bool {
    Unit::default().rest(text).is_empty()
}

fn begins(chars: &[char], words: &str) -> bool {
    let mut rest = chars.iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_narrows_is_told_from_what_does_not() {
        let unit = Unit::of(Some("示例市某某局"));
        for (text, as_firm) in [
            ("", Firm::Sure),
            ("我街道", Firm::Sure),
            ("全市各级行政机关依法", Firm::Likely),
            ("某某局", Firm::Sure),
            ("示例市某某局", Firm::Sure),
            ("群众通过各种渠道提出的政府信息公开", Firm::Sure),
            ("区政府办公室", Firm::Likely),
            ("市公安局", Firm::Likely),
            ("我局办公室", Firm::Likely),
            ("区政府办公室本级", Firm::Loose),
            ("网上", Firm::Loose),
            ("征地类", Firm::Loose),
            ("按期", Firm::Loose),
            ("全市各级各部门", Firm::Likely),
            ("全局", Firm::Sure),
            ("各县区", Firm::Likely),
        ] {
            assert_eq!(unit.firm([&text.to_owned()]), as_firm, "{text}");
        }
    }
    #[test]
    fn a_government_is_more_than_its_own_office() {
        let unit = Unit::of(Some("淮安市洪泽区人民政府"));
        for (text, as_firm) in [
            ("洪泽区", Firm::Sure),
            ("淮安市洪泽区", Firm::Sure),
            ("淮安市洪泽区人民政府", Firm::Sure),
            ("全区", Firm::Sure),
            ("全区各级行政机关", Firm::Sure),
            ("全市", Firm::Likely),
            ("区政府", Firm::Likely),
            ("洪泽湖街道", Firm::Likely),
            ("淮安市", Firm::Likely),
        ] {
            assert_eq!(unit.firm([&text.to_owned()]), as_firm, "{text}");
        }
    }
}
