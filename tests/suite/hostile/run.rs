//! A folder with a good ledger and something hostile, compiled by the program itself under a watch.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Longer than any of it takes, on whatever machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// What is compiled.
pub(super) struct Case {
    pub(super) folder: TempDir,
    pub(super) settings: Vec<u8>,
    pub(super) previous: Option<(String, Vec<u8>)>,
    /// A file of nothing but zeros, which the disk does not hold.
    pub(super) sparse: Option<(String, u64)>,
    hostile: Option<String>,
}

/// What came of it.
pub(super) struct Outcome {
    pub(super) code: i32,
    /// Rows behind the figures.
    pub(super) counted: u64,
    /// Findings in the hostile file: code, message, help.
    pub(super) found: Vec<(String, String, String)>,
    /// Codes of all findings.
    pub(super) all: Vec<String>,
    /// What was passed over.
    pub(super) notes: String,
    pub(super) err: String,
    /// The most memory that it held, in KiB; 0 where the system does not tell.
    pub(super) peak: u64,
    severities: Vec<String>,
}

impl Outcome {
    /// Codes of the errors in the hostile file.
    pub(super) fn errors(&self) -> Vec<&str> {
        let found = self.found.iter().zip(&self.severities);
        found
            .filter(|(_, severity)| *severity == "error")
            .map(|(found, _)| found.0.as_str())
            .collect()
    }

    /// Codes of all that was found in the hostile file.
    pub(super) fn codes(&self) -> Vec<String> {
        self.found.iter().map(|f| f.0.clone()).collect()
    }
}

impl Case {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let ledger = "申请编号,收到日期,申请人类型,办理结果,答复日期\nA-1,2022-01-05,自然人,予以公开,2022-01-20\n";
        fs::write(data.join("依申请公开台账.csv"), ledger).unwrap();
        Case {
            folder,
            settings: "year = 2022\nagency = \"某局\"\n".into(),
            previous: None,
            sparse: None,
            hostile: None,
        }
    }

    pub(super) fn file(mut self, name: &str, bytes: Vec<u8>) -> Self {
        fs::write(self.data().join(name), bytes).unwrap();
        self.hostile = Some(name.to_owned());
        self
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Compiles, twice the cores or not; the test fails where it does not come to an end.
    pub(super) fn run(&self) -> Outcome {
        fs::write(self.data().join("gknb.toml"), &self.settings).unwrap();
        let mut hostile = self.hostile.clone();
        if let Some((name, length)) = &self.sparse {
            let file = File::create(self.data().join(name)).unwrap();
            file.set_len(*length).unwrap();
            hostile = Some(name.clone());
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_gknb"));
        command.args(["compile", "--json", "--quiet"]);
        if let Some((name, bytes)) = &self.previous {
            let path = self.folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            command.arg("--previous").arg(path);
        }
        let out = self.folder.path().join("stdout");
        let err = self.folder.path().join("stderr");
        let child = command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let (code, peak) = watched(child);
        let err = fs::read_to_string(err).unwrap();
        let json: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap_or(Value::Null);
        assert!(code >= 0, "killed by a signal: {err}");
        assert!(!err.contains("程序内部出错"), "{err}");
        assert!(
            code == 2 || !json.is_null(),
            "exit {code} without a document: {err}"
        );
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let findings = json["findings"].as_array().cloned().unwrap_or_default();
        let of_hostile: Vec<&Value> = findings
            .iter()
            .filter(|f| hostile.is_some() && f["at"]["file"].as_str() == hostile.as_deref())
            .collect();
        Outcome {
            code,
            counted: json["rows"]["counted"].as_u64().unwrap_or(0),
            found: of_hostile
                .iter()
                .map(|f| (text(&f["code"]), text(&f["message"]), text(&f["help"])))
                .collect(),
            severities: of_hostile.iter().map(|f| text(&f["severity"])).collect(),
            all: findings.iter().map(|f| text(&f["code"])).collect(),
            notes: findings
                .iter()
                .filter(|f| f["code"] == "B090")
                .map(|f| text(&f["message"]))
                .collect(),
            err,
            peak,
        }
    }
}

/// Waits for the end; the exit code (-1 for a signal) and the most memory held on the way.
fn watched(mut child: Child) -> (i32, u64) {
    let started = Instant::now();
    let mut peak = 0;
    loop {
        peak = peak.max(held(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            return (status.code().unwrap_or(-1), peak);
        }
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it does not come to an end");
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// The high-water mark of a process, as Linux tells it.
fn held(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}
