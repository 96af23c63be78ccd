//! The errors of the machine: each has a stable code and a message that says what to do.

/// What went wrong; `code` is stable, the message is for a person.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "/dev/kvm does not exist or answers nothing: load the kvm_intel or kvm_amd module, and enable virtualisation in the firmware (or nested virtualisation on the host of this host): {0}"
    )]
    KvmUnavailable(std::io::Error),
    #[error(
        "/dev/kvm may not be opened: add this process's user to the group kvm, then log in again"
    )]
    KvmPermission,
    #[error(
        "this kernel's KVM lacks {0}: use Linux 5.10 or later with in-kernel interrupt controllers"
    )]
    KvmCapability(&'static str),
    #[error("KVM refused to {0}: {1}")]
    Kvm(&'static str, kvm_ioctls::Error),
    #[error("{0}")]
    MachineOptions(String),
    #[error(
        "{bytes} bytes of guest memory cannot be mapped: {cause}; give the machine less memory"
    )]
    MachineMemory { bytes: u64, cause: std::io::Error },
    #[error("the machine cannot do this now: {0}")]
    MachineState(&'static str),
    #[error(
        "a thread or descriptor of the machine could not be made: {0}; raise the process's limits"
    )]
    MachineResources(std::io::Error),
    #[error("the region at {base:#x} of {length:#x} bytes overlaps another one")]
    RegionOverlap { base: u64, length: u64 },
    #[error("the region is not valid: {0}")]
    RegionInvalid(String),
    #[error("there is no region {0}")]
    RegionUnknown(u32),
    #[error("there is no MSI route {0}: allocate it first")]
    MsiUnknown(u32),
    #[error("all {0} MSI routes are in use: remove a device, or give it fewer vectors")]
    MsiExhausted(usize),
    #[error("the ACPI tables cannot be placed: {0}")]
    Acpi(String),
    #[error("the kernel {path} cannot be read: {cause}; check the path and its permissions")]
    KernelMissing { path: String, cause: std::io::Error },
    #[error("{path} is not a kernel this machine can start: {reason}")]
    KernelInvalid { path: String, reason: String },
    #[error("the kernel {path} ends too early ({found} of {wanted} bytes): copy it again")]
    KernelTruncated {
        path: String,
        found: u64,
        wanted: u64,
    },
    #[error(
        "the kernel {path} does not fit: it needs memory up to {wanted:#x}, there is {found:#x}; give the machine more memory"
    )]
    KernelTooLarge {
        path: String,
        wanted: u64,
        found: u64,
    },
    #[error("the command line has {found} bytes, this kernel takes {limit}; shorten it")]
    KernelCommandLine { found: usize, limit: usize },
    #[error("the initrd {path} cannot be read: {cause}; check the path and its permissions")]
    InitrdMissing { path: String, cause: std::io::Error },
    #[error(
        "the initrd {path} of {bytes} bytes does not fit between the kernel and the end of low memory; give the machine more memory"
    )]
    InitrdTooLarge { path: String, bytes: u64 },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The stable name of the error, `area.name`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::KvmUnavailable(_) => "kvm.unavailable",
            Self::KvmPermission => "kvm.permission",
            Self::KvmCapability(_) => "kvm.capability",
            Self::Kvm(..) => "kvm.refused",
            Self::MachineOptions(_) => "machine.options",
            Self::MachineMemory { .. } => "machine.memory",
            Self::MachineState(_) => "machine.state",
            Self::MachineResources(_) => "machine.resources",
            Self::RegionOverlap { .. } => "region.overlap",
            Self::RegionInvalid(_) => "region.invalid",
            Self::RegionUnknown(_) => "region.unknown",
            Self::MsiUnknown(_) => "msi.unknown",
            Self::MsiExhausted(_) => "msi.exhausted",
            Self::Acpi(_) => "acpi.invalid",
            Self::KernelMissing { .. } => "kernel.missing",
            Self::KernelInvalid { .. } => "kernel.invalid",
            Self::KernelTruncated { .. } => "kernel.truncated",
            Self::KernelTooLarge { .. } => "kernel.too_large",
            Self::KernelCommandLine { .. } => "kernel.command_line",
            Self::InitrdMissing { .. } => "initrd.missing",
            Self::InitrdTooLarge { .. } => "initrd.too_large",
        }
    }
}
