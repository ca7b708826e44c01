//! Writes the seed corpus: the fixtures of the tests and the sample data, in the form that each target takes,
//! and a few small inputs by hand.

use std::fs;
use std::path::{Path, PathBuf};

use gknb::write::blank;
use gknb_fuzz::{joined, unpacked};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let above = root.parent().expect("the crate lies beside");
    let corpus = root.join("corpus");
    let mut files = Vec::new();
    for folder in ["tests/files", "data"] {
        walk(&above.join(folder), &mut files);
    }
    files.sort();
    for (nth, path) in files.iter().enumerate() {
        let bytes = fs::read(path).expect("readable");
        for (target, seed) in seeds(&bytes) {
            put(&corpus, target, &format!("file{nth}"), &seed);
        }
    }
    for (nth, ledger) in blank::blanks().iter().enumerate() {
        let bytes = blank::bytes(ledger).expect("a blank ledger");
        put(&corpus, "xlsx", &format!("blank{nth}"), &parts_of(&bytes));
    }
    for (target, seeds) in BY_HAND {
        for (nth, seed) in seeds.iter().enumerate() {
            put(&corpus, target, &format!("hand{nth}"), seed.as_bytes());
        }
    }
    put(&corpus, "xlsb", "hand", &xlsb());
    let settings = gknb::settings::Settings::default();
    let compiled = gknb::compile(&gknb::Job {
        settings: gknb::settings::Settings {
            year: Some(2022),
            none: vec!["行政许可".to_owned()],
            ..settings
        },
        files: Vec::new(),
        previous: None,
        jobs: 1,
    });
    if let Ok(compiled) = compiled {
        let document = gknb::write::publishable::document(&compiled);
        let bytes = gknb::write::xlsx::bytes(&document).expect("a workbook");
        put(&corpus, "report", "publishable", &parts_of(&bytes));
        let page = gknb::write::html::page(&compiled, &|_| None);
        put(&corpus, "report", "page", page.as_bytes());
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        match path.is_dir() {
            true => walk(&path, files),
            false => files.push(path),
        }
    }
}

/// The targets that a file is a seed of, and the form they take it in.
fn seeds(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = vec![("raw", bytes.to_vec())];
    if bytes.starts_with(b"PK") {
        let names: Vec<String> = unpacked(bytes).into_iter().map(|(name, _)| name).collect();
        let has = |name: &str| names.iter().any(|n| n == name);
        let target = match () {
            () if has("xl/workbook.bin") => "xlsb",
            () if has("content.xml") => "ods",
            () => "xlsx",
        };
        seeds.push((target, parts_of(bytes)));
    } else if bytes.starts_with(b"\xD0\xCF") {
        if let Some(stream) = stream(bytes) {
            seeds.push(("xls", stream));
        }
    } else if bytes.starts_with(b"<?xml") {
        seeds.push(("spreadsheetml", bytes.to_vec()));
    } else if bytes.starts_with(b"<") {
        seeds.push(("html", bytes.to_vec()));
        seeds.push(("report", bytes.to_vec()));
    } else if bytes.starts_with(b"#") {
        seeds.push(("settings", bytes.to_vec()));
    } else {
        seeds.push(("text", bytes.to_vec()));
        let name: &[u8] = b"\n%%2022-Q1.csv\n";
        seeds.push(("compile", [name, bytes].concat()));
    }
    seeds
}

/// The parts that readers look at; pictures and themes only make the fuzzer slow.
fn parts_of(bytes: &[u8]) -> Vec<u8> {
    let unpacked = unpacked(bytes);
    let wanted = unpacked.iter().filter(|(name, content)| {
        content.len() < 60_000 && !name.contains("theme") && !name.contains("docProps")
    });
    joined(wanted.map(|(name, content)| (name.as_str(), content.as_slice())))
}

/// The workbook's stream of an OLE file, which begins with its BOF; in these small files it is contiguous. What
/// calamine would make of the file is not asked: on chains of sectors without an end it takes all memory.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let at = bytes
        .windows(4)
        .position(|w| w == [0x09, 0x08, 0x10, 0x00])?;
    Some(bytes[at..].to_vec())
}

/// A workbook of records [MS-XLSB 2.1.4], as parts.
fn xlsb() -> Vec<u8> {
    let bundle = [
        &1u32.to_le_bytes()[..],
        &1u32.to_le_bytes(),
        &wide("rId1"),
        &wide("台账"),
    ]
    .concat();
    let book = [
        record(0x83, &[]),
        record(0x99, &[0; 12]),
        record(0x8F, &[]),
        record(0x9C, &bundle),
        record(0x90, &[]),
        record(0x84, &[]),
    ]
    .concat();
    let styles = [
        record(0x267, &0u32.to_le_bytes()),
        record(0x269, &2u32.to_le_bytes()),
        record(0x2F, &[0; 16]),
        record(0x2F, &[0, 0, 14, 0, 0, 0, 0, 0]),
    ]
    .concat();
    let strings = [
        record(0x9F, &[1, 0, 0, 0, 1, 0, 0, 0]),
        record(0x13, &[&[0][..], &wide("甲")].concat()),
        record(0xA0, &[]),
    ]
    .concat();
    let area: Vec<u8> = [1u32, 2, 0, 0]
        .iter()
        .flat_map(|n| n.to_le_bytes())
        .collect();
    let row = |number: u32, hidden: u8| {
        let mut data = [0; 17];
        data[..4].copy_from_slice(&number.to_le_bytes());
        data[11] = hidden;
        record(0, &data)
    };
    let cell = |kind, column: u32, style: u32, value: &[u8]| {
        record(
            kind,
            &[&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat(),
        )
    };
    let sheet = [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        row(1, 0),
        cell(6, 0, 0, &wide("张三")),
        cell(7, 1, 0, &0u32.to_le_bytes()),
        cell(5, 2, 1, &44680.4375f64.to_le_bytes()),
        cell(4, 3, 0, &[1]),
        cell(2, 4, 0, &[0, 0, 0x59, 0x40]),
        row(2, 0x10),
        cell(0x0B, 1, 0, &[0x2A, 0, 0]),
        cell(3, 2, 0, &[0x07]),
        record(0x92, &[]),
        record(0xB1, &1u32.to_le_bytes()),
        record(0xB0, &area),
        record(0xB2, &[]),
        record(0x82, &[]),
    ]
    .concat();
    joined([
        ("xl/workbook.bin", &book[..]),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if kind < 0x80 {
        bytes.push(kind as u8);
    } else {
        bytes.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
    }
    bytes.push(data.len() as u8);
    bytes.extend(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    let units = units.into_iter().flat_map(u16::to_le_bytes);
    length.into_iter().chain(units).collect()
}

fn put(corpus: &Path, target: &str, name: &str, seed: &[u8]) {
    let folder = corpus.join(target);
    fs::create_dir_all(&folder).expect("writable");
    fs::write(folder.join(name), seed).expect("writable");
}

const LEDGER: &str = "序号\t申请编号\t申请人\t申请人类型\t收到日期\t答复日期\t办理结果\n#1\tA1\t张三\t自然人\t2022-01-05\t2022-01-20\t予以公开\n#2\tA2\t某公司\t商业企业\t@44680\t@44690\t部分公开\n合计\t2\n";

const BY_HAND: &[(&str, &[&str])] = &[
    (
        "header",
        &[
            LEDGER,
            "2022年第一季度\n\n序号\t文号\t标题\t类别\t发布日期\t公开渠道\t数量\n#1\t株国资〔2022〕1号\t关于\t行政规范性文件\t2022-03-01\t门户网站\t#3\n\n序号\t案号\t类别\t受理日期\t结案日期\t结果\n1\t(2022)1\t行政复议\t2022-1-1\t2022-2-2\t维持\n",
        ],
    ),
    (
        "words",
        &[
            "依申请公开台账（单位：万元）\nA-1\n2022.4.29\n44680\n自然人\n予以公开\n12万元\n是\n3\n行政许可\n维持\n",
        ],
    ),
    (
        "dates",
        &[
            "2022-04-29",
            "2022年4月29日 10:30",
            "二〇二二年四月二十九日",
            "44680.4375",
            "20220429103000",
            "2022年1月1日至2022年3月31日",
            "第一季度",
            "1-6月",
            "7,270.12万元",
            "04/29/2022",
            "2022Q1",
        ],
    ),
    (
        "settings",
        &[
            "year = 2022\nagency = \"某局\"\nscope = \"本机关\"\nnone = [\"规章\"]\nkey = [\"收到日期\"]\nduplicates = \"distinct\"\nuntil = 2022-06-30\n[opening]\n规章 = 3\n[[figure]]\nslot = \"2.行政许可/本年处理决定数量\"\nvalue = 12.5\nsource = \"某系统\"\n[words.办理结果]\n\"给了\" = \"予以公开\"\n[headings]\n\"来件日\" = \"收到日期\"\n[[explain]]\ncode = \"L119\"\nplace = \"申请.xlsx!台账!D7\"\nreason = \"核对无误\"\nvalue = \"1\"\n",
        ],
    ),
    (
        "spreadsheetml",
        &[
            "<Worksheet ss:Name=\"台账\"><Table><Row ss:Index=\"2\" ss:Hidden=\"1\" ss:Span=\"3\"><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">甲</Data></Cell><Cell ss:Index=\"7\" ss:Formula=\"=1\"><Data ss:Type=\"Number\">1.5</Data></Cell><Cell><Data ss:Type=\"DateTime\">2022-04-29T00:00:00.000</Data><Comment><ss:Data>x</ss:Data></Comment></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
        ],
    ),
    (
        "html",
        &[
            "<table><caption>题</caption><tr><th colspan=2 rowspan=3>甲<th style='display:none' x:num=\"1.5\">1.50</tr><tr hidden><td x:err>#N/A<td><table><tr><td>x</table></table>",
        ],
    ),
    (
        "text",
        &[
            "sep=;\na;b;\"c\"\"d\"\n\n1;=\"001\";\"x\ny\"\n",
            "编号,申请人\n\"1,张三\n2,\"李四\"x,\n",
        ],
    ),
    (
        "xlsx",
        &[
            "\n%%xl/worksheets/sheet1.xml\n<worksheet><sheetPr/><dimension ref=\"A1:C9\"/><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f>1+1</f><v>44680</v></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"b\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>&#24352;</t></r><r><t xml:space=\"preserve\"> 三</t></r></is></c><c t=\"d\"><v>2022-04-29</v></c><c t=\"str\"><v>x</v></c></row><row><c><v>1E-7</v></c></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B4\"/></mergeCells></worksheet>\n%%xl/sharedStrings.xml\n<sst count=\"1\" uniqueCount=\"2\"><si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>y</t></rPh></si></sst>\n%%xl/styles.xml\n<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
        ],
    ),
    (
        "report",
        &[
            "# 某局2024年政府信息公开工作年度报告\n\n|第二十条第（一）项|||\n|---|---|---|---|\n|信息内容|本年制发件数|本年废止件数|现行有效件数|\n|规章|0|0|0|\n|行政规范性文件|1|0|3|\n\n收到申请12件。\n",
            "\n%%word/document.xml\n<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>某局2024年</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl></w:body></w:document>",
        ],
    ),
    (
        "compile",
        &[
            "\n%%gknb.toml\nyear = 2022\n[opening]\n规章 = 3\n\n%%一季度/申请.xlsx\n序号\t申请编号\t申请人\t申请人类型\t收到日期\t答复日期\t办理结果\n#1\tA1\t张三\t自然人\t2022-01-05\t2022-01-20\t予以公开\n#2\tA2\t某公司\t商业企业\t@44640\t\t\n%A2:B3\n%%二季度/申请.xlsx\n申请编号\t申请人\t申请人类型\t收到日期\t答复日期\t办理结果\nA2\t某公司\t商业企业\t@44640\t@44690\t部分公开\n=A3\t-1+1\t自然人\t2022.13.1\t!#N/A\t给了\n合计\t2\n%%主动公开（1-6月）.csv\n文号,标题,类别,发布日期,公开渠道,数量,金额（万元）\n〔2022〕1号,=cmd,行政规范性文件,2022-03-01,门户网站,1,\n,收费,行政事业性收费,2022-03-02,,1,12.5\n%%案件.csv\n案号,类别,受理日期,结案日期,结果\n1,行政复议,2022-1-1,2022-2-2,维持\n2,行政诉讼,2022-1-1,,\n%%上年.md\n# 某局2021年政府信息公开工作年度报告\n",
            "\n%%gknb.toml\nyear = 2022\nby_unit = true\n[unit.\"甲局\"]\nnone = [\"规章\"]\n\n%%处罚（1-6月）.xlsx\n单位：元\n一、行政许可\n序号\t承办单位\t决定书文号\t当事人\t案由\t决定日期\t数量\t金额\n#1\t甲局\t许〔2022〕1号\t张三\t新办\t2022-01-05\t#1\t#79228162514264337593543950335\n二、行政处罚\n#1\t乙局\t罚〔2022〕1号\t某公司\t违法\t@44640\t#2\t5E+28\n其中：简易\t\t\t\t\t\t#1\n合计\t\t\t\t\t\t#3\t-7e28\n%%收费（一、二季度）.csv\n收费项目,收费日期,金额（万元）\n证照费,2022-03,\"1,234.50\"\n证照费,2022年第一季度,1.5\n本季度未发生,,0\n",
            "\n%%依申请.xlsx\n编号\t收到日期\t自然人\t\t法人或其他组织\t\t办理结果\t备注\n\t\t\t\t商业企业\t科研机构\t\t\n%C1:D1\n%E1:F1\n1\t2022.1.5\t√\t\t\t\t予以公开（部分）\t作废\n2\t2022-13-1\t\t\t√\t\t已办结\t\n%%规范性文件目录.csv\n文号,标题,成文日期,有效性,废止日期\n〔2022〕1号,甲,2022-01-05,已废止,2022-06-30\n〔1000〕1号,乙,,有效,\n",
        ],
    ),
    (
        "write",
        &[
            "\n%%=1+1.xlsx\n申请编号\t申请人\t申请人类型\t收到日期\t答复日期\t办理结果\n=A2\t+某\t@商业\t@44640\t@44690\t-部分公开\nA3\t-1+1\t自然人\t2022.13.1\t!#N/A\t给了\n合计\t2\n",
            "\n%%1.csv\n文号,标题,类别,发布日期,公开渠道,数量,金额（万元）\n1号,=cmd|' /C calc'!A0,行政规范性文件,2022-03-01,@门户网站,1,\n",
        ],
    ),
];
