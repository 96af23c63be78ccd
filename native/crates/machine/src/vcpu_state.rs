//! The architectural state of a vCPU: what a reset puts into it, and how it gets back there for a reboot.

use kvm_bindings::{
    CpuId, KVM_MP_STATE_RUNNABLE, KVM_MP_STATE_UNINITIALIZED, Msrs, kvm_debugregs, kvm_fpu,
    kvm_lapic_state, kvm_mp_state, kvm_msr_entry, kvm_regs, kvm_segment, kvm_sregs,
    kvm_vcpu_events, kvm_xcrs,
};
use kvm_ioctls::VcpuFd;

use crate::error::{Error, Result};

const MSR_TSC: u32 = 0x10;
const MSR_MISC_ENABLE: u32 = 0x1a0;
const MSR_MTRR_DEF_TYPE: u32 = 0x2ff;
/// Fast strings.
const MISC_ENABLE_FAST_STRING: u64 = 1;
/// MTRRs on, everything write-back unless the guest says otherwise.
const MTRR_ENABLED_WRITE_BACK: u64 = 0x806;

const LVT_LINT0: usize = 0x350;
const LVT_LINT1: usize = 0x360;
const DELIVER_NMI: u32 = 4 << 8;
const DELIVER_EXTINT: u32 = 7 << 8;

/// State right after creation, to be put back at a reboot.
pub struct ResetState {
    sregs: kvm_sregs,
    lapic: kvm_lapic_state,
    events: Option<kvm_vcpu_events>,
    debug: Option<kvm_debugregs>,
    xcrs: Option<kvm_xcrs>,
    msrs: Vec<kvm_msr_entry>,
    mp_state: u32,
}

fn refused(what: &'static str) -> impl Fn(kvm_ioctls::Error) -> Error {
    move |cause| Error::Kvm(what, cause)
}

/// Reads one MSR; None where KVM does not know it.
fn msr(fd: &VcpuFd, index: u32) -> Option<u64> {
    let mut msrs = Msrs::from_entries(&[kvm_msr_entry {
        index,
        ..Default::default()
    }])
    .ok()?;
    match fd.get_msrs(&mut msrs) {
        Ok(1) => msrs.as_slice().first().map(|entry| entry.data),
        _ => None,
    }
}

/// Writes one MSR; not every host has every one, and a guest that needs a missing one finds out by itself.
fn set_msr(fd: &VcpuFd, index: u32, data: u64) {
    if let Ok(msrs) = Msrs::from_entries(&[kvm_msr_entry {
        index,
        data,
        ..Default::default()
    }]) {
        let _ = fd.set_msrs(&msrs);
    }
}

impl ResetState {
    /// Gives a new vCPU its CPUID (before any MSR is read) and the few things firmware would have set, and
    /// remembers the result.
    pub fn establish(
        fd: &VcpuFd,
        cpuid: &CpuId,
        bootstrap: bool,
        msr_indices: &[u32],
    ) -> Result<Self> {
        fd.set_cpuid2(cpuid).map_err(refused("set CPUID"))?;
        set_msr(fd, MSR_MISC_ENABLE, MISC_ENABLE_FAST_STRING);
        set_msr(fd, MSR_MTRR_DEF_TYPE, MTRR_ENABLED_WRITE_BACK);
        let mut lapic = fd.get_lapic().map_err(refused("read the LAPIC"))?;
        write_lapic(&mut lapic, LVT_LINT0, DELIVER_EXTINT);
        write_lapic(&mut lapic, LVT_LINT1, DELIVER_NMI);
        fd.set_lapic(&lapic).map_err(refused("set the LAPIC"))?;
        let msrs = msr_indices
            .iter()
            .filter(|&&index| index != MSR_TSC)
            .filter_map(|&index| {
                msr(fd, index).map(|data| kvm_msr_entry {
                    index,
                    data,
                    ..Default::default()
                })
            })
            .collect();
        Ok(Self {
            sregs: fd.get_sregs().map_err(refused("read system registers"))?,
            lapic: fd.get_lapic().map_err(refused("read the LAPIC"))?,
            events: fd.get_vcpu_events().ok(),
            debug: fd.get_debug_regs().ok(),
            xcrs: fd.get_xcrs().ok(),
            msrs,
            mp_state: if bootstrap {
                KVM_MP_STATE_RUNNABLE
            } else {
                KVM_MP_STATE_UNINITIALIZED
            },
        })
    }

    /// Puts the vCPU back; the TSC and memory go on. Only while it stands.
    pub fn restore(&self, fd: &VcpuFd) -> Result<()> {
        fd.set_sregs(&self.sregs)
            .map_err(refused("set system registers"))?;
        fd.set_regs(&kvm_regs {
            rflags: 2,
            rip: 0xfff0,
            ..Default::default()
        })
        .map_err(refused("set registers"))?;
        set_fpu(fd)?;
        if let Some(xcrs) = &self.xcrs {
            let _ = fd.set_xcrs(xcrs);
        }
        for entry in &self.msrs {
            if msr(fd, entry.index).is_some_and(|now| now != entry.data) {
                set_msr(fd, entry.index, entry.data);
            }
        }
        if let Some(debug) = &self.debug {
            fd.set_debug_regs(debug)
                .map_err(refused("set debug registers"))?;
        }
        fd.set_lapic(&self.lapic)
            .map_err(refused("set the LAPIC"))?;
        if let Some(events) = &self.events {
            fd.set_vcpu_events(events)
                .map_err(refused("set pending events"))?;
        }
        fd.set_mp_state(kvm_mp_state {
            mp_state: self.mp_state,
        })
        .map_err(refused("set the run state"))
    }
}

fn write_lapic(lapic: &mut kvm_lapic_state, register: usize, mode: u32) {
    for (byte, value) in mode.to_le_bytes().into_iter().enumerate() {
        lapic.regs[register + byte] = value as i8;
    }
}

fn set_fpu(fd: &VcpuFd) -> Result<()> {
    fd.set_fpu(&kvm_fpu {
        fcw: 0x37f,
        mxcsr: 0x1f80,
        ..Default::default()
    })
    .map_err(refused("set the FPU"))
}

/// Where the boot code's tables lie in guest memory.
#[derive(Debug, Clone, Copy)]
pub struct LongMode {
    pub gdt: u64,
    pub gdt_limit: u16,
    /// Address of the top page table.
    pub cr3: u64,
}

/// Puts the vCPU into 64-bit mode at `rip`: flat segments of the boot protocol (CS 0x10, DS 0x18, TR 0x20),
/// interrupts off, paging on.
pub fn enter_long_mode(fd: &VcpuFd, tables: LongMode, rip: u64, rsp: u64, rsi: u64) -> Result<()> {
    let mut sregs = fd.get_sregs().map_err(refused("read system registers"))?;
    let flat = kvm_segment {
        base: 0,
        limit: 0xffff_ffff,
        present: 1,
        s: 1,
        g: 1,
        ..Default::default()
    };
    sregs.cs = kvm_segment {
        selector: 0x10,
        type_: 0xb,
        l: 1,
        ..flat
    };
    let data = kvm_segment {
        selector: 0x18,
        type_: 0x3,
        db: 1,
        ..flat
    };
    (sregs.ds, sregs.es, sregs.fs, sregs.gs, sregs.ss) = (data, data, data, data, data);
    sregs.tr = kvm_segment {
        selector: 0x20,
        type_: 0xb,
        s: 0,
        ..flat
    };
    sregs.gdt.base = tables.gdt;
    sregs.gdt.limit = tables.gdt_limit;
    sregs.idt.base = 0;
    sregs.idt.limit = 0;
    sregs.cr3 = tables.cr3;
    sregs.cr4 = 1 << 5; // PAE
    sregs.cr0 = 1 | 1 << 31 | 1 << 4; // PE, PG, ET
    sregs.efer = 1 << 8 | 1 << 10; // LME, LMA
    fd.set_sregs(&sregs)
        .map_err(refused("set system registers"))?;
    set_fpu(fd)?;
    fd.set_regs(&kvm_regs {
        rip,
        rsp,
        rbp: rsp,
        rsi,
        rflags: 2,
        ..Default::default()
    })
    .map_err(refused("set registers"))?;
    fd.set_mp_state(kvm_mp_state {
        mp_state: KVM_MP_STATE_RUNNABLE,
    })
    .map_err(refused("set the run state"))
}
