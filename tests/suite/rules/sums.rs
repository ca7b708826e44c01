//! Rows that are what other rows are together: sums by whatever name, parents of other rows, the same told twice.

use super::{compiled, counts, found, places, plainly, says};

const FEES: &str = "2.行政事业性收费/本年收费金额";
const LICENCES: &str = "2.行政许可/本年处理决定数量";

#[test]
fn a_total_below_blocks_of_months_may_be_that_of_all_so_far() {
    let block = |month: u8, total: &str| {
        format!(
            "{month}月行政许可\n许可事项,数量,决定日期\n施工,1,2022-0{month}-05\n绿化,{month},2022-0{month}-06{total}\n"
        )
    };
    for totals in [
        ["", "", "\n合计,9,"],
        ["\n合计,2,", "\n合计,5,", "\n合计,9,"],
        ["\n小计,2,", "\n小计,3,", "\n小计,4,\n总计,9,"],
        ["\n合计,2,", "\n合计,3,", "\n合计,4,\n总计,9,"],
    ] {
        let blocks = [1, 2, 3].map(|month| block(month, totals[usize::from(month) - 1]));
        plainly(
            &[("2022年行政许可台账.csv", &blocks.concat())],
            &[(LICENCES, "9")],
        );
    }
    // rows without a quantity, and a total that is neither
    let block = |month: u8, total: &str| {
        format!(
            "{month}月行政许可\n文号,许可事项,决定日期\n许{month}1,施工,2022-0{month}-05\n许{month}2,绿化,2022-0{month}-06\n合计,{total},\n"
        )
    };
    let all = |last: &str| block(1, "2件") + &block(2, last);
    let file = "2022年行政许可台账.csv";
    plainly(&[(file, &all("4件"))], &[(LICENCES, "4")]);
    says("C108", &[(file, &all("3件"))], &[&format!("{file}!B10")]);
}

#[test]
fn a_row_of_a_month_below_its_days_is_no_other_fee() {
    let days = "收费日期,收费项目,收费金额（元）
                2022-01-05,占道费,100
                2022-01-15,占道费,200
                2022-03-05,垃圾费,300";
    let sheet = format!("{days}\n1月,,300");
    says(
        "L127",
        &[("2022年收费台账.csv", &sheet)],
        &["2022年收费台账.csv!5"],
    );
    // what it offers
    let sheet = format!("{days}\n合计,,600");
    plainly(&[("2022年收费台账.csv", &sheet)], &[(FEES, "0.06")]);
    let sheet = format!("{days}\n,,600");
    let compilation = says(
        "C120",
        &[("2022年收费台账.csv", &sheet)],
        &["2022年收费台账.csv!C5"],
    );
    counts(&compilation, &[(FEES, "0.06")]);
    let sheet = format!("{days}\n全年,,600");
    says(
        "L127",
        &[("2022年收费台账.csv", &sheet)],
        &["2022年收费台账.csv!5"],
    );
    for sum in ["3月,,300", "全年,全部,600", "全年,,650", "2022-12-31,,600"] {
        let sheet = format!("{days}\n{sum}");
        says(
            "L126",
            &[("2022年收费台账.csv", &sheet)],
            &["2022年收费台账.csv!5"],
        );
    }
    let licences = "许可日期,许可事项,数量
                    2022-01-05,占道许可,1
                    2022-01-09,占道许可,2
                    2022-03-05,砍树许可,3
                    一季度,,6";
    says(
        "L127",
        &[("2022年行政许可台账.csv", licences)],
        &["2022年行政许可台账.csv!5"],
    );
    // months among days, of fees of their own
    for row in ["2022-03,垃圾费,70", "2022-01,占道费,80"] {
        let sheet = format!("{days}\n{row}");
        let compilation = compiled("", &[("2022年收费台账.csv", &sheet)]);
        assert_eq!(places(&compilation, "L126").len(), 0);
        assert_eq!(places(&compilation, "L127").len(), 0);
    }
}

#[test]
fn what_a_paper_register_carries_to_another_page_is_a_total() {
    let compilation = compiled(
        "",
        &[(
            "2022年收费台账.csv",
            "收费日期,收费项目,收费金额（元）
             2022-01-05,占道费,100
             2022-02-05,占道费,200
             ,过次页,300
             ,承前页,300
             2022-04-05,占道费,50
             ,大写：叁佰伍拾元整,350
             ,合计,350",
        )],
    );
    assert_eq!(places(&compilation, "C108").len(), 0);
    assert_eq!(places(&compilation, "E125").len(), 0);
    counts(&compilation, &[(FEES, "0.035")]);
}

#[test]
fn the_first_or_last_row_of_a_list_that_is_all_others_together_is_a_doubt() {
    let sheet =
        |first: &str, last: &str| format!("许可事项,数量\n{first}占道,3\n砍树,2\n广告,4{last}");
    for last in ["\n全部事项,9", "\n以上三项,9"] {
        says(
            "L126",
            &[("2022年行政许可统计表.csv", &sheet("", last))],
            &["2022年行政许可统计表.csv!5"],
        );
    }
    says(
        "L126",
        &[("2022年行政许可统计表.csv", &sheet("行政许可,9\n", ""))],
        &["2022年行政许可统计表.csv!2"],
    );
    for last in ["\n许可总量,9", ""] {
        plainly(
            &[("2022年行政许可统计表.csv", &sheet("", last))],
            &[(LICENCES, "9")],
        );
    }
    let months = "月份,收费项目,收费金额（元）
                  1月,全部项目,110
                  1月,占道费,100
                  1月,垃圾费,10
                  2月,全部项目,220
                  2月,占道费,200
                  2月,垃圾费,20";
    says(
        "L126",
        &[("2022年收费台账.csv", months)],
        &["2022年收费台账.csv!2"],
    );
    says(
        "L126",
        &[("2022年收费台账.csv", &months.replace("220", "230"))],
        &[],
    );
    plainly(
        &[("2022年行政许可统计表.csv", &sheet("", "\n采砂,8"))],
        &[(LICENCES, "17")],
    );
}

#[test]
fn a_row_that_is_what_the_rows_one_level_below_it_are_is_a_doubt() {
    let items = "收费项目,收费金额（元）
                 一、占道费,60
                 （一）临时占道,40
                 （二）长期占道,20
                 二、垃圾费,30";
    let codes = "项目编码,收费项目,收费金额（元）
                 103042701,占道费,60
                 10304270101,临时占道,40
                 10304270102,长期占道,20
                 103042702,垃圾费,30";
    for (sheet, place) in [
        (items, "2022年收费情况表.csv!B2"),
        (codes, "2022年收费情况表.csv!C2"),
    ] {
        says("C122", &[("2022年收费情况表.csv", sheet)], &[place]);
    }
    says(
        "C122",
        &[(
            "2022年处理决定统计表.csv",
            "类别,事项名称,数量
             行政许可,占道许可,10
             行政许可,1.临时占道许可,6
             行政许可,2.长期占道许可,4
             行政处罚,罚款,3",
        )],
        &["2022年处理决定统计表.csv!C2"],
    );
    // what it offers
    let parts = items
        .replace("（一）", "其中：")
        .replace("（二）", "其中：");
    let compilation = says("C122", &[("2022年收费情况表.csv", &parts)], &[]);
    counts(&compilation, &[(FEES, "0.009")]);
    // a list of numbered items, and a parent that is not what they are
    for sheet in [
        "收费项目,收费金额（元）\n1.占道费,60\n2.垃圾费,40\n3.考试费,100",
        "收费项目,收费金额（元）\n一、占道费,70\n（一）临时占道,40\n（二）长期占道,20",
    ] {
        says("C122", &[("2022年收费情况表.csv", sheet)], &[]);
    }
}

#[test]
fn the_same_sums_by_month_and_by_item_are_a_doubt() {
    let months = "收费项目,月份,金额（元）
                  占道费,1月,100
                  占道费,2月,200
                  垃圾费,1月,50";
    let items = "收费项目,金额（元）\n占道费,300\n垃圾费,50";
    says(
        "L126",
        &[
            ("2022年收费/按月.csv", months),
            ("2022年收费/按项目.csv", items),
        ],
        &["2022年收费/按项目.csv!2"],
    );
    let office = "许可事项,数量\n占道,5\n砍树,4";
    says(
        "L126",
        &[
            ("甲科2022年行政许可统计表.csv", "许可事项,数量\n占道,5"),
            ("乙科2022年行政许可统计表.csv", "许可事项,数量\n砍树,4"),
            ("局机关2022年行政许可统计表.csv", office),
        ],
        &["局机关2022年行政许可统计表.csv!2"],
    );
    // quarters that happen to be alike
    let quarter = |name: &str| (format!("2022年{name}行政许可.csv"), office.to_owned());
    let quarters = ["一季度", "二季度"].map(quarter);
    let files: Vec<(&str, &str)> = quarters
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    plainly(&files, &[(LICENCES, "18")]);
}

#[test]
fn a_small_table_of_sums_beside_a_ledger_lends_no_quantity_whatever_its_labels_are() {
    for (gap, label) in [(",", "月份"), ("", "月份"), ("", "中队"), ("", "案由")] {
        let small = |at: u32| match at {
            1 => format!("{gap},1月,5"),
            2 => format!("{gap},2月,5"),
            3 => format!("{gap},总计,10"),
            _ => String::new(),
        };
        let row = |at: u32| format!("\n{at},甲,罚〔2022〕{at}号,2022-02-03{}", small(at));
        let rows: String = (1..=10).map(row).collect();
        let list = format!("序号,行政相对人,处罚决定书文号,处罚决定日期{gap},{label},件数{rows}");
        let compilation = super::compiled("", &[("行政处罚.csv", &list)]);
        super::counts(&compilation, &[("2.行政处罚/本年处理决定数量", "10")]);
    }
}

#[test]
fn months_that_sum_up_what_another_table_registers_are_an_error_where_it_is_no_chance() {
    let single = |days: &[&str]| {
        let rows = days.iter().enumerate();
        let rows = rows.map(|(at, day)| format!("\n罚〔2022〕{at}号,占道,{day}"));
        format!(
            "处罚决定书文号,案由,处罚决定日期{}",
            rows.collect::<String>()
        )
    };
    let days = ["2022-01-05", "2022-01-31", "2022-02-05"];
    let list = single(&days);
    let months = "类别,月份,数量\n行政处罚,1月,2\n行政处罚,2月,1";
    let one = "类别,月份,数量\n行政处罚,1月,2";
    for (name, sums, code) in [
        ("2022年统计.csv", months, "L127"),
        ("2022年汇总.csv", one, "L127"),
        // two of one month may be others
        ("2022年统计.csv", one, "L126"),
        (
            "2022年统计.csv",
            &months.replace(",1\n", ",3\n").replace("2月,1", "2月,2"),
            "L126",
        ),
    ] {
        let at = format!("{name}!2");
        let compilation = says(code, &[("2022年行政处罚.csv", &list), (name, sums)], &[&at]);
        let other = if code == "L126" { "L127" } else { "L126" };
        assert!(places(&compilation, other).is_empty(), "{sums}");
    }
    // each quarter in a file of its own
    let quarters = [
        ("2022年行政许可.csv", list.replace("处罚", "许可")),
        ("2022年一季度统计.csv", "类别,数量\n行政许可,3".to_owned()),
        ("2022年四季度统计.csv", "类别,数量\n行政许可,1".to_owned()),
    ];
    let told = quarters
        .each_ref()
        .map(|(name, sheet)| (*name, sheet.as_str()));
    says("L126", &told, &["2022年一季度统计.csv!2"]);
    let mut quarters = quarters;
    quarters[0].1.push_str("\n许〔2022〕9号,占道,2022-11-01");
    let told = quarters
        .each_ref()
        .map(|(name, sheet)| (*name, sheet.as_str()));
    says(
        "L127",
        &told,
        &["2022年一季度统计.csv!2", "2022年四季度统计.csv!2"],
    );
    // one of two ledgers, or both together
    let much = single(&["2022-03-01"; 12]);
    for sums in ["3月,12", "3月,14"] {
        let files = [
            ("一队/2022年行政处罚.csv", much.as_str()),
            (
                "二队/2022年行政处罚.csv",
                &single(&["2022-03-02", "2022-03-03"]).replace("罚〔", "罚二〔"),
            ),
            ("2022年行政处罚统计.csv", &format!("月份,件数\n{sums}")),
        ];
        says("L127", &files, &["2022年行政处罚统计.csv!2"]);
    }
}

#[test]
fn a_small_table_below_the_records_is_no_record_and_said_to_be_none() {
    let list = "处罚决定书文号,案件名称,当事人,处罚决定日期
                罚〔2022〕1号,占道案,甲,2022-03-01
                罚〔2022〕2号,占道案,乙,2022-03-02";
    const FILE: &str = "2022年行政处罚.csv";
    for (below, places) in [
        ("一中队,3,,", &["B5"][..]),
        ("部门,件数,,\n一中队,1,,\n二中队,1,,", &["B5"]),
        ("3月,2,,", &["B5"]),
        (",占道,50%,", &["C5"]),
    ] {
        let at: Vec<String> = places
            .iter()
            .map(|place| format!("{FILE}!{place}"))
            .collect();
        let at: Vec<&str> = at.iter().map(String::as_str).collect();
        let sheet = format!("{list}\n,,,\n{below}");
        let compilation = says("C120", &[(FILE, &sheet)], &at);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "2")]);
    }
    // a number of its own, a title, a day
    for below in [
        "罚〔2022〕3号,3,,",
        "占道案,垃圾案,,",
        "一中队,3,,2022-03-03",
    ] {
        let sheet = format!("{list}\n{below}");
        let compilation = says("C120", &[(FILE, &sheet)], &[]);
        counts(&compilation, &[("2.行政处罚/本年处理决定数量", "3")]);
    }
    // below running numbers and numbers of documents
    let listed = "序号,处罚决定书文号,案由,处罚决定日期
                  1,罚〔2022〕1号,占道,2022-03-01
                  2,罚〔2022〕2号,占道,2022-03-02
                  ,,,
                  案由,件数,,
                  占道,2,,
                  三,罚〔2022〕3号,占道,2022-03-03
                  四,4,,";
    let compilation = says("C120", &[(FILE, listed)], &["2022年行政处罚.csv!B5"]);
    assert!(found(&compilation, "C120").message.contains("下面的各行"));
    counts(&compilation, &[("2.行政处罚/本年处理决定数量", "4")]);
    let requests = "申请编号,申请人,申请人类型,申请日期,答复结果,答复日期
                    1号,张三,自然人,2022-03-01,予以公开,2022-03-05
                    ,,,,,
                    类型,件数,,,,
                    自然人,1,,,,";
    let compilation = compiled("", &[("台账.csv", requests)]);
    counts(&compilation, &[("3.1/自然人", "1")]);
    assert_eq!(places(&compilation, "C120"), ["台账.csv!B4"]);
}

#[test]
fn a_small_table_beside_a_ledger_that_begins_with_months_lends_no_quantity() {
    let row = |at: u32, beside: &str| format!("\n罚〔2022〕{at}号,甲,2022-02-03,{beside}");
    let beside = [",3月,5", ",4月,0", "", "", ""];
    let rows: String = (1..)
        .zip(beside)
        .map(|(at, beside)| row(at, beside))
        .collect();
    let list = format!("处罚决定书文号,当事人,处罚决定日期,,月份,件数{rows}");
    plainly(
        &[("行政处罚.csv", &list)],
        &[("2.行政处罚/本年处理决定数量", "5")],
    );
}

#[test]
fn sums_by_the_item_that_are_just_what_is_registered_are_an_error() {
    let receipts = "收费项目,收费日期,实收金额（元）,票据号
                    工本费,2022-01-01,100,A1
                    工本费,2022-01-02,200,A2
                    考试费,2022-02-02,50,A3";
    let licences = "许可决定书文号,许可事项,决定日期
                    许1,甲类,2022-01-03
                    许2,甲类,2022-01-04
                    许3,乙类,2022-02-04";
    let fees = "收费项目,收费金额（元）\n工本费,300\n考试费,50";
    let counted = "许可事项,件数\n甲类,2\n乙类,1";
    for (list, sums, word) in [
        (receipts, fees, "行政事业性收费"),
        (licences, counted, "行政许可"),
    ] {
        let (list_of, sums_of) = (
            format!("2022年{word}.csv"),
            format!("2022年{word}按项目.csv"),
        );
        let at = format!("{sums_of}!2");
        says("L127", &[(&list_of, list), (&sums_of, sums)], &[&at]);
        // one item less may be of others
        let others = sums.replace(",50", ",60").replace("乙类,1", "乙类,2");
        let compilation = says("L126", &[(&list_of, list), (&sums_of, &others)], &[&at]);
        assert!(places(&compilation, "L127").is_empty());
    }
}

#[test]
fn the_sums_of_a_year_beside_those_of_its_quarters_are_an_error() {
    let quarter = "收费项目,金额（元）\n工本费,100\n考试费,5";
    let year = |exam: &str| format!("收费项目,金额（元）\n工本费,400\n考试费,{exam}");
    let of_quarter = |name: &'static str| (name, quarter);
    let quarters = [
        of_quarter("2022年一季度行政事业性收费.csv"),
        of_quarter("2022年二季度行政事业性收费.csv"),
        of_quarter("2022年三季度行政事业性收费.csv"),
        of_quarter("2022年四季度行政事业性收费.csv"),
    ];
    for (exam, code, at) in [
        ("20", "L127", "2022年全年行政事业性收费.csv!2"),
        ("21", "L126", "2022年全年行政事业性收费.csv"),
    ] {
        let year = year(exam);
        let mut files = vec![("2022年全年行政事业性收费.csv", year.as_str())];
        files.extend(quarters);
        let compilation = says(code, &files, &[at]);
        let other = if code == "L126" { "L127" } else { "L126" };
        assert!(places(&compilation, other).is_empty());
    }
}

#[test]
fn a_column_of_all_so_far_repeats_what_the_exports_before_told() {
    let sheet = |fee: u32| format!("收费项目,累计收费金额（元）\n工本费,{fee}");
    let (first, second) = (sheet(1000), sheet(1500));
    let files = [
        ("一季度/行政事业性收费.csv", first.as_str()),
        ("二季度/行政事业性收费.csv", second.as_str()),
    ];
    let compilation = compiled("", &files);
    let offered = &found(&compilation, "C102").help;
    assert!(offered.contains("只留最后一期"), "{offered}");
    let toml = "[headings]\n\"累计收费金额（元）\" = \"金额\"";
    let compilation = compiled(toml, &files);
    assert_eq!(places(&compilation, "L126"), ["二季度/行政事业性收费.csv"]);
    let compilation = compiled(toml, &files[1..]);
    assert!(places(&compilation, "L126").is_empty());
    counts(&compilation, &[(FEES, "0.15")]);
}

#[test]
fn an_amount_of_this_quarter_stands_below_the_heading_of_all_amounts() {
    let page = "<table>
        <tr><td rowspan=2>收费项目</td><td colspan=2>收费金额（元）</td></tr>
        <tr><td>本季</td><td>本年累计</td></tr>
        <tr><td>工本费</td><td>500</td><td>1500</td></tr>
        <tr><td>考试费</td><td>600</td><td>2600</td></tr>
        </table>";
    plainly(
        &[("2022年二季度/行政事业性收费.html", page)],
        &[(FEES, "0.11")],
    );
}

#[test]
fn a_refund_that_does_not_count_is_told_how_to_be_taken_off() {
    let sheet = |state: &str, amount: &str| {
        format!(
            "收费日期,收费项目,业务类型,收费金额（元）\n2022-01-01,工本费,收费,1000\n2022-01-02,工本费,{state},{amount}"
        )
    };
    let file = "2022年行政事业性收费.csv";
    for (state, offered) in [("退费", "负数"), ("已冲红", "\"已冲红\" = \"作出决定\"")]
    {
        let compilation = compiled("", &[(file, &sheet(state, "200"))]);
        let help = &found(&compilation, "E131").help;
        assert!(help.contains(offered), "{state}: {help}");
        counts(&compilation, &[(FEES, "0.1")]);
    }
    let compilation = compiled("", &[(file, &sheet("退费", "-200"))]);
    counts(&compilation, &[(FEES, "0.08")]);
}
