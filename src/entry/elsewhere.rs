//! 另处: that what a row tells of is dealt with elsewhere: together with another row, or by another office.
//!
//! In: a remark, squeezed. Out: whether it says so in words that leave little doubt.

/// What is done with a matter.
const DEALT: [&str; 5] = ["办理", "处理", "答复", "审理", "回复"];

/// Whether a remark says that the row went into another: 「已并入3号」, 「与3号合并办理」, 「并案处理」.
pub(super) fn joins(key: &str) -> bool {
    // another went into this one, or none into any
    const OTHERS: [&str; 6] = ["并入本", "并入此", "并入该件", "未", "不", "分"];
    if !key.contains('并') || OTHERS.iter().any(|word| key.contains(word)) {
        return false;
    }
    let dealt = |word: &str| {
        let behind = key.split_once(word).map(|(_, behind)| behind);
        behind.is_some_and(|behind| DEALT.iter().any(|end| behind.starts_with(end)))
    };
    // 「并入城镇体系」 is what a row may be about
    let into = key.split_once("并入").is_some_and(|(_, behind)| {
        behind.ends_with(['号', '件', '案']) || behind.bytes().all(|b| b.is_ascii_digit())
    });
    into || dealt("合并") || dealt("并案") || matches!(key, "并案" | "已并案" | "合并" | "已合并")
}

/// Whether a remark says that another office deals with it: 「转区教育局办理」, 「已移送市局处理」.
pub(super) fn passes_on(key: &str) -> bool {
    let rest = key.trim_start_matches(['已', '此', '本', '该', '件', '由']);
    let behind = ["转", "移送", "移交"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let dealt = |behind: &str| {
        let end = DEALT.iter().find_map(|end| behind.strip_suffix(end));
        end.is_some_and(|office| !office.is_empty())
    };
    const OFFICES: [char; 9] = ['局', '委', '厅', '办', '府', '处', '院', '站', '心'];
    behind.is_some_and(|behind| {
        let office = rest.len() < key.len() && behind.ends_with(OFFICES);
        !behind.starts_with(['来', '发', '让', '为', '型', '账', '出', '正', '移'])
            && (dealt(behind) || office)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_elsewhere_is_told_from_what_came_here() {
        for joined in [
            "已并入3号",
            "与3号合并办理",
            "并案处理",
            "并入2022-5号",
            "已并案",
        ] {
            assert!(joins(joined), "{joined}");
        }
        for none in [
            "3号并入本件",
            "未并案",
            "公司合并登记",
            "并入城镇体系",
            "分并办理",
        ] {
            assert!(!joins(none), "{none}");
        }
        for passed in [
            "转区教育局办理",
            "已转市局",
            "已移送市局处理",
            "此件转县住建局办理",
        ] {
            assert!(passes_on(passed), "{passed}");
        }
        for none in ["转来件", "市局转办", "转发办理", "转办", "转让处理"] {
            assert!(!passes_on(none), "{none}");
        }
    }
}
