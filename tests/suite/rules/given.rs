//! Figures given by hand beside those of ledgers, and figures that no table can show.

use super::{compiled, compiled_in, counts, found, places};
use crate::maker::published::Published;
use crate::maker::{Options, make, origin, previous};
use crate::office::{Office, PAPER};
use crate::tamper;

const IN_FORCE: &str = "2.行政规范性文件/现行有效件数";
const CHARGED: &str = "2.行政事业性收费/本年收费金额";
const REQUESTS: (&str, &str) = (
    "依申请公开台账.csv",
    "申请编号,申请人类型,收到日期,答复日期,办理结果\n1,自然人,2022-03-01,2022-03-10,予以公开",
);
/// Last year 5 were in force; 3 were issued and 1 repealed, which no ledger tells.
const BY_HAND: &str = "
[opening]
行政规范性文件 = 5
[[figure]]
slot = \"2.行政规范性文件/本年制发件数\"
value = 3
source = \"办公室\"
[[figure]]
slot = \"2.行政规范性文件/本年废止件数\"
value = 1
source = \"办公室\"
";

/// What was made and decided in 2020, and in other years.
const OLD_FORM: super::Files<'_> = &[
    (
        "行政许可.csv",
        "决定文书号,决定日期,许可事项\n许1,2020-03-01,食品经营\n许2,2020-05-01,食品经营\n许3,2019-12-01,食品经营",
    ),
    (
        "规范性文件.csv",
        "标题,文号,成文日期,废止日期\n甲,某规〔2020〕1号,2020-02-01,\n乙,某规〔2018〕3号,2018-02-01,\n丙,某规〔2017〕4号,2017-02-01,2020-08-01",
    ),
    (
        "收费.csv",
        "收费项目,收费日期,金额（元）\n考试费,2020-03-01,100",
    ),
    REQUESTS,
];

#[test]
fn ledgers_give_what_the_old_form_asks_of_a_year_and_the_rest_is_given_by_hand() {
    let compilation = compiled_in(2020, "", OLD_FORM);
    counts(
        &compilation,
        &[
            ("2.行政许可/处理决定数量", "2"),
            ("2.规范性文件/本年新制作数量", "1"),
        ],
    );
    // what ledgers give is not asked of a hand; a line without a ledger is, as a whole
    let missing = found(&compilation, "T103");
    let asked = |slot: &str| missing.message.contains(slot);
    assert!(!asked("2.行政许可/处理决定数量") && !asked("2.规范性文件/本年新制作数量"));
    assert!(asked("2.行政许可/本年增/减") && asked("2.行政处罚/处理决定数量"));
    // of fees the form asks for the number of items, and not for what is in force
    let excluded = |why: &str| compilation.rows.excluded.get(why).copied();
    assert_eq!(excluded("本版表二手工填列"), Some(1));
    assert_eq!(excluded("不在报告年度"), Some(4));
}

#[test]
fn a_figure_of_the_old_form_is_given_by_a_ledger_or_by_hand() {
    let hand = "[[figure]]\nslot = \"2.行政许可/处理决定数量\"\nvalue = 2\nsource = \"窗口\"";
    let compilation = compiled_in(2020, hand, OLD_FORM);
    let slot = "2.行政许可/处理决定数量";
    assert_eq!(places(&compilation, "T101"), [slot]);
    let compilation = compiled_in(2020, hand, &[REQUESTS]);
    assert!(places(&compilation, "T101").is_empty());
    counts(&compilation, &[(slot, "2")]);
}

#[test]
fn what_is_in_force_is_reckoned_from_figures_by_hand_as_from_rows() {
    let compilation = compiled(BY_HAND, &[REQUESTS]);
    counts(&compilation, &[(IN_FORCE, "7")]);
    assert!(compilation.publishable(), "{:#?}", compilation.findings);
    // a figure for itself still wins
    let own =
        format!("{BY_HAND}\n[[figure]]\nslot = \"{IN_FORCE}\"\nvalue = 9\nsource = \"法规科\"");
    counts(&compiled(&own, &[REQUESTS]), &[(IN_FORCE, "9")]);
}

#[test]
fn the_audit_proves_what_is_in_force_by_figures_by_hand_and_sees_one_that_leaves_them_out() {
    let mut office = Office::with(BY_HAND, &[REQUESTS]);
    assert_eq!(office.faults(), []);
    office.tamper(PAPER, |b| tamper::cell(b, "表二", "D6", "8"));
    let faults = office.faults();
    let named = |(check, text): &(&str, String)| {
        *check == "identities" && text.contains("表上是 8，上年 5 ＋ 制发 － 废止 ＝ 7")
    };
    assert!(faults.iter().any(named), "{faults:#?}");
}

#[test]
fn issued_by_hand_without_last_years_number_in_force_is_a_doubt_at_that_number() {
    let alone = BY_HAND.replace("[opening]\n行政规范性文件 = 5\n", "");
    let compilation = compiled(&alone, &[REQUESTS]);
    assert_eq!(places(&compilation, "T106"), [IN_FORCE]);
    counts(&compilation, &[(IN_FORCE, "0")]);
    // either step that it offers mends it
    let help = &found(&compilation, "T106").help;
    assert!(help.contains("[opening]\n行政规范性文件 = 件数"), "{help}");
    assert_eq!(places(&compiled(BY_HAND, &[REQUESTS]), "T106").len(), 0);
    let own = format!("{alone}\n[[figure]]\nslot = \"{IN_FORCE}\"\nvalue = 9\nsource = \"法规科\"");
    assert_eq!(places(&compiled(&own, &[REQUESTS]), "T106").len(), 0);
}

#[test]
fn lines_with_a_figure_by_hand_are_not_called_without_ledger() {
    let toml = "[[figure]]\nslot = \"3.1/自然人\"\nvalue = 2\nsource = \"办公室\"
                [[figure]]\nslot = \"3.3.1/自然人\"\nvalue = 2\nsource = \"办公室\"";
    let sheet = "处罚决定日期,案由,决定书文号\n2022-01-05,占道,罚〔2022〕1号";
    let compilation = compiled(toml, &[("行政处罚台账.csv", sheet)]);
    let unfed = found(&compilation, "T102");
    assert!(!unfed.message.contains("依申请公开"), "{unfed:?}");
    assert!(unfed.message.contains("行政复议"), "{unfed:?}");
    // what it offers is taken
    let none = unfed
        .help
        .split("none = ")
        .nth(1)
        .and_then(|t| t.split(']').next());
    let none = format!("none = {}]\n{toml}", none.expect("it offers none"));
    let compilation = compiled(&none, &[("行政处罚台账.csv", sheet)]);
    assert_eq!(places(&compilation, "T104").len(), 0);
    assert_eq!(places(&compilation, "T102").len(), 0);
    // of documents reckoned from last year's the other heads are told, and not to be confirmed by their line
    let compilation = compiled("[opening]\n规章 = 5", &[REQUESTS]);
    let unfed = found(&compilation, "T102");
    assert!(
        unfed.message.contains("规章（本年制发件数、本年废止件数）"),
        "{unfed:?}"
    );
    assert!(!unfed.help.contains("\"规章\""), "{unfed:?}");
}

#[test]
fn a_figure_below_zero_is_an_error_with_the_rows_that_took_it_there() {
    let sheet = "标题,文号,成文日期,废止日期
                 甲办法,某发〔2019〕1号,2019-03-01,2022-05-01
                 乙办法,某发〔2019〕2号,2019-03-02,2022-06-01";
    let files: super::Files<'_> = &[("规范性文件目录.csv", sheet)];
    let compilation = compiled("[opening]\n行政规范性文件 = 1", files);
    assert_eq!(places(&compilation, "T108"), [IN_FORCE]);
    let finding = found(&compilation, "T108");
    assert!(
        finding.message.contains("上年 1 ＋ 制发 0 － 废止 2 ＝ -1"),
        "{finding:?}"
    );
    assert_eq!(finding.related.len(), 2, "{finding:?}");
    // what it offers mends it
    assert!(
        finding.help.contains("[opening]\n行政规范性文件 = 件数"),
        "{finding:?}"
    );
    let compilation = compiled("[opening]\n行政规范性文件 = 2", files);
    assert_eq!(places(&compilation, "T108").len(), 0);
    counts(&compilation, &[(IN_FORCE, "0")]);
}

#[test]
fn fees_paid_back_are_told_and_a_sum_of_them_below_zero_is_an_error() {
    let sheet = |back: &str| {
        format!("收费项目,收费日期,收费金额（元）\n登记费,2022-03-01,100\n登记费,2022-04-01,{back}")
    };
    let less = sheet("-40");
    let compilation = compiled("", &[("行政事业性收费.csv", &less)]);
    counts(&compilation, &[(CHARGED, "0.006")]);
    assert_eq!(places(&compilation, "T109"), [CHARGED]);
    assert_eq!(found(&compilation, "T109").related.len(), 1);
    assert_eq!(places(&compilation, "T108").len(), 0);
    let below = sheet("-500");
    let compilation = compiled("", &[("行政事业性收费.csv", &below)]);
    assert_eq!(places(&compilation, "T108"), [CHARGED]);
    assert_eq!(places(&compilation, "T109").len(), 0);
    let plain = sheet("500");
    let compilation = compiled("", &[("行政事业性收费.csv", &plain)]);
    assert_eq!(
        places(&compilation, "T109").len() + places(&compilation, "T108").len(),
        0
    );
}

#[test]
fn a_heading_with_signs_of_its_own_is_offered_so_that_it_can_be_pasted() {
    // a column told twice: the other one is offered
    let sheet = "申请编号,申请人类型,收到日期,办理结果,答复日期,\"回复\"\"日期\"
                 1,自然人,2022-03-01,予以公开,2022-03-10,2022-03-11";
    let files: super::Files<'_> = &[("依申请公开台账.csv", sheet)];
    let compilation = compiled("", files);
    let help = &found(&compilation, "C107").help;
    let advice = help
        .split_once("[headings]")
        .expect("it offers a heading")
        .1;
    let compilation = compiled(&format!("[headings]{advice}"), files);
    assert_eq!(places(&compilation, "C107").len(), 0, "{advice}");
}

#[test]
fn the_office_of_last_years_report_is_the_same_however_its_name_is_written() {
    let published = Published::invented(3, 20);
    let options = Options {
        previous: true,
        ..Options::default()
    };
    for (then, now, told) in [
        ("某市（财政局）", "某市(财政局)", 0),
        ("某市 财政局", "某市财政局", 0),
        ("某市审计局", "某市财政局", 1),
    ] {
        let mut made = make(&published, 3, options);
        let mut before = previous::before(&published);
        before.agency = then.to_owned();
        let mut settings = made.settings.clone();
        settings.agency = Some(now.to_owned());
        let last = ("上年.xlsx", previous::workbook(&before));
        let compilation = gknb::compile(&gknb::Job {
            settings,
            files: made
                .files
                .drain(..)
                .map(|(name, bytes)| origin(&name, &bytes))
                .collect(),
            previous: Some(origin(last.0, &last.1)),
            jobs: 1,
        });
        let compilation = compilation.expect("it compiles");
        assert_eq!(places(&compilation, "V104").len(), told, "{then} {now}");
    }
}

#[test]
fn what_comes_after_the_day_that_the_tables_stand_at_is_no_doubt() {
    let repealed = "标题,文号,成文日期,废止日期\n甲,某规〔2022〕1号,2022-03-01,\n乙,某规〔2015〕1号,2015-03-01,2022-09-01";
    let cases = "案号,案件类型,受理日期,结案日期,结果\n1号,行政诉讼,2022-08-01,,";
    let files = [
        ("规范性文件制发废止台账.csv", repealed),
        ("2022年三季度/行政诉讼.csv", cases),
        REQUESTS,
    ];
    let opening = "[opening]\n行政规范性文件 = 9\n";
    for until in ["", "until = 2022-06-30\n"] {
        let compilation = compiled(&format!("{until}{opening}"), &files);
        for code in ["T105", "G102"] {
            assert_eq!(places(&compilation, code), [""; 0], "{until}{code}");
        }
    }
}
