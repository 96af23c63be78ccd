//! Opening KVM and making an empty VM: capabilities, memory slots, the in-kernel interrupt controllers.

use std::os::fd::FromRawFd;

use kvm_bindings::{
    KVM_API_VERSION, KVM_PIT_SPEAKER_DUMMY, kvm_pit_config, kvm_userspace_memory_region,
};
use kvm_ioctls::{Cap, Kvm, VmFd};

use crate::error::{Error, Result};
use crate::memory::{Ram, RamRange};

/// Three pages KVM needs on Intel hosts for real-mode emulation: below the top of 4 GiB, clear of IOAPIC and LAPIC.
const TSS_ADDRESS: usize = 0xfffb_d000;
const IDENTITY_MAP_ADDRESS: u64 = 0xfffb_c000;

/// What the machine cannot do without, and how to call it in a message.
const NEEDED: [(Cap, &str); 9] = [
    (Cap::Irqchip, "KVM_CAP_IRQCHIP"),
    (Cap::Pit2, "KVM_CAP_PIT2"),
    (Cap::Ioeventfd, "KVM_CAP_IOEVENTFD"),
    (Cap::Irqfd, "KVM_CAP_IRQFD"),
    (Cap::IrqRouting, "KVM_CAP_IRQ_ROUTING"),
    (Cap::UserMemory, "KVM_CAP_USER_MEMORY"),
    (Cap::ExtCpuid, "KVM_CAP_EXT_CPUID"),
    (Cap::ImmediateExit, "KVM_CAP_IMMEDIATE_EXIT"),
    (Cap::MpState, "KVM_CAP_MP_STATE"),
];

/// Opens /dev/kvm and checks that this kernel can carry a machine.
pub fn open() -> Result<Kvm> {
    let fd = Kvm::open_with_cloexec(true).map_err(|cause| match cause.errno() {
        libc::EACCES | libc::EPERM => Error::KvmPermission,
        errno => Error::KvmUnavailable(std::io::Error::from_raw_os_error(errno)),
    })?;
    // SAFETY: a descriptor of /dev/kvm just opened, owned by nobody else.
    let kvm = unsafe { Kvm::from_raw_fd(fd) };
    if kvm.get_api_version() != KVM_API_VERSION as i32 {
        return Err(Error::KvmCapability("API version 12"));
    }
    for (capability, name) in NEEDED {
        if !kvm.check_extension(capability) {
            return Err(Error::KvmCapability(name));
        }
    }
    Ok(kvm)
}

/// A VM with memory, PIC, IOAPIC, PIT; vCPUs come after.
pub fn create_vm(kvm: &Kvm, ram: &Ram, ranges: &[RamRange]) -> Result<VmFd> {
    let refused = |what| move |cause| Error::Kvm(what, cause);
    let vm = loop {
        match kvm.create_vm() {
            // A signal to this process interrupts the call: it has done nothing yet.
            Err(cause) if cause.errno() == libc::EINTR => {}
            made => break made.map_err(refused("create a VM"))?,
        }
    };
    vm.set_identity_map_address(IDENTITY_MAP_ADDRESS)
        .map_err(refused("set the identity map address"))?;
    vm.set_tss_address(TSS_ADDRESS)
        .map_err(refused("set the TSS address"))?;
    for (slot, range) in (0..).zip(ranges) {
        let region = kvm_userspace_memory_region {
            slot,
            flags: 0,
            guest_phys_addr: range.gpa,
            memory_size: range.length,
            userspace_addr: ram.as_ptr() as u64 + range.offset,
        };
        // SAFETY: the range lies in the mapping, which the machine keeps for as long as the VM.
        unsafe { vm.set_user_memory_region(region) }.map_err(refused("take guest memory"))?;
    }
    vm.create_irq_chip()
        .map_err(refused("create the interrupt controllers"))?;
    vm.create_pit2(kvm_pit_config {
        flags: KVM_PIT_SPEAKER_DUMMY,
        ..Default::default()
    })
    .map_err(refused("create the timer"))?;
    Ok(vm)
}
