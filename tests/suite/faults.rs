//! Faults survived: killed at any moment, no room on the disk, a folder that cannot be written, files that change
//! while they are read, two runs at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::maker::random::Random;

const HEADS: &str = "申请编号,收到日期,申请人类型,办理结果,答复日期\n";

/// An office whose ledger holds so many applications.
fn office(applications: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(
        folder.path().join("data/gknb.toml"),
        "year = 2022\nagency = \"某局\"\n",
    )
    .unwrap();
    fill(folder.path(), applications);
    folder
}

/// One application in ten is answered so late that it is doubted and an annotated copy made.
fn fill(folder: &Path, applications: usize) {
    let mut text = HEADS.to_owned();
    for n in 0..applications {
        let reply = if n % 10 == 0 {
            "2022-06-20"
        } else {
            "2022-01-20"
        };
        text.push_str(&format!("A-{n},2022-01-05,自然人,予以公开,{reply}\n"));
    }
    fs::write(folder.join("data/依申请公开台账.csv"), text).unwrap();
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gknb"));
    command
        .arg("--quiet")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn run(folder: &Path) -> Output {
    command(folder).stderr(Stdio::piped()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files of the report by name; those of an interrupted run are apart.
fn report(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(at: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(at).into_iter().flatten() {
            let path = entry.unwrap().path();
            let hidden = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(".gknb.");
            match path.is_dir() {
                _ if hidden => {}
                true => walk(&path, files),
                false => {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(&folder.join("report"), &mut files);
    files
}

fn leavings(folder: &Path) -> Vec<String> {
    fs::read_dir(folder.join("report"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".gknb."))
        .collect()
}

#[test]
fn killed_at_any_moment_every_file_is_old_or_new_and_the_next_run_makes_them_one() {
    let folder = office(40);
    let at = folder.path();
    assert!(run(at).status.success());
    let old = report(at);
    fill(at, 60);
    let started = Instant::now();
    assert!(run(at).status.success());
    let whole = started.elapsed();
    let new = report(at);
    let changed = old.keys().filter(|name| old[*name] != new[*name]).count();
    assert!(
        old.len() >= 5 && old.keys().eq(new.keys()) && changed >= 4,
        "{:?}",
        old.keys()
    );
    let mut random = Random::new(20).fork("kills");
    let mut cut_short = 0;
    for kill in 0..100 {
        // from one state to the other and back
        let (applications, from, to) = if kill % 2 == 0 {
            (40, &new, &old)
        } else {
            (60, &old, &new)
        };
        fill(at, applications);
        let mut child = command(at).spawn().unwrap();
        let after = whole.as_micros() as u64 * random.below(1100) / 1000;
        std::thread::sleep(Duration::from_micros(after));
        child.kill().unwrap();
        cut_short += usize::from(!child.wait().unwrap().success());
        let left = report(at);
        for (name, bytes) in &left {
            assert!(
                from.get(name) == Some(bytes) || to.get(name) == Some(bytes),
                "{} is neither, after {after} µs",
                name.display()
            );
        }
        assert!(left.keys().eq(old.keys()), "after {after} µs");
        let next = run(at);
        assert!(next.status.success(), "{}", said(&next));
        assert!(report(at) == *to, "after {after} µs");
        assert!(leavings(at).is_empty(), "{:?}", leavings(at));
    }
    assert!(cut_short > 30, "only {cut_short} runs were cut short");
}

#[test]
fn a_run_that_publishes_nothing_still_completes_the_one_before_it() {
    let folder = office(40);
    let at = folder.path();
    assert!(run(at).status.success());
    let old = report(at);
    fill(at, 60);
    assert!(run(at).status.success());
    let new = report(at);
    // as if the run had been killed after the first of its files
    let ready = at.join("report/.gknb.ready");
    fs::create_dir(&ready).unwrap();
    let names: Vec<String> = new
        .keys()
        .map(|p| {
            p.strip_prefix(at.join("report"))
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    for (nth, name) in names.iter().enumerate().skip(1) {
        fs::write(
            ready.join(nth.to_string()),
            &new[&at.join("report").join(name)],
        )
        .unwrap();
        fs::write(
            at.join("report").join(name),
            &old[&at.join("report").join(name)],
        )
        .unwrap();
    }
    let list = serde_json::json!({ "put": names, "gone": [] });
    fs::write(ready.join("list"), list.to_string()).unwrap();
    // a row in error: nothing is published, the old tables stay
    let ledger = at.join("data/依申请公开台账.csv");
    let text = fs::read_to_string(&ledger).unwrap();
    fs::write(
        &ledger,
        text + "B-1,2022-13-45,自然人,予以公开,2022-01-20\n",
    )
    .unwrap();
    let failed = run(at);
    assert_eq!(failed.status.code(), Some(1), "{}", said(&failed));
    assert!(
        said(&failed).contains("上一次运行没有写完就中断了"),
        "{}",
        said(&failed)
    );
    for name in [
        "某局2022年政府信息公开统计表.xlsx",
        "某局2022年政府信息公开统计表.json",
    ] {
        let path = at.join("report").join(name);
        assert!(
            fs::read(&path).unwrap() == new[&path],
            "{name} is of another run"
        );
    }
    assert!(leavings(at).is_empty());
}

/// A file system of this size, where the system lets us have one.
#[cfg(target_os = "linux")]
struct Small(PathBuf);

#[cfg(target_os = "linux")]
impl Small {
    fn mounted(at: PathBuf, size: &str) -> Option<Self> {
        fs::create_dir_all(&at).unwrap();
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(&at)
            .stderr(Stdio::null())
            .status();
        match status {
            Ok(status) if status.success() => Some(Small(at)),
            _ => {
                #[allow(clippy::print_stderr)] // said where the test cannot say more
                {
                    eprintln!("not tested on a full disk: this user may not mount one");
                }
                None
            }
        }
    }
}

#[cfg(target_os = "linux")]
impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_files_as_they_were() {
    let folder = office(400);
    let at = folder.path();
    let Some(disk) = Small::mounted(at.join("report"), "1m") else {
        return;
    };
    assert!(run(at).status.success());
    let old = report(at);
    fill(at, 401);
    // room for a little, not for all
    let used: usize = old.values().map(Vec::len).sum();
    assert!(used < 900_000, "{used}");
    fs::write(disk.0.join("别的"), vec![0; (1 << 20) - used - used / 2]).unwrap();
    let failed = run(at);
    assert_eq!(failed.status.code(), Some(2), "{}", said(&failed));
    assert!(
        said(&failed).contains("磁盘空间不足") && said(&failed).contains("下一步"),
        "{}",
        said(&failed)
    );
    fs::remove_file(disk.0.join("别的")).unwrap();
    assert!(report(at) == old && leavings(at).is_empty());
    drop(disk);
}

#[cfg(unix)]
#[test]
fn a_limit_of_the_system_leaves_the_old_files_as_they_were() {
    let folder = office(40);
    let at = folder.path();
    assert!(run(at).status.success());
    let old = report(at);
    fill(at, 60);
    let limited = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 8; exec \"$0\" --quiet",
            env!("CARGO_BIN_EXE_gknb"),
        ])
        .current_dir(at)
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(2), "{}", said(&limited));
    assert!(
        said(&limited).contains("超过了系统允许的上限"),
        "{}",
        said(&limited)
    );
    assert!(report(at) == old && leavings(at).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = office(3);
    let at = folder.path();
    assert!(run(at).status.success());
    let old = report(at);
    fill(at, 4);
    let out = at.join("report");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    // nobody's rights stop the administrator: a disk that is read-only does
    let administrator = fs::write(out.join("x"), "").is_ok();
    let mut disk = None;
    if administrator {
        fs::remove_file(out.join("x")).unwrap();
        let Some(mounted) = Small::mounted(at.join("report"), "1m") else {
            return;
        };
        let again = Command::new("mount")
            .args(["-o", "remount,ro"])
            .arg(&out)
            .status();
        assert!(again.is_ok_and(|s| s.success()));
        disk = Some(mounted);
    }
    let failed = run(at);
    let words = said(&failed);
    assert_eq!(failed.status.code(), Some(2), "{words}");
    assert!(
        words.contains("磁盘是只读的") || words.contains("没有权限"),
        "{words}"
    );
    assert!(words.contains("--out"), "{words}");
    drop(disk);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(report(at) == old);
}

/// Runs while something is done to the data again and again.
fn meanwhile(folder: &Path, act: impl Fn(usize)) -> Output {
    let mut child: Child = command(folder).stderr(Stdio::piped()).spawn().unwrap();
    let mut round = 0;
    while child.try_wait().unwrap().is_none() {
        act(round);
        round += 1;
        std::thread::sleep(Duration::from_millis(1));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn a_file_that_changes_while_it_is_read_is_an_error_and_nothing_of_it_is_published() {
    let folder = office(400);
    let at = folder.path();
    let ledger = at.join("data/依申请公开台账.csv");
    let text = fs::read_to_string(&ledger).unwrap();
    let other = text.replace("自然人", "商业企业");
    let output = meanwhile(at, |round| {
        fs::write(&ledger, if round % 2 == 0 { &other } else { &text }).unwrap();
    });
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(
        words.contains("B092") && words.contains("下一步"),
        "{words}"
    );
    assert!(!at.join("report/某局2022年政府信息公开统计表.xlsx").exists());
    assert!(at.join("report/某局2022年核对底稿.xlsx").exists());
}

/// Where a file that is open can be removed.
#[cfg(unix)]
#[test]
fn a_file_that_vanishes_while_it_is_read_is_an_error() {
    let folder = office(400);
    let at = folder.path();
    let ledger = at.join("data/依申请公开台账.csv");
    let mut child = command(at).stderr(Stdio::piped()).spawn().unwrap();
    // as soon as its report folder is there the ledger has been read, and nothing of it is written
    let out = at.join("report");
    while !out.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
    fs::remove_file(&ledger).unwrap();
    let output = child.wait_with_output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(
        words.contains("B092") && words.contains("被移走、改名或删除"),
        "{words}"
    );
    assert!(!out.join("某局2022年政府信息公开统计表.xlsx").exists());
}

#[test]
fn a_lock_file_beside_a_source_or_a_result_is_noted() {
    let folder = office(3);
    let at = folder.path();
    let noted = |output: &Output| {
        String::from_utf8_lossy(&output.stderr).contains("可能正在 Excel 或 WPS 中打开")
    };
    let full = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gknb"));
        command.current_dir(at).output().unwrap()
    };
    assert!(!noted(&full()));
    fs::write(at.join("data/~$依申请公开台账.csv"), "某人").unwrap();
    let output = full();
    assert!(
        noted(&output) && said(&output).contains("B091"),
        "{}",
        said(&output)
    );
    fs::remove_file(at.join("data/~$依申请公开台账.csv")).unwrap();
    fs::write(
        at.join("report/.~lock.某局2022年政府信息公开统计表.xlsx#"),
        "某人",
    )
    .unwrap();
    let output = full();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        noted(&output) && said(&output).contains("那里显示的还是旧内容"),
        "{}",
        said(&output)
    );
}

#[test]
fn of_two_runs_at_once_one_is_whole_and_the_other_says_so() {
    let folder = office(40);
    let at = folder.path();
    for _ in 0..10 {
        let children: Vec<Child> = (0..3)
            .map(|_| command(at).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        let outputs: Vec<Output> = children
            .into_iter()
            .map(|c| c.wait_with_output().unwrap())
            .collect();
        assert!(outputs.iter().any(|o| o.status.success()));
        for output in outputs.iter().filter(|o| !o.status.success()) {
            assert_eq!(output.status.code(), Some(2));
            assert!(
                said(output).contains("另一个 gknb 正在写 report"),
                "{}",
                said(output)
            );
        }
        assert!(leavings(at).is_empty());
    }
    let audited = Command::new(env!("CARGO_BIN_EXE_gknb"))
        .args(["audit", "report", "data"])
        .current_dir(at)
        .output()
        .unwrap();
    assert!(audited.status.success(), "{}", said(&audited));
}
