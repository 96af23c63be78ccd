//! One machine from its making to its end: holds KVM's descriptors, starts and stops the vCPU threads, and hands
//! out what the devices need.

use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::thread::JoinHandle;

use kvm_bindings::{
    KVM_IRQCHIP_IOAPIC, KVM_IRQCHIP_PIC_MASTER, KVM_IRQCHIP_PIC_SLAVE, kvm_irqchip, kvm_pit_state2,
};
use kvm_ioctls::{IoEventAddress, NoDatamatch, VcpuFd, VmFd};
use vmm_sys_util::eventfd::{EFD_NONBLOCK, EventFd};
use vmm_sys_util::signal::{Killable, register_signal_handler};

use crate::acpi::{self, AcpiSpec, Window};
use crate::boot::{self, LinuxBoot};
use crate::cpuid;
use crate::error::{Error, Result};
use crate::exchange::{Record, Wake};
use crate::kvm;
use crate::legacy::Legacy;
use crate::memory::{Memory, Ram, RamRange, guest_memory, ram_ranges};
use crate::msi::{Message, MsiRoutes};
use crate::regions::{Counters, Native, Region, Rule, Space};
use crate::vcpu::{self, Board, RunPage, Wanted};
use crate::vcpu_state::{self, LongMode, ResetState};

/// KVM takes more, but APIC ids above 254 need interrupt remapping or x2APIC addressing, which this board has not.
const VCPU_LIMIT: u32 = 254;
/// The interrupt that COM1 has on every PC.
const SERIAL_GSI: u32 = 4;
const VCPU_STACK: usize = 256 << 10;

#[derive(Debug, Clone, Copy)]
pub struct MachineOptions {
    /// Bytes, a multiple of 2 MiB.
    pub ram_bytes: u64,
    /// Guest physical address at which RAM stops and goes on at 4 GiB.
    pub low_ram_end: u64,
    pub vcpus: u32,
}

struct Vcpu {
    fd: Arc<Mutex<VcpuFd>>,
    page: RunPage,
    reset: ResetState,
    thread: Option<JoinHandle<()>>,
}

/// Interrupt controllers and timer as they were made.
struct ChipState {
    chips: Vec<kvm_irqchip>,
    pit: kvm_pit_state2,
}

/// KVM's part, gone after `stop`.
struct Kvm {
    // Dropped in this order: vCPUs before their VM.
    vcpus: Vec<Vcpu>,
    chips: ChipState,
    vm: Arc<VmFd>,
}

pub struct Machine {
    kvm: Mutex<Option<Kvm>>,
    board: Arc<Board>,
    msi: MsiRoutes,
    /// What the ACPI tables said about PCI's configuration space.
    ecam: Mutex<Option<Window>>,
    ranges: Vec<RamRange>,
    // Last, because KVM and vm-memory look into it.
    memory: Arc<Memory>,
    ram: Arc<Ram>,
}

fn refused(what: &'static str) -> impl Fn(kvm_ioctls::Error) -> Error {
    move |cause| Error::Kvm(what, cause)
}

impl Machine {
    /// Makes the VM with its memory, interrupt controllers and vCPUs; nothing runs yet.
    pub fn new(options: MachineOptions) -> Result<Self> {
        let ranges = ram_ranges(options.ram_bytes, options.low_ram_end)?;
        let system = kvm::open()?;
        let limit = VCPU_LIMIT.min(system.get_max_vcpus() as u32);
        if options.vcpus == 0 || options.vcpus > limit {
            return Err(Error::MachineOptions(format!(
                "{} vCPUs: this host takes 1 to {limit}",
                options.vcpus
            )));
        }
        let ram = Ram::map(options.ram_bytes)?;
        let memory = Arc::new(guest_memory(&ram, &ranges)?);
        let vm = kvm::create_vm(&system, &ram, &ranges)?;
        let msi = MsiRoutes::default();
        msi.install(&vm)?;

        let leaves = cpuid::supported(&system)?;
        let msr_list = system
            .get_msr_index_list()
            .map_err(refused("list its MSRs"))?;
        let mut vcpus = Vec::new();
        for id in 0..options.vcpus {
            let mut fd = vm
                .create_vcpu(id.into())
                .map_err(refused("create a vCPU"))?;
            let tsc_khz = fd.get_tsc_khz().ok().filter(|&khz| khz > 0);
            let cpuid = cpuid::personal(&leaves, id, options.vcpus, tsc_khz)?;
            let reset = ResetState::establish(&fd, &cpuid, id == 0, msr_list.as_slice())?;
            let page = RunPage::of(&mut fd);
            vcpus.push(Vcpu {
                fd: Arc::new(Mutex::new(fd)),
                page,
                reset,
                thread: None,
            });
        }

        let event = |fd: &EventFd| fd.try_clone().map_err(Error::MachineResources);
        let serial_irq = EventFd::new(EFD_NONBLOCK).map_err(Error::MachineResources)?;
        vm.register_irqfd(&serial_irq, SERIAL_GSI)
            .map_err(refused("assign an irqfd"))?;
        let board = Arc::new(Board::new(
            Legacy::new(event(&serial_irq)?),
            options.vcpus as usize,
        ));
        board.regions.place_native(Native::Serial, 0x3f8, 8)?;
        board.regions.place_native(Native::Rtc, 0x70, 2)?;
        board.regions.place_native(Native::Keyboard, 0x60, 5)?;

        let chips = ChipState {
            chips: [
                KVM_IRQCHIP_PIC_MASTER,
                KVM_IRQCHIP_PIC_SLAVE,
                KVM_IRQCHIP_IOAPIC,
            ]
            .into_iter()
            .map(|chip_id| {
                let mut chip = kvm_irqchip {
                    chip_id,
                    ..Default::default()
                };
                vm.get_irqchip(&mut chip)
                    .map(|()| chip)
                    .map_err(refused("read an interrupt controller"))
            })
            .collect::<Result<_>>()?,
            pit: vm.get_pit2().map_err(refused("read the timer"))?,
        };
        let kvm = Kvm {
            vcpus,
            chips,
            vm: Arc::new(vm),
        };
        Ok(Self {
            kvm: Mutex::new(Some(kvm)),
            board,
            msi,
            ecam: Mutex::default(),
            ranges,
            memory,
            ram,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Kvm>> {
        self.kvm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn vm(&self) -> Result<Arc<VmFd>> {
        Ok(self.lock().as_ref().ok_or(STOPPED)?.vm.clone())
    }

    /// The mapping of all RAM.
    pub fn ram(&self) -> Arc<Ram> {
        self.ram.clone()
    }

    /// Guest memory by guest physical address, for data planes. Valid as long as this machine, or its `ram`, lives.
    pub fn memory(&self) -> Arc<Memory> {
        self.memory.clone()
    }

    pub fn ram_ranges(&self) -> &[RamRange] {
        &self.ranges
    }

    /// Puts an ioeventfd at `gpa`: any write there, of any size and value, signals `event` and never leaves KVM.
    pub fn register_notify(&self, gpa: u64, event: &EventFd) -> Result<()> {
        self.vm()?
            .register_ioevent(event, &IoEventAddress::Mmio(gpa), NoDatamatch)
            .map_err(refused("place an ioeventfd"))
    }

    /// Takes the ioeventfd away; without effect after `stop`, which took all.
    pub fn unregister_notify(&self, gpa: u64, event: &EventFd) -> Result<()> {
        let Ok(vm) = self.vm() else { return Ok(()) };
        vm.unregister_ioevent(event, &IoEventAddress::Mmio(gpa), NoDatamatch)
            .map_err(refused("take an ioeventfd away"))
    }

    /// The eventfd of an MSI route: a write of 1 raises the vector, or makes it pending while it is masked.
    pub fn msi_event(&self, gsi: u32) -> Result<Arc<EventFd>> {
        self.msi.event(gsi)
    }

    pub fn allocate_msi(&self) -> Result<u32> {
        self.msi.allocate()
    }

    pub fn route_msi(&self, gsi: u32, message: Message) -> Result<()> {
        self.msi.route(&*self.vm()?, gsi, message)
    }

    pub fn mask_msi(&self, gsi: u32) -> Result<()> {
        self.msi.mask(&*self.vm()?, gsi)
    }

    pub fn take_pending_msi(&self, gsi: u32) -> Result<bool> {
        self.msi.take_pending(gsi)
    }

    pub fn raise(&self, gsi: u32) -> Result<()> {
        self.msi.raise(gsi)
    }

    /// Sets the level of a pin of the interrupt controllers.
    pub fn set_irq_line(&self, gsi: u32, level: bool) -> Result<()> {
        self.vm()?
            .set_irq_line(gsi, level)
            .map_err(refused("set an interrupt line"))
    }

    pub fn add_region(
        &self,
        space: Space,
        base: u64,
        length: u64,
        rules: Vec<Rule>,
    ) -> Result<u32> {
        self.board.regions.add(space, base, length, rules)
    }

    pub fn move_region(&self, id: u32, base: u64) -> Result<()> {
        self.board.regions.relocate(id, base)
    }

    pub fn remove_region(&self, id: u32) -> Result<()> {
        self.board.regions.remove(id)
    }

    pub fn region(&self, id: u32) -> Result<Arc<Region>> {
        self.board.regions.get(id)
    }

    /// Writes the ACPI tables and gives the PM timer its port; returns the address of the RSDP.
    pub fn write_acpi(&self, spec: &AcpiSpec) -> Result<u64> {
        self.board
            .regions
            .place_native(Native::PmTimer, spec.pm_timer_port.into(), 4)?;
        let rsdp = acpi::write(&self.memory, spec)?;
        let ecam = Window {
            base: spec.ecam_base,
            length: u64::from(spec.ecam_buses) << 20,
        };
        *self.ecam.lock().unwrap_or_else(PoisonError::into_inner) = Some(ecam);
        Ok(rsdp)
    }

    /// Loads a kernel and points vCPU 0 at its 64-bit entry.
    pub fn load_linux(&self, linux: &LinuxBoot) -> Result<()> {
        self.needs_standing()?;
        let ecam = *self.ecam.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = boot::load(&self.memory, &self.ranges, ecam, linux)?;
        self.enter_long_mode(entry.tables, entry.rip, entry.rsp, entry.rsi)
    }

    /// Puts vCPU 0 into 64-bit mode, the state that the 64-bit boot protocol of Linux asks for.
    pub fn enter_long_mode(&self, tables: LongMode, rip: u64, rsp: u64, rsi: u64) -> Result<()> {
        let mut kvm = self.lock();
        let kvm = kvm.as_mut().ok_or(STOPPED)?;
        self.needs_standing()?;
        let first = kvm.vcpus.first().ok_or(STOPPED)?;
        let fd = first.fd.lock().unwrap_or_else(PoisonError::into_inner);
        vcpu_state::enter_long_mode(&fd, tables, rip, rsp, rsi)
    }

    fn needs_standing(&self) -> Result<()> {
        match self.board.control.all_stand() {
            true => Ok(()),
            false => Err(Error::MachineState(
                "its vCPUs run: pause it and wait for event 4",
            )),
        }
    }

    /// Starts the vCPU threads; `wake` is called when records wait.
    pub fn start(&self, wake: Wake) -> Result<()> {
        install_kick_handler()?;
        let mut kvm = self.lock();
        let kvm = kvm.as_mut().ok_or(STOPPED)?;
        if kvm.vcpus.iter().any(|vcpu| vcpu.thread.is_some()) {
            return Err(Error::MachineState("it was started already"));
        }
        self.board.exchange.set_wake(Some(wake));
        for (id, vcpu) in (0_u16..).zip(&mut kvm.vcpus) {
            let (board, fd, page) = (self.board.clone(), vcpu.fd.clone(), vcpu.page);
            self.board.control.add_thread();
            let thread = std::thread::Builder::new()
                .name(format!("vcpu{id}"))
                .stack_size(VCPU_STACK)
                .spawn(move || {
                    block_signals();
                    vcpu::run(id, &board, &fd, page);
                });
            vcpu.thread = Some(thread.map_err(Error::MachineResources)?);
        }
        Ok(())
    }

    fn want(&self, kvm: &Kvm, wanted: Wanted) {
        self.board.control.want(wanted);
        if wanted == Wanted::Run {
            return;
        }
        for vcpu in &kvm.vcpus {
            vcpu.page.set_immediate_exit(true);
            if let Some(thread) = &vcpu.thread {
                // A thread that has ended needs no kick.
                let _ = thread.kill(kick_signal());
            }
        }
    }

    /// Asks every vCPU to stand; event 4 tells when all do. One that waits for an answer stands after it.
    pub fn pause(&self) -> Result<()> {
        let kvm = self.lock();
        self.want(kvm.as_ref().ok_or(STOPPED)?, Wanted::Stand);
        Ok(())
    }

    pub fn resume(&self) -> Result<()> {
        let kvm = self.lock();
        self.want(kvm.as_ref().ok_or(STOPPED)?, Wanted::Run);
        Ok(())
    }

    /// vCPUs, interrupt controllers and timer as they were made; memory, regions and MSI routes stay.
    pub fn reset_vcpus(&self) -> Result<()> {
        let kvm = self.lock();
        let kvm = kvm.as_ref().ok_or(STOPPED)?;
        self.needs_standing()?;
        for chip in &kvm.chips.chips {
            kvm.vm
                .set_irqchip(chip)
                .map_err(refused("reset an interrupt controller"))?;
        }
        kvm.vm
            .set_pit2(&kvm.chips.pit)
            .map_err(refused("reset the timer"))?;
        for vcpu in &kvm.vcpus {
            vcpu.reset
                .restore(&vcpu.fd.lock().unwrap_or_else(PoisonError::into_inner))?;
        }
        Ok(())
    }

    /// Ends the vCPU threads and closes KVM's descriptors. May be called twice.
    pub fn stop(&self) {
        let Some(mut kvm) = self.lock().take() else {
            return;
        };
        self.want(&kvm, Wanted::End);
        self.board.exchange.close();
        for vcpu in &mut kvm.vcpus {
            if let Some(thread) = vcpu.thread.take() {
                // It cannot have panicked: run() catches.
                let _ = thread.join();
            }
        }
        self.board.exchange.set_wake(None);
    }

    /// Moves waiting records to `sink` with their place in the batch; returns how many.
    pub fn drain(&self, sink: impl FnMut(usize, Record)) -> usize {
        self.board.exchange.drain(sink)
    }

    /// Answers the access vCPU `vcpu` waits for; false if it waits for none.
    pub fn answer(&self, vcpu: u32, value: u64) -> bool {
        self.board.exchange.answer(vcpu as usize, value)
    }

    pub fn take_console(&self) -> Vec<u8> {
        self.board.legacy.take_console()
    }

    pub fn serial_input(&self, bytes: &[u8]) -> usize {
        self.board.legacy.serial_input(bytes)
    }

    /// What event 2 was about.
    pub fn last_error(&self) -> String {
        self.board.last_error()
    }

    /// Counts of a region's accesses.
    pub fn region_counters(&self, id: u32) -> Result<[u64; 3]> {
        let region = self.region(id)?;
        let Counters {
            posted,
            shadow,
            synchronous,
        } = &region.counters;
        Ok([posted, shadow, synchronous]
            .map(|counter| counter.load(std::sync::atomic::Ordering::Relaxed)))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.stop();
    }
}

const STOPPED: Error = Error::MachineState("it was stopped");

/// The real-time signal that makes KVM_RUN return; nothing else of Node or Rust uses one.
fn kick_signal() -> libc::c_int {
    vmm_sys_util::signal::SIGRTMIN() + 3
}

extern "C" fn on_kick(_: libc::c_int, _: *mut libc::siginfo_t, _: *mut libc::c_void) {}

/// The handler does nothing: that there is one is what interrupts KVM_RUN.
fn install_kick_handler() -> Result<()> {
    static INSTALLED: Once = Once::new();
    let mut failed = None;
    INSTALLED.call_once(|| {
        failed = register_signal_handler(kick_signal(), on_kick).err();
    });
    match failed {
        None => Ok(()),
        Some(cause) => Err(Error::MachineResources(std::io::Error::from_raw_os_error(
            cause.errno(),
        ))),
    }
}

/// Leaves the process's signals to its other threads; only the kick comes through.
fn block_signals() {
    // SAFETY: plain set operations on a local set, and this thread's own mask.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut set);
        libc::sigdelset(&mut set, kick_signal());
        for synchronous in [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE] {
            libc::sigdelset(&mut set, synchronous);
        }
        libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
    }
}
