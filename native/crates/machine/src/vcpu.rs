//! One vCPU's thread: enters the guest, decodes each exit and gives it to whoever owns the address.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use kvm_bindings::{KVM_EXIT_INTERNAL_ERROR, KVM_EXIT_IO_OUT, kvm_run};
use kvm_ioctls::{VcpuExit, VcpuFd};

use crate::exchange::{Closed, Event, Exchange, Kind, Record};
use crate::legacy::Legacy;
use crate::regions::{Native, Region, Regions, Space, Target, View};

/// What every vCPU thread shares.
pub struct Board {
    pub exchange: Exchange,
    pub regions: Regions,
    pub legacy: Legacy,
    pub control: Control,
    last_error: Mutex<String>,
}

impl Board {
    pub fn new(legacy: Legacy, vcpus: usize) -> Self {
        Self {
            exchange: Exchange::new(vcpus),
            regions: Regions::new(),
            legacy,
            control: Control::default(),
            last_error: Mutex::default(),
        }
    }

    pub fn last_error(&self) -> String {
        self.last_error
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn explain(&self, message: String) {
        *self
            .last_error
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = message;
    }

    fn fail(&self, message: String) {
        self.explain(message);
        self.exchange.tell(Event::Failure);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    #[default]
    Run,
    Stand,
    End,
}

#[derive(Default)]
struct ControlState {
    wanted: Wanted,
    standing: usize,
    threads: usize,
    /// Counts pauses, so that a vCPU that stands through a resume and a new pause is counted again.
    pauses: u64,
}

/// What the vCPU threads shall do: run, stand between two instructions, or end.
#[derive(Default)]
pub struct Control {
    state: Mutex<ControlState>,
    changed: Condvar,
    /// Something other than running is wanted; looked at before every entry.
    attention: AtomicBool,
}

impl Control {
    fn lock(&self) -> MutexGuard<'_, ControlState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add_thread(&self) {
        self.lock().threads += 1;
    }

    /// True if every thread stands, so that vCPU state may be touched.
    pub fn all_stand(&self) -> bool {
        let state = self.lock();
        state.threads == 0 || (state.wanted == Wanted::Stand && state.standing == state.threads)
    }

    /// Changes what is wanted; the caller kicks the threads after. An end is final.
    pub fn want(&self, wanted: Wanted) {
        let mut state = self.lock();
        if state.wanted == Wanted::End || state.wanted == wanted {
            return;
        }
        state.wanted = wanted;
        state.standing = 0;
        state.pauses += u64::from(wanted == Wanted::Stand);
        self.attention
            .store(wanted != Wanted::Run, Ordering::SeqCst);
        drop(state);
        self.changed.notify_all();
    }

    fn attention(&self) -> bool {
        self.attention.load(Ordering::SeqCst)
    }

    /// Stands while that is wanted; false when the thread shall end.
    fn stand(&self, exchange: &Exchange) -> bool {
        let mut state = self.lock();
        let mut counted = 0;
        loop {
            match state.wanted {
                Wanted::Run => return true,
                Wanted::End => return false,
                Wanted::Stand if counted != state.pauses => {
                    counted = state.pauses;
                    state.standing += 1;
                    if state.standing == state.threads {
                        exchange.tell(Event::Paused);
                    }
                }
                Wanted::Stand => {}
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The shared page of a vCPU, for the two bytes that others than its thread touch or that kvm-ioctls hides.
#[derive(Clone, Copy)]
pub struct RunPage(*mut kvm_run);

// SAFETY: the page is mapped for as long as the VcpuFd, which the machine keeps longer than any RunPage; other
// threads only store to `immediate_exit`, atomically.
unsafe impl Send for RunPage {}
// SAFETY: as above.
unsafe impl Sync for RunPage {}

impl RunPage {
    pub fn of(fd: &mut VcpuFd) -> Self {
        Self(fd.get_kvm_run())
    }

    /// Makes the next entry return at once; how KVM expects a kick to win its race.
    pub fn set_immediate_exit(self, on: bool) {
        // SAFETY: the page is mapped (see above); the byte is only ever accessed atomically by us, and KVM reads it.
        unsafe {
            (*(&raw mut (*self.0).immediate_exit).cast::<AtomicU8>())
                .store(on.into(), Ordering::SeqCst)
        };
    }

    fn exit_reason(self) -> u32 {
        // SAFETY: mapped, and only this vCPU's thread runs it.
        unsafe { (*self.0).exit_reason }
    }

    /// Direction, width and data of the port access at hand.
    ///
    /// Only after an exit for port I/O: then KVM guarantees that size * count bytes lie at data_offset.
    fn io(self) -> Port {
        // SAFETY: the union holds `io` after an exit of that reason; the caller's promise.
        let io = unsafe { (*self.0).__bindgen_anon_1.io };
        // SAFETY: data_offset lies in the run mapping, as KVM promises.
        let data = unsafe { self.0.cast::<u8>().add(io.data_offset as usize) };
        Port {
            out: u32::from(io.direction) == KVM_EXIT_IO_OUT,
            port: io.port,
            size: io.size,
            count: io.count,
            data,
        }
    }

    fn internal_error(self) -> Option<u32> {
        // SAFETY: the union holds `internal` after an exit of that reason.
        (self.exit_reason() == KVM_EXIT_INTERNAL_ERROR)
            .then(|| unsafe { (*self.0).__bindgen_anon_1.internal.suberror })
    }
}

struct Port {
    out: bool,
    port: u16,
    size: u8,
    count: u32,
    data: *mut u8,
}

/// The thread's own things.
struct Runner<'a> {
    id: u16,
    board: &'a Board,
    view: View,
    page: RunPage,
}

enum Next {
    Enter,
    /// The guest is over: stand until somebody resets or ends the machine.
    Over,
}

/// The body of a vCPU thread.
pub fn run(id: u16, board: &Board, fd: &Arc<Mutex<VcpuFd>>, page: RunPage) {
    let mut runner = Runner {
        id,
        board,
        view: View::new(),
        page,
    };
    loop {
        let mut held = fd.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic here is our bug, met by a guest: it ends the guest, not the process.
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runner.run_until_kicked(&mut held)
        }));
        drop(held);
        let over = match ran {
            Ok(next) => matches!(next, Next::Over),
            Err(_) => {
                board.fail(format!(
                    "vCPU {id}: an internal error of the machine monitor; please report it"
                ));
                true
            }
        };
        if over && !board.control.attention() {
            // Nothing more comes from this vCPU until the machine is paused, which may be a while.
            board.control.wait_for_attention();
        }
        if !board.control.stand(&board.exchange) {
            return;
        }
        page.set_immediate_exit(false);
        // A kick between `stand` and here is seen by the look at `attention` before the entry.
    }
}

impl Control {
    fn wait_for_attention(&self) {
        let mut state = self.lock();
        while state.wanted == Wanted::Run {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Runner<'_> {
    fn run_until_kicked(&mut self, fd: &mut VcpuFd) -> Next {
        loop {
            let leaving = self.board.control.attention();
            if leaving {
                // One more entry, which KVM ends before the guest's next instruction: it completes the access
                // whose answer has just been given.
                self.page.set_immediate_exit(true);
            }
            match self.enter(fd) {
                Ok(Some(Next::Over)) => return Next::Over,
                Ok(Some(Next::Enter)) => {}
                // Kicked, or a signal of no meaning.
                Ok(None) if leaving => return Next::Enter,
                Ok(None) => {}
                Err(Closed) => return Next::Enter,
            }
        }
    }

    /// One entry and its exit; None if there was nothing to handle.
    fn enter(&mut self, fd: &mut VcpuFd) -> Result<Option<Next>, Closed> {
        match fd.run() {
            Ok(VcpuExit::IoIn(..) | VcpuExit::IoOut(..)) => self.port_access()?,
            Ok(VcpuExit::MmioRead(address, data)) => {
                let value = self.read(Space::Mmio, address, data.len())?;
                let size = data.len();
                data.copy_from_slice(&value.to_le_bytes()[..size]);
            }
            Ok(VcpuExit::MmioWrite(address, data)) => {
                let mut value = [0; 8];
                value[..data.len()].copy_from_slice(data);
                self.write(Space::Mmio, address, data.len(), u64::from_le_bytes(value))?;
            }
            Ok(VcpuExit::Intr | VcpuExit::IrqWindowOpen | VcpuExit::Hlt) => return Ok(None),
            Ok(VcpuExit::Shutdown | VcpuExit::SystemEvent(..)) => {
                let what = format!("vCPU {}: shutdown at {}", self.id, place(fd));
                self.board.explain(what);
                self.board.exchange.tell(Event::Shutdown);
                return Ok(Some(Next::Over));
            }
            Ok(other) => {
                let what = format!("{other:?}");
                self.failed(fd, &what);
                return Ok(Some(Next::Over));
            }
            Err(cause) => match cause.errno() {
                libc::EINTR | libc::EAGAIN => return Ok(None),
                _ => {
                    let what = format!("KVM_RUN: {cause}");
                    self.failed(fd, &what);
                    return Ok(Some(Next::Over));
                }
            },
        }
        Ok(Some(Next::Enter))
    }

    fn failed(&self, fd: &VcpuFd, what: &str) {
        let suberror = match self.page.internal_error() {
            Some(1) => ", suberror 1 (KVM could not emulate an instruction)".into(),
            Some(code) => format!(", suberror {code}"),
            None => String::new(),
        };
        let place = place(fd);
        let reason = self.page.exit_reason();
        self.board.fail(format!(
            "vCPU {}: {what} (exit reason {reason}{suberror}) at {place}",
            self.id
        ));
    }

    /// The port access of the last exit; string instructions bring several elements at once.
    fn port_access(&mut self) -> Result<(), Closed> {
        let port = self.page.io();
        let size = usize::from(port.size.min(4));
        for element in 0..port.count as usize {
            // SAFETY: KVM keeps size * count bytes at `data` until the next entry.
            let bytes =
                unsafe { std::slice::from_raw_parts_mut(port.data.add(element * size), size) };
            if port.out {
                let mut value = [0; 8];
                value[..size].copy_from_slice(bytes);
                self.write(
                    Space::Pio,
                    port.port.into(),
                    size,
                    u64::from_le_bytes(value),
                )?;
            } else {
                let value = self.read(Space::Pio, port.port.into(), size)?;
                bytes.copy_from_slice(&value.to_le_bytes()[..size]);
            }
        }
        Ok(())
    }

    /// Who owns all of the access; nobody owns one that crosses the end of a region, or of an odd size.
    fn owner(&mut self, space: Space, address: u64, size: usize) -> Option<(Target, u32)> {
        if !matches!(size, 1 | 2 | 4 | 8) {
            return None;
        }
        let (target, offset, length) = self.view.table(&self.board.regions).find(space, address)?;
        (offset + size as u64 <= length).then(|| (target.clone(), offset as u32))
    }

    fn read(&mut self, space: Space, address: u64, size: usize) -> Result<u64, Closed> {
        match self.owner(space, address, size) {
            Some((Target::TypeScript(region), offset)) => self.read_region(&region, offset, size),
            Some((Target::Native(native), offset)) => {
                Ok(self.read_native(native, offset as u8, size))
            }
            None => Ok(u64::MAX),
        }
    }

    fn write(&mut self, space: Space, address: u64, size: usize, value: u64) -> Result<(), Closed> {
        match self.owner(space, address, size) {
            Some((Target::TypeScript(region), offset)) => {
                self.write_region(&region, offset, size, value)
            }
            Some((Target::Native(native), offset)) => {
                self.write_native(native, offset as u8, size, value);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn record(&self, kind: Kind, region: &Region, offset: u32, size: usize, value: u64) -> Record {
        Record {
            kind,
            size: size as u8,
            vcpu: self.id,
            region: region.id,
            offset,
            value,
        }
    }

    fn read_region(&self, region: &Region, offset: u32, size: usize) -> Result<u64, Closed> {
        if region.is_shadowed(offset, size as u32) {
            region.counters.shadow.fetch_add(1, Ordering::Relaxed);
            return Ok(region.shadow.read(offset as usize, size));
        }
        region.counters.synchronous.fetch_add(1, Ordering::Relaxed);
        self.board
            .exchange
            .ask(self.record(Kind::Read, region, offset, size, 0))
    }

    fn write_region(
        &self,
        region: &Region,
        offset: u32,
        size: usize,
        value: u64,
    ) -> Result<(), Closed> {
        if region.is_posted(offset, size as u32) {
            region.counters.posted.fetch_add(1, Ordering::Relaxed);
            return self.board.exchange.post(self.record(
                Kind::Posted,
                region,
                offset,
                size,
                value,
            ));
        }
        region.counters.synchronous.fetch_add(1, Ordering::Relaxed);
        self.board
            .exchange
            .ask(self.record(Kind::Write, region, offset, size, value))
            .map(drop)
    }

    fn read_native(&self, native: Native, register: u8, size: usize) -> u64 {
        let legacy = &self.board.legacy;
        match native {
            Native::PmTimer => u64::from(legacy.pm_timer()) >> (8 * u32::from(register)),
            // The rest are byte-wide registers, each at its own port.
            _ => (0..size as u8).rev().fold(0, |value, byte| {
                let read = match native {
                    Native::Serial => legacy.serial_read(register + byte),
                    Native::Rtc => legacy.rtc_read(register + byte),
                    // Status: nothing to read, ready for a command.
                    Native::Keyboard | Native::PmTimer => 0,
                };
                value << 8 | u64::from(read)
            }),
        }
    }

    fn write_native(&self, native: Native, register: u8, size: usize, value: u64) {
        for (byte, value) in value.to_le_bytes()[..size].iter().copied().enumerate() {
            let register = register + byte as u8;
            match native {
                Native::Serial if self.board.legacy.serial_write(register, value) => {
                    self.board.exchange.tell(Event::Console);
                }
                Native::Rtc => self.board.legacy.rtc_write(register, value),
                // Command 0xFE pulses the reset line.
                Native::Keyboard if register == KEYBOARD_COMMAND && value == 0xfe => {
                    self.board.exchange.tell(Event::Shutdown);
                }
                _ => {}
            }
        }
    }
}

/// Where the guest was, for a message.
fn place(fd: &VcpuFd) -> String {
    match (fd.get_regs(), fd.get_sregs()) {
        (Ok(regs), Ok(sregs)) => format!(
            "rip {:#x} rsp {:#x} rflags {:#x} cs {:#x} cr0 {:#x} cr2 {:#x} cr3 {:#x} cr4 {:#x} efer {:#x}",
            regs.rip,
            regs.rsp,
            regs.rflags,
            sregs.cs.selector,
            sregs.cr0,
            sregs.cr2,
            sregs.cr3,
            sregs.cr4,
            sregs.efer
        ),
        _ => "unknown registers".into(),
    }
}

/// Ports 0x60 to 0x64 are one window: the command port is its last.
const KEYBOARD_COMMAND: u8 = 4;
