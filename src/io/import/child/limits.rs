//! What the cell may use: it sets these limits itself, before it reads a byte.
//!
//! macOS does not enforce the limit on address space; there the reading side's caps and the time
//! are what holds.

use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, setrlimit};

/// Address space, in MiB.
pub(super) const MEMORY_MIB: u64 = 512;
/// Standard input, output and error: no descriptor is left for a file or a connection.
const OPEN_FILES: u64 = 3;
/// CPU seconds for each MB of the file, and the fewest.
const CPU_SECONDS: u64 = 10;

/// CPU seconds that a file of this many bytes may take.
pub(super) fn cpu_seconds(file_bytes: u64) -> u64 {
    file_bytes.div_ceil(1_000_000).max(1) * CPU_SECONDS
}

/// Limits this process for good.
pub(super) fn apply(file_bytes: u64) -> Result<(), Errno> {
    let seconds = cpu_seconds(file_bytes);
    let memory = limit(Resource::As, MEMORY_MIB * 1024 * 1024);
    if cfg!(target_os = "linux") {
        memory?;
    }
    // The soft limit ends the process by a signal that tells why.
    let cpu = Rlimit {
        current: Some(seconds),
        maximum: Some(seconds + 1),
    };
    setrlimit(Resource::Cpu, cpu)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Nofile, OPEN_FILES)
}

fn limit(resource: Resource, most: u64) -> Result<(), Errno> {
    let limit = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(resource, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_grows_with_the_file() {
        assert_eq!(cpu_seconds(0), 10);
        assert_eq!(cpu_seconds(1_000_000), 10);
        assert_eq!(cpu_seconds(1_000_001), 20);
    }
}
