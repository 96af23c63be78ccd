//! `Machine` of native/binding.ts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use farport_machine::{
    AcpiSpec, DRAIN_LIMIT, LinuxBoot, Machine as Inner, MachineOptions, Message, RECORD_BYTES,
    Rule, Space, Window,
};
use napi::bindgen_prelude::{Buffer, Env, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Status, Unknown};
use napi_derive::napi;

use crate::errors::{Result, error, from_machine};
use crate::external::{External, share};

/// Called without arguments, at most four calls in flight: one more would tell nothing new.
type WakeFunction = ThreadsafeFunction<(), Unknown<'static>, (), Status, false, false, 4>;

#[napi(object, object_to_js = false)]
pub struct MachineSpec {
    pub ram_bytes: f64,
    pub low_ram_end: f64,
    pub vcpus: u32,
}

#[napi(object, object_from_js = false)]
pub struct RamRangeSpec {
    pub gpa: f64,
    pub offset: f64,
    pub length: f64,
}

#[napi(object, object_to_js = false)]
pub struct RuleSpec {
    pub offset: u32,
    pub size: u32,
    pub count: u32,
    pub stride: u32,
    pub posted_write: bool,
    pub shadow_read: bool,
}

#[napi(object, object_to_js = false)]
pub struct RegionSpec {
    pub space: String,
    pub base: f64,
    pub length: f64,
    pub rules: Vec<RuleSpec>,
}

#[napi(object, object_to_js = false)]
pub struct LinuxSpec {
    pub kernel: String,
    pub initrd: Option<String>,
    pub cmdline: String,
    pub rsdp: f64,
}

#[napi(object, object_to_js = false)]
pub struct WindowSpec {
    pub base: f64,
    pub length: f64,
}

#[napi(object, object_to_js = false)]
pub struct EcamSpec {
    pub base: f64,
    pub buses: u32,
}

#[napi(object, object_to_js = false)]
pub struct PortLineSpec {
    pub gsi: u32,
    pub port: u32,
}

#[napi(object, object_to_js = false)]
pub struct TablesSpec {
    pub at: f64,
    pub vcpus: u32,
    pub ecam: EcamSpec,
    pub mmio32: WindowSpec,
    pub mmio64: WindowSpec,
    pub sleep_port: u32,
    pub pm_timer_port: u32,
    pub ged: PortLineSpec,
    pub serial: PortLineSpec,
}

#[napi(object, object_from_js = false)]
pub struct RegionCounters {
    pub posted: f64,
    pub shadow: f64,
    pub synchronous: f64,
}

/// A JavaScript number that is an address, a length or an offset.
fn whole(value: f64) -> Result<u64> {
    if value >= 0.0 && value.fract() == 0.0 && value < 9_007_199_254_740_992.0 {
        return Ok(value as u64);
    }
    Err(error(
        "machine.number",
        format!("{value} is not an address or length: give a whole number below 2^53"),
    ))
}

fn port(value: u32) -> Result<u16> {
    u16::try_from(value)
        .map_err(|_| error("machine.number", format!("{value} is not a port number")))
}

fn window(spec: &WindowSpec) -> Result<Window> {
    Ok(Window {
        base: whole(spec.base)?,
        length: whole(spec.length)?,
    })
}

/// The records of one drain, shared with JavaScript, which reads them after the call.
struct Records([AtomicU64; DRAIN_LIMIT * RECORD_BYTES / 8]);

#[napi]
pub struct Machine {
    inner: Arc<Inner>,
    records: Arc<Records>,
}

impl Machine {
    /// The machine itself, for the data planes.
    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }
}

#[napi]
impl Machine {
    #[napi(constructor)]
    pub fn new(options: MachineSpec) -> Result<Self> {
        let options = MachineOptions {
            ram_bytes: whole(options.ram_bytes)?,
            low_ram_end: whole(options.low_ram_end)?,
            vcpus: options.vcpus,
        };
        let inner = Inner::new(options).map_err(from_machine)?;
        let records = Arc::new(Records(
            [const { AtomicU64::new(0) }; DRAIN_LIMIT * RECORD_BYTES / 8],
        ));
        Ok(Self {
            inner: Arc::new(inner),
            records,
        })
    }

    #[napi]
    pub fn ram(&self, env: Env) -> Result<External> {
        let ram = self.inner.ram();
        share(&env, ram.as_ptr(), ram.len(), ram.clone())
    }

    #[napi]
    pub fn ram_ranges(&self) -> Vec<RamRangeSpec> {
        let number = |value: u64| value as f64;
        let ranges = self.inner.ram_ranges().iter();
        ranges
            .map(|range| RamRangeSpec {
                gpa: number(range.gpa),
                offset: number(range.offset),
                length: number(range.length),
            })
            .collect()
    }

    #[napi]
    pub fn add_region(&self, spec: RegionSpec) -> Result<u32> {
        let space = match spec.space.as_str() {
            "mmio" => Space::Mmio,
            "pio" => Space::Pio,
            other => {
                return Err(error(
                    "region.invalid",
                    format!("there is no address space \"{other}\""),
                ));
            }
        };
        let rules = spec.rules.iter().map(|rule| Rule {
            offset: rule.offset,
            size: rule.size,
            count: rule.count,
            stride: rule.stride,
            posted_write: rule.posted_write,
            shadow_read: rule.shadow_read,
        });
        self.inner
            .add_region(
                space,
                whole(spec.base)?,
                whole(spec.length)?,
                rules.collect(),
            )
            .map_err(from_machine)
    }

    #[napi]
    pub fn region_shadow(&self, env: Env, id: u32) -> Result<External> {
        let shadow = self.inner.region(id).map_err(from_machine)?.shadow.clone();
        share(&env, shadow.as_ptr(), shadow.len(), shadow)
    }

    #[napi]
    pub fn region_counters(&self, id: u32) -> Result<RegionCounters> {
        let [posted, shadow, synchronous] = self.inner.region_counters(id).map_err(from_machine)?;
        Ok(RegionCounters {
            posted: posted as f64,
            shadow: shadow as f64,
            synchronous: synchronous as f64,
        })
    }

    #[napi]
    pub fn move_region(&self, id: u32, base: f64) -> Result<()> {
        self.inner
            .move_region(id, whole(base)?)
            .map_err(from_machine)
    }

    #[napi]
    pub fn remove_region(&self, id: u32) -> Result<()> {
        self.inner.remove_region(id).map_err(from_machine)
    }

    #[napi]
    pub fn write_acpi(&self, spec: TablesSpec) -> Result<f64> {
        let tables = AcpiSpec {
            at: whole(spec.at)?,
            vcpus: spec.vcpus,
            ecam_base: whole(spec.ecam.base)?,
            ecam_buses: spec.ecam.buses,
            mmio32: window(&spec.mmio32)?,
            mmio64: window(&spec.mmio64)?,
            sleep_port: port(spec.sleep_port)?,
            pm_timer_port: port(spec.pm_timer_port)?,
            ged_gsi: spec.ged.gsi,
            ged_port: port(spec.ged.port)?,
            serial_port: port(spec.serial.port)?,
            serial_gsi: spec.serial.gsi,
        };
        self.inner
            .write_acpi(&tables)
            .map(|at| at as f64)
            .map_err(from_machine)
    }

    #[napi]
    pub fn load_linux(&self, boot: LinuxSpec) -> Result<()> {
        let boot = LinuxBoot {
            kernel: boot.kernel,
            initrd: boot.initrd,
            cmdline: boot.cmdline,
            rsdp: whole(boot.rsdp)?,
        };
        self.inner.load_linux(&boot).map_err(from_machine)
    }

    #[napi]
    pub fn start(&self, env: Env, wake: WakeFunction) -> Result<()> {
        // When this environment ends, by process exit or by the end of a Worker, the guest ends before it. Hooks
        // run in reverse order: this one before that of the function.
        let machine = Arc::downgrade(&self.inner);
        env.add_env_cleanup_hook(machine, |machine| {
            if let Some(machine) = machine.upgrade() {
                machine.stop();
            }
        })
        .map_err(|cause| error("machine.state", cause.reason))?;
        // A full queue means that calls are on their way already.
        let call = move || {
            let _ = wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        };
        self.inner.start(Box::new(call)).map_err(from_machine)
    }

    #[napi]
    pub fn access_records(&self, env: Env) -> Result<External> {
        let records = self.records.clone();
        let data = records.0.as_ptr().cast_mut().cast();
        share(&env, data, DRAIN_LIMIT * RECORD_BYTES, records)
    }

    #[napi]
    pub fn drain(&self) -> u32 {
        let words = &self.records.0;
        let count = self.inner.drain(|place, record| {
            let bytes = record.to_bytes();
            let (chunks, _) = bytes.as_chunks::<8>();
            for (word, bytes) in words[place * RECORD_BYTES / 8..].iter().zip(chunks) {
                word.store(u64::from_ne_bytes(*bytes), Ordering::Relaxed);
            }
        });
        count as u32
    }

    #[napi]
    pub fn answer(&self, vcpu: u32, low: u32, high: u32) {
        self.inner
            .answer(vcpu, u64::from(high) << 32 | u64::from(low));
    }

    #[napi]
    pub fn pause(&self) -> Result<()> {
        self.inner.pause().map_err(from_machine)
    }

    #[napi]
    pub fn resume(&self) -> Result<()> {
        self.inner.resume().map_err(from_machine)
    }

    #[napi]
    pub fn reset_vcpus(&self) -> Result<()> {
        self.inner.reset_vcpus().map_err(from_machine)
    }

    #[napi]
    pub fn stop(&self) {
        self.inner.stop();
    }

    #[napi]
    pub fn allocate_msi(&self) -> Result<u32> {
        self.inner.allocate_msi().map_err(from_machine)
    }

    #[napi]
    pub fn route_msi(
        &self,
        gsi: u32,
        address_low: u32,
        address_high: u32,
        data: u32,
    ) -> Result<()> {
        self.inner
            .route_msi(
                gsi,
                Message {
                    address_low,
                    address_high,
                    data,
                },
            )
            .map_err(from_machine)
    }

    #[napi]
    pub fn mask_msi(&self, gsi: u32) -> Result<()> {
        self.inner.mask_msi(gsi).map_err(from_machine)
    }

    #[napi]
    pub fn take_pending_msi(&self, gsi: u32) -> Result<bool> {
        self.inner.take_pending_msi(gsi).map_err(from_machine)
    }

    #[napi]
    pub fn raise(&self, gsi: u32) -> Result<()> {
        self.inner.raise(gsi).map_err(from_machine)
    }

    #[napi]
    pub fn set_irq_line(&self, gsi: u32, level: bool) -> Result<()> {
        self.inner.set_irq_line(gsi, level).map_err(from_machine)
    }

    #[napi]
    pub fn take_console(&self) -> Buffer {
        self.inner.take_console().into()
    }

    #[napi]
    pub fn serial_input(&self, bytes: Uint8Array) -> u32 {
        self.inner.serial_input(&bytes) as u32
    }

    #[napi]
    pub fn last_error(&self) -> String {
        self.inner.last_error()
    }
}
