//! Finds the program that has a device node open, for the message of `usbfs.busy`.

use std::fs;
use std::path::Path;

/// "name (process 123)" of other processes that have `node` open, or a general phrase where none can be seen.
pub fn describe(node: &str) -> String {
    let own = std::process::id().to_string();
    let mut found = Vec::new();
    let Ok(processes) = fs::read_dir("/proc") else {
        return "another program".into();
    };
    for entry in processes.flatten() {
        let name = entry.file_name();
        let Some(process) = name.to_str() else {
            continue;
        };
        if process == own || !process.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if holds(&entry.path(), node) {
            let command = fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
            found.push(format!("{} (process {process})", command.trim()));
        }
    }
    if found.is_empty() {
        // A process of another user, or this process itself.
        return "another program".into();
    }
    found.join(", ")
}

fn holds(process: &Path, node: &str) -> bool {
    let Ok(descriptors) = fs::read_dir(process.join("fd")) else {
        return false;
    };
    descriptors
        .flatten()
        .any(|entry| fs::read_link(entry.path()).is_ok_and(|target| target == Path::new(node)))
}
