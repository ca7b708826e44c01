//! Rows that are what other rows are together: sums by whatever name, parents of other rows, the same told twice.

use super::{compiled, counts, places, plainly, says};

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
