//! The CPUID leaves a vCPU shows: what KVM supports, with identity, topology and timing of this machine.

use kvm_bindings::{
    CpuId, KVM_CPUID_FLAG_SIGNIFCANT_INDEX, KVM_MAX_CPUID_ENTRIES, kvm_cpuid_entry2,
};
use kvm_ioctls::{Cap, Kvm};

use crate::error::{Error, Result};

/// Leaf of the hypervisor's timing information: TSC and LAPIC bus frequency in kHz.
const TIMING_LEAF: u32 = 0x4000_0010;
/// KVM's in-kernel LAPIC counts nanoseconds.
const LAPIC_KHZ: u32 = 1_000_000;

/// What KVM supports; `personal` makes it one vCPU's.
pub fn supported(kvm: &Kvm) -> Result<Vec<kvm_cpuid_entry2>> {
    let cpuid = kvm
        .get_supported_cpuid(KVM_MAX_CPUID_ENTRIES)
        .map_err(|e| Error::Kvm("tell its CPUID", e))?;
    let deadline = kvm.check_extension(Cap::TscDeadlineTimer);
    let mut entries = cpuid.as_slice().to_vec();
    for entry in &mut entries {
        match entry.function {
            1 => {
                entry.ecx &= !(1 << 5); // VMX
                entry.ecx |= 1 << 31; // hypervisor
                if deadline {
                    entry.ecx |= 1 << 24; // TSC deadline
                }
                entry.edx |= 1 << 12; // MTRR
            }
            // Five-level paging: a longer walk for addresses that no guest of this board has.
            7 if entry.index == 0 => entry.ecx &= !(1 << 16),
            0x8000_0001 => entry.ecx &= !(1 << 2), // SVM
            _ => {}
        }
    }
    // SVM's own leaf goes with its bit.
    entries.retain(|entry| entry.function != 0x8000_000a);
    Ok(entries)
}

/// Leaves of vCPU `id` of `count`: one package, one thread a core.
pub fn personal(
    supported: &[kvm_cpuid_entry2],
    id: u32,
    count: u32,
    tsc_khz: Option<u32>,
) -> Result<CpuId> {
    let id_bits = 32 - (count - 1).leading_zeros();
    let mut entries: Vec<kvm_cpuid_entry2> = supported
        .iter()
        .filter(|entry| !matches!(entry.function, 0xb | 0x1f | TIMING_LEAF))
        .copied()
        .collect();
    for entry in &mut entries {
        match entry.function {
            0 => entry.eax = entry.eax.max(0xb),
            1 => {
                entry.ebx = (entry.ebx & 0xffff) | (count.min(255) << 16) | (id << 24);
                entry.edx = (entry.edx & !(1 << 28)) | (u32::from(count > 1) << 28);
            }
            // Caches of levels 1 and 2 belong to one core, level 3 to all.
            4 if entry.eax & 0x1f != 0 => {
                let sharing = if entry.eax >> 5 & 7 >= 3 {
                    count - 1
                } else {
                    0
                };
                entry.eax =
                    (entry.eax & 0x3fff) | (sharing.min(0xfff) << 14) | ((count - 1).min(63) << 26);
            }
            0x4000_0000 if tsc_khz.is_some() => entry.eax = TIMING_LEAF,
            0x8000_0008 => {
                entry.ecx = (entry.ecx & !0xf0ff) | (count - 1).min(255) | (id_bits << 12)
            }
            0x8000_001d if entry.eax & 0x1f != 0 => {
                let sharing = if entry.eax >> 5 & 7 >= 3 {
                    count - 1
                } else {
                    0
                };
                entry.eax = (entry.eax & 0x3fff) | (sharing.min(0xfff) << 14);
            }
            0x8000_001e => {
                entry.eax = id;
                entry.ebx = id & 0xff;
                entry.ecx = 0;
            }
            _ => {}
        }
    }
    // Extended topology: level 0 threads of a core, level 1 cores of the package.
    let levels = [
        (0, 0, 1, 1 << 8),
        (1, id_bits, count, 2 << 8 | 1),
        (2, 0, 0, 2),
    ];
    for (index, eax, ebx, ecx) in levels {
        entries.push(kvm_cpuid_entry2 {
            function: 0xb,
            index,
            flags: KVM_CPUID_FLAG_SIGNIFCANT_INDEX,
            eax,
            ebx,
            ecx,
            edx: id,
            ..Default::default()
        });
    }
    if let Some(khz) = tsc_khz {
        entries.push(kvm_cpuid_entry2 {
            function: TIMING_LEAF,
            eax: khz,
            ebx: LAPIC_KHZ,
            ..Default::default()
        });
    }
    CpuId::from_entries(&entries).map_err(|_| Error::KvmCapability("a CPUID table short enough"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn leaf(cpuid: &CpuId, function: u32, index: u32) -> kvm_cpuid_entry2 {
        *cpuid
            .as_slice()
            .iter()
            .find(|e| e.function == function && e.index == index)
            .unwrap()
    }

    #[test]
    fn topology_names_every_vcpu() {
        let supported = [0, 1, 0xb, 0x4000_0000, 0x4000_0001].map(|function| kvm_cpuid_entry2 {
            function,
            eax: 1,
            ..Default::default()
        });
        let cpuid = personal(&supported, 2, 3, Some(2_000_000)).unwrap();
        assert_eq!(leaf(&cpuid, 1, 0).ebx, 2 << 24 | 3 << 16);
        assert_eq!(
            leaf(&cpuid, 0xb, 1).eax,
            2,
            "three vCPUs take two bits of APIC id"
        );
        assert_eq!(leaf(&cpuid, 0xb, 1).ebx, 3);
        assert_eq!(leaf(&cpuid, 0xb, 0).edx, 2);
        assert_eq!(leaf(&cpuid, 0x4000_0000, 0).eax, TIMING_LEAF);
        assert_eq!(leaf(&cpuid, TIMING_LEAF, 0).eax, 2_000_000);
        assert_eq!(leaf(&cpuid, 0x4000_0001, 0).eax, 1, "kvmclock's leaf stays");
    }
}
