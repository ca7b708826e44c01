//! `gknb.toml`: what it may say, and what is said of it when it is wrong.

use gknb::settings::{self, Scope};
use proptest::prelude::*;

/// Parses `text` and compares what is said with `expected`: `line:column message` a line.
#[track_caller]
fn says(text: &str, expected: &str) {
    said(text, expected);
    said(&text.replace('\n', "\r\n"), expected);
}

#[track_caller]
fn said(text: &str, expected: &str) {
    let problems = match settings::parse(text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    let found: Vec<String> = problems
        .iter()
        .map(|p| format!("{}:{} {}", p.line, p.column, p.message))
        .collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(found, expected, "{problems:#?}");
}

const WHOLE: &str = r#"
year = 2022
agency = "某某局"
scope = "本级政府"
until = 2022-06-30
previous = "上年/统计表.xlsx"
key = ["收到日期", "申请人", "申请内容"]
duplicates = "distinct"
none = ["行政许可"]

[opening]
规章 = 12
"2.行政规范性文件/现行有效件数" = 3
2.规章/现行有效件数 = 4

[[figure]]
slot = "2.行政事业性收费/本年收费金额"
value = 72701.2578000000000000001
source = "财务科"

[[figure]]
slot = "2.政府集中采购/采购总金额"
value = "1,234.50"
source = "采购中心"

[words.办理结果]
撤件 = "撤回"
"不予公开（内部）" = "属于三类内部事务信息"
商业秘密、个人隐私 = "保护第三方合法权益"

[headings]
来件日 = "收到日期"

[[explain]]
code = "l201"
place = "3.1/总计"
reason = "机构改革"
value = 12
"#;

#[test]
fn every_setting_is_read() {
    let settings = settings::parse(WHOLE).expect("it is right");
    assert_eq!(settings.year, Some(2022));
    assert_eq!(settings.agency.as_deref(), Some("某某局"));
    assert_eq!(settings.scope, Some(Scope::Government));
    assert_eq!(
        settings.until,
        Some(jiff::civil::date(2022, 6, 30)),
        "a date of TOML"
    );
    assert_eq!(settings.previous.as_deref(), Some("上年/统计表.xlsx"));
    assert_eq!(settings.key, ["收到日期", "申请人", "申请内容"]);
    assert!(settings.distinct);
    assert_eq!(settings.none, ["行政许可"]);
    let opening: Vec<String> = settings
        .opening
        .iter()
        .map(|(line, n)| format!("{line}={n}"))
        .collect();
    assert_eq!(
        opening,
        [
            "2.行政规范性文件/现行有效件数=3",
            "2.规章/现行有效件数=4",
            "规章=12"
        ]
    );
    let values: Vec<String> = settings
        .figures
        .iter()
        .map(|f| f.value.to_string())
        .collect();
    assert_eq!(values, ["72701.2578000000000000001", "1234.5"]);
    assert_eq!(settings.words["办理结果"]["撤件"], "撤回");
    assert_eq!(
        settings.words["办理结果"]["商业秘密、个人隐私"],
        "保护第三方合法权益"
    );
    assert_eq!(settings.headings["来件日"], "收到日期");
    assert_eq!(settings.explains[0].code, "L201");
    assert_eq!(settings.explains[0].value.as_deref(), Some("12"));
}

#[test]
fn notepad_may_save_it_in_any_of_its_encodings() {
    let plain = settings::parse(WHOLE).expect("it is right");
    let gbk = encoding_rs::GBK.encode(WHOLE).0;
    let mut bom = vec![0xEF, 0xBB, 0xBF];
    bom.extend(WHOLE.replace('\n', "\r\n").bytes());
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(WHOLE.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [WHOLE.as_bytes(), &gbk, &bom, &utf16] {
        assert_eq!(settings::read(bytes).expect("readable"), plain);
    }
    let broken = settings::read(b"year = 2022 \xff\xff").expect_err("no encoding");
    assert!(broken[0].message.contains("编码"));
}

#[test]
fn chinese_punctuation_is_pointed_at() {
    says(
        "agency = “某某局”\nyear＝2022\nkey = [\"收到日期\"，「申请人」]",
        "1:10 内容用了中文引号 “
         2:5 名称与内容之间应为英文等号 =，这里是 ＝
         3:14 这里的 ， 不是英文的逗号
         3:15 内容用了中文引号 「",
    );
    says(
        "agency = \"某某局”\nyear：2022\nscope: \"汇总\"",
        "1:14 这里的 ” 不是英文的引号
         2:5 名称与内容之间应为英文等号 =，这里是 ：
         3:6 名称与内容之间应为英文等号 =，这里是 :",
    );
    says(
        "year = ２０２２\n　agency = \"局\"\n【opening】\n规章 = 1，234\n＃ 说明",
        "1:8 数字是全角的
         3:1 这里的 【 不是英文的方括号
         3:9 这里的 】 不是英文的方括号
         4:7 数字中和行尾不写逗号
         5:1 注释符号 ＃ 是全角的",
    );
    says(
        "key = [\"收到日期”, \"申请人\"]",
        "1:13 这里的 ” 不是英文的引号",
    );
    says("agency = \"市“十四五”办\" # 说明：，", "");
}

#[test]
fn slips_of_spelling_are_told_in_chinese_and_once_each() {
    says(
        "year = 2022年\nagency = 某某局\nscope = \"汇总\nnone = [\"规章\" \"行政许可\"]\nyear = 2022",
        "1:8 文字「2022年」没有加引号
         2:10 文字「某某局」没有加引号
         3:12 这一行的引号没有成对
         4:14 两项内容之间缺少逗号
         5:1 「year」写了不止一次",
    );
    says(
        "previous = \"C:\\上年\\表.xlsx\"",
        "1:16 双引号里的反斜杠 \\ 有特殊含义，不能这样用",
    );
    says(
        "previous = \"D:\\table\\new.xlsx\"",
        "1:12 previous 中的反斜杠 \\ 被当作特殊符号",
    );
    says(
        "key = [\"收到日期\",\n  \"申请人\"\nyear = 2022\nagency = 3",
        "1:7 这个 [ 没有写对应的 ]
         4:10 agency 应为英文双引号里的文字，这里是 3",
    );
    says(
        "year =\nagency\n[[figure]\nuntil = 2022-6-31",
        "1:7 等号后面没有内容
         2:1 这一行没有等号
         3:10 标题行的方括号没有成对
         4:9 日期写法不对",
    );
}

#[test]
fn unknown_names_offer_the_nearest() {
    says("yaer = 2022", "1:1 没有名为「yaer」的设定项");
    let problems = settings::parse("yaer = 2022\n单位 = \"某局\"").expect_err("unknown");
    assert!(problems[0].help.starts_with("是不是想写 year？"));
    assert!(problems[1].help.starts_with("是不是想写 agency？"));
    says(
        "[[figure]]\nsolt = \"3.1/自然人\"\nvalue = 1\nsource = \"科\"\n[[figure]]\nslot = \"3.2/自然人\"",
        "1:1 第1个 [[figure]]缺少 slot
         2:1 第1个 [[figure]] 中没有名为「solt」的设定项
         5:1 第2个 [[figure]]缺少 value、source",
    );
}

#[test]
fn a_setting_below_a_title_is_sent_back_to_the_top() {
    says(
        "[opening]\n规章 = 1\nagency = \"局\"\n[headings]\nyear = 2022\n[[explain]]\ncode = \"E1\"\nplace = \"x\"\nreason = \"y\"\nscope = \"汇总\"",
        "3:1 「agency」写在了 [opening] 之后，因而被当作 [opening] 的内容
         5:1 「year」写在了 [headings] 之后，因而被当作 [headings] 的内容
         10:1 「scope」写在了 第1个 [[explain]] 之后，因而被当作 第1个 [[explain]] 的内容",
    );
}

#[test]
fn wrong_kinds_of_content_are_told_with_an_example() {
    says(
        "year = 22\nscope = \"全市\"\nuntil = \"六月\"\nduplicates = true\nagency = \" \"\nopening = 3\nfigure = 4\n[words]\n撤件 = \"撤回\"",
        "1:8 year 应为一个 1949 至 2100 的年份，这里是 22
         2:9 scope 应为「本机关」「本级政府」「汇总」三者之一，这里是 \"全市\"
         3:9 until 应为一个日期，这里是 \"六月\"
         4:14 duplicates 应为\"distinct\"（各行是不同的申请），这里是 true
         5:10 agency 是空的
         6:11 opening 的内容应逐行写在 [opening] 标题行之下
         7:10 figure 的标题行应写两层方括号
         9:1 没有说明「撤件」是哪一列的词语",
    );
    says(
        "year = 2022\nuntil = \"2023年6月30日\"",
        "2:9 截至日期 2023-06-30 不在报告年度 2022 年之内",
    );
    says(
        "[[figure]]\nslot = \"3.1/自然人\"\nvalue = \"十二\"\nsource = \"科\"\n[opening]\n规章 = nan",
        "3:9 value 应为数字，这里是 \"十二\"
         6:6 规章 应为数字，这里是 nan",
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "([a-z年度“”＝=\\[\\]【】{}\"',，：#\n \\\\.0-9１]|year = |\\[\\[figure\\]\\]\n|value = ){0,40}") {
        if let Err(problems) = settings::parse(&text) {
            for p in problems {
                let line = text.split('\n').nth(p.line - 1).expect("a line of the text");
                prop_assert_eq!(line.trim_end_matches('\r'), &p.text);
                prop_assert!(p.column <= line.chars().count() + 1);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let _ = settings::read(&bytes);
    }
}

#[test]
fn the_example_for_clerks_is_right() {
    let guide = include_str!("../../README.zh-CN.md");
    let example = guide
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let settings = settings::parse(example.expect("an example")).expect("it is right");
    assert_eq!(settings.none, ["规章", "行政许可"]);
    assert_eq!(settings.figures.len(), 1);
    assert_eq!(settings.explains.len(), 1);
}
